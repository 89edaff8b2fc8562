package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import testing.App;
import tools.jackson.databind.JsonNode;

/** The manifests for kustomize fit the Procfile, the variables, the paths of the web process, and each other. */
class KubernetesFilesTest {

    private static final Path DIRECTORY = Path.of("deploy", "kubernetes");
    static final List<JsonNode> BASE = read("base");
    static final List<JsonNode> PRODUCTION =
            Stream.concat(BASE.stream(), read("production").stream()).toList();
    /** What replaces parts of the release step. */
    static final List<JsonNode> TWO_ROLES = objects("two-roles", "release.yaml");

    static final Map<String, String> VARIABLES = DeployFilesTest.variables(DIRECTORY.resolve("base/rollcall.env"));

    @Test
    void containersRunTheLinesOfTheProcfile() {
        Map<String, String> lines = new HashMap<>();
        for (JsonNode workload : workloads()) {
            JsonNode container = container(workload);
            lines.put(container.get("name").asString(), String.join(" ", texts(container.get("command"))));
        }
        assertThat(lines).isEqualTo(DeployFilesTest.procfile());
    }

    /** The component that both overlays have; Postgres of the small one makes the role. */
    @Test
    void onlyTheReleaseStepIsTheOwnerOfTheTables() {
        JsonNode release = container(TWO_ROLES.get(0));
        assertThat(Map.of(release.get("name").asString(), String.join(" ", texts(release.get("command")))))
                .isEqualTo(
                        Map.of("release", DeployFilesTest.procfileWithTwoRoles().get("release")));
        assertThat(variable(release, "DATABASE_URL_FILE"))
                .isEqualTo(release.at("/volumeMounts/0/mountPath").asString() + "/DATABASE_URL");
        assertThat(TWO_ROLES
                        .get(0)
                        .at("/spec/template/spec/volumes/0/secret/secretName")
                        .asString())
                .isEqualTo("rollcall-owner");

        for (String overlay : List.of("small", "production")) {
            assertThat(texts(kustomization(overlay).get("components"))).containsExactly("../two-roles");
        }
        Map<String, String> users = new HashMap<>();
        kustomization("small")
                .get("secretGenerator")
                .forEach(secret -> users.put(
                        secret.get("name").asString(),
                        DeployFilesTest.user(secret.at("/literals/0").asString().replace("DATABASE_URL=", ""))));
        assertThat(users)
                .containsEntry("rollcall", DeployFilesTest.APPLICATION_ROLE)
                .containsEntry("rollcall-owner", "rollcall");
        assertThat(kustomization("small").at("/configMapGenerator/1/literals/0").asString())
                .contains("CREATE ROLE " + DeployFilesTest.APPLICATION_ROLE + " LOGIN ");
    }

    @Test
    void everyVariableExists() {
        Set<String> names = new TreeSet<>(VARIABLES.keySet());
        for (JsonNode workload : workloads()) {
            container(workload)
                    .get("env")
                    .forEach(variable -> names.add(variable.get("name").asString()));
        }
        Stream.of("small", "production")
                .flatMap(overlay -> texts(kustomization(overlay).at("/configMapGenerator/0/literals")).stream())
                .map(literal -> literal.split("=", 2)[0])
                .forEach(names::add);

        assertThat(names)
                .contains("DATABASE_URL_FILE", "PORT", "SITE_ROOT")
                .isSubsetOf(Example.read().names());
    }

    @Test
    void theProbesAskPathsThatAnswerOnThePortOfWeb() {
        App running = RunningRelease.get().web();
        JsonNode web = container(find(BASE, "Deployment", "rollcall-web"));
        JsonNode port = web.at("/ports/0");
        assertThat(variable(web, "PORT")).isEqualTo(port.get("containerPort").asString());
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            JsonNode request = web.get(probe).get("httpGet");
            assertThat(request.get("port")).as(probe).isEqualTo(port.get("name"));
            assertThat(running.status(request.get("path").asString())).as(probe).isEqualTo(200);
        }
        JsonNode service = find(BASE, "Service", "rollcall");
        assertThat(service.at("/spec/ports/0/targetPort")).isEqualTo(port.get("name"));
        assertThat(container(find(BASE, "Deployment", "rollcall-worker")).has("ports"))
                .isFalse();
    }

    @Test
    void aStopHasTheTimeThatItsVariablesAllow() {
        Duration stop = DeployFilesTest.stop(VARIABLES);
        for (String name : List.of("rollcall-web", "rollcall-worker")) {
            long grace = find(BASE, "Deployment", name)
                    .at("/spec/template/spec/terminationGracePeriodSeconds")
                    .asLong();
            assertThat(Duration.ofSeconds(grace)).as(name).isGreaterThanOrEqualTo(stop);
        }
    }

    /** The rules of the level {@code restricted} of Pod Security Standards, and a read-only file system. */
    @Test
    void everyPodIsRestricted() {
        List<JsonNode> all = Stream.concat(
                        workloads().stream(), Stream.of(find(read("small"), "StatefulSet", "postgres")))
                .toList();
        assertThat(all).hasSize(4).allSatisfy(workload -> {
            JsonNode pod = workload.at("/spec/template/spec");
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/seccompProfile/type").asString())
                    .isEqualTo("RuntimeDefault");
            assertThat(pod.get("automountServiceAccountToken").asBoolean()).isFalse();
            JsonNode container = pod.at("/containers/0/securityContext");
            assertThat(container.get("allowPrivilegeEscalation").asBoolean()).isFalse();
            assertThat(container.get("readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(texts(container.at("/capabilities/drop"))).containsExactly("ALL");
            assertThat(pod.get("containers")).hasSize(1);
        });
        for (String overlay : List.of("small", "production")) {
            assertThat(find(read(overlay), "Namespace", "rollcall")
                            .at("/metadata/labels/pod-security.kubernetes.io~1enforce")
                            .asString())
                    .isEqualTo("restricted");
        }
    }

    @Test
    void everyReferenceToAnotherObjectResolves() {
        for (JsonNode object : PRODUCTION) {
            switch (object.get("kind").asString()) {
                case "HorizontalPodAutoscaler" -> {
                    JsonNode target = object.at("/spec/scaleTargetRef");
                    find(
                            PRODUCTION,
                            target.get("kind").asString(),
                            target.get("name").asString());
                }
                case "Ingress" ->
                    find(
                            PRODUCTION,
                            "Service",
                            object.at("/spec/rules/0/http/paths/0/backend/service/name")
                                    .asString());
                case "Service" -> expectPods(object, object.at("/spec/selector"));
                case "PodDisruptionBudget", "Deployment" -> expectPods(object, object.at("/spec/selector/matchLabels"));
                case "NetworkPolicy" -> expectPods(object, object.at("/spec/podSelector/matchLabels"));
                default -> assertThat(object.get("kind").asString()).isIn("Job", "Namespace");
            }
        }
    }

    /** A wave of its own, before the variables and Secrets that the Job needs, would never end. */
    @Test
    void theReleaseStepIsInNoWaveBeforeWhatItNeeds() {
        assertThat(find(BASE, "Job", "rollcall-release")
                        .at("/metadata/annotations")
                        .propertyNames())
                .contains("argocd.argoproj.io/hook")
                .doesNotContain("argocd.argoproj.io/sync-wave");
    }

    /** NodeLocal DNSCache and Cloud DNS of GKE answer at link-local addresses. */
    @Test
    void theNodeAndItsMetadataAreReachedOnlyForNames() {
        JsonNode egress = find(BASE, "NetworkPolicy", "rollcall").at("/spec/egress");
        assertThat(texts(egress.at("/0/to/1/ipBlock/except"))).containsExactly("169.254.0.0/16");
        assertThat(texts(egress.at("/0/to/2/ipBlock/except"))).containsExactly("fe80::/10", "fd00:ec2::254/128");
        JsonNode names = egress.get(1);
        assertThat(names.propertyNames()).containsExactly("ports");
        assertThat(names.get("ports")
                        .valueStream()
                        .map(port -> port.get("protocol").asString() + " "
                                + port.get("port").asInt()))
                .containsExactly("UDP 53", "TCP 53");
    }

    @Test
    void workersAreScaledByAMetricThatExists() {
        String metric = find(PRODUCTION, "HorizontalPodAutoscaler", "rollcall-worker")
                .at("/spec/metrics/0/external/metric/name")
                .asString();
        App web = RunningRelease.get().web();
        String metrics = web.send(
                        web.to("/actuator/prometheus").header("Authorization", "Bearer " + Requests.METRICS_TOKEN))
                .body();
        assertThat(metrics).contains("\n" + metric + "{");
        assertThat(DeployFilesTest.read(DIRECTORY.resolve("production/prometheus-adapter.yaml")))
                .contains("as: " + metric);
    }

    private static void expectPods(JsonNode object, JsonNode selector) {
        // The name is a label that kustomization.yaml adds to every pod.
        assertThat(workloads().stream()
                        .map(workload -> workload.at("/spec/template/metadata/labels/app.kubernetes.io~1component")))
                .as(object.get("kind") + " " + object.at("/metadata/name"))
                .anyMatch(component -> !selector.has("app.kubernetes.io/component")
                        || component.equals(selector.get("app.kubernetes.io/component")));
        assertThat(selector.get("app.kubernetes.io/name").asString()).isEqualTo("rollcall");
    }

    private static List<JsonNode> workloads() {
        return BASE.stream()
                .filter(object -> object.at("/spec/template/spec/containers").isArray())
                .toList();
    }

    private static JsonNode container(JsonNode workload) {
        return workload.at("/spec/template/spec/containers/0");
    }

    private static String variable(JsonNode container, String name) {
        return container
                .get("env")
                .valueStream()
                .filter(variable -> variable.get("name").asString().equals(name))
                .map(variable -> variable.get("value").asString())
                .findFirst()
                .orElseThrow();
    }

    static JsonNode find(List<JsonNode> objects, String kind, String name) {
        return objects.stream()
                .filter(object -> object.get("kind").asString().equals(kind))
                .filter(object -> object.at("/metadata/name").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }

    private static JsonNode kustomization(String directory) {
        return Deploy.JSON.valueToTree(new Yaml()
                .load(DeployFilesTest.read(DIRECTORY.resolve(directory).resolve("kustomization.yaml"))));
    }

    /** The objects in the files that the kustomization of this directory lists, without those of another directory. */
    private static List<JsonNode> read(String directory) {
        return texts(kustomization(directory).get("resources")).stream()
                .filter(file -> file.endsWith(".yaml"))
                .flatMap(file -> objects(directory, file).stream())
                .toList();
    }

    private static List<JsonNode> objects(String directory, String file) {
        return Stream.of(DeployFilesTest.read(DIRECTORY.resolve(directory).resolve(file))
                        .split("(?m)^---$"))
                .map(text -> Deploy.JSON.<JsonNode>valueToTree(new Yaml().load(text)))
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
