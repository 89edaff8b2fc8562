{{- define "rollcall.selector" -}}
app.kubernetes.io/name: rollcall
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- with .component }}
app.kubernetes.io/component: {{ . }}
{{- end }}
{{- end }}

{{- define "rollcall.labels" -}}
{{ include "rollcall.selector" . }}
app.kubernetes.io/part-of: rollcall
{{- /* A tag may go on with a digest, and a version of a chart may have a plus. A label may not. */}}
app.kubernetes.io/version: {{ include "rollcall.tag" . | regexFind "^[A-Za-z0-9._-]+" | trunc 63 | trimAll "._-" | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "rollcall.tag" -}}
{{ .root.Values.image.tag | default .root.Chart.AppVersion }}
{{- end }}

{{- /* The labels of a pod, and its annotations. */ -}}
{{- define "rollcall.metadata" -}}
labels: {{- include "rollcall.labels" . | nindent 2 }}
{{- with .root.Values.podAnnotations }}
annotations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- /* What the pods of every type have in common. */ -}}
{{- define "rollcall.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .root.Values.imagePullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  seccompProfile: { type: RuntimeDefault }
volumes:
  - name: tmp
    emptyDir: { sizeLimit: 64Mi }
  - name: secrets
    secret: { secretName: {{ .root.Values.existingSecret }} }
  {{- with .ownerSecret }}
  - name: owner
    secret: { secretName: {{ . }} }
  {{- end }}
{{- end }}

{{- define "rollcall.spread" -}}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{- include "rollcall.selector" . | nindent 8 }}
{{- end }}

{{- /* What the containers of every type have in common. */ -}}
{{- define "rollcall.container" -}}
{{- $owner := .ownerSecret }}
{{- with .root }}
image: {{ .Values.image.repository }}:{{ include "rollcall.tag" $ }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
env:
  {{- range $name, $value := .Values.env }}
  - { name: {{ $name }}, value: {{ $value | quote }} }
  {{- end }}
  # The files are read again at each use, so a secret can change without a restart.
  {{- range .Values.secretFiles }}
  - { name: {{ . }}_FILE, value: /run/secrets/{{ if and $owner (eq . "DATABASE_URL") }}owner{{ else }}rollcall{{ end }}/{{ . }} }
  {{- end }}
resources: {{- toYaml .Values.resources | nindent 2 }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
volumeMounts:
  - { name: tmp, mountPath: /tmp }
  - { name: secrets, mountPath: /run/secrets/rollcall, readOnly: true }
  {{- if $owner }}
  - { name: owner, mountPath: /run/secrets/owner, readOnly: true }
  {{- end }}
{{- end }}
{{- end }}
