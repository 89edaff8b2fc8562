package factors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Helm renders the chart to the same deploy as the manifests for kustomize, and refuses values that cannot work. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "helm-java has other libraries elsewhere")
class HelmChartTest {

    private static final Path CHART = Path.of("deploy", "helm", "rollcall");
    /** Compared in another form: the variables; or different on purpose: the labels of Helm, the place of the image. */
    private static final Set<String> COMPARED_APART = Set.of("env", "envFrom", "image", "imagePullPolicy");

    @Test
    void lintFindsNoFault() {
        assertThat(new Helm(CHART).lint().strict().call().isFailed()).isFalse();
    }

    @Test
    void thePodsAreThoseOfTheManifests() {
        List<JsonNode> chart = rendered(chart());
        for (Map.Entry<String, String> name : Map.of(
                        "rollcall-web", "Deployment", "rollcall-worker", "Deployment", "rollcall-release", "Job")
                .entrySet()) {
            JsonNode manifest = KubernetesFilesTest.find(KubernetesFilesTest.BASE, name.getValue(), name.getKey());
            JsonNode object = chart.stream()
                    .filter(one -> one.get("kind").asString().equals(name.getValue()))
                    .filter(one -> one.at("/metadata/name").asString().startsWith(name.getKey()))
                    .findFirst()
                    .orElseThrow();
            assertThat(pod(object)).as(name.getKey()).isEqualTo(pod(manifest));
            assertThat(variables(object)).as(name.getKey()).isEqualTo(variables(manifest));
        }
    }

    @Test
    void productionAddsTheSameObjects() {
        List<JsonNode> chart = rendered(chart().withValuesFile(CHART.resolve("production.yaml")));
        for (String kind : List.of("HorizontalPodAutoscaler", "PodDisruptionBudget", "Ingress", "NetworkPolicy")) {
            assertThat(specs(chart, kind)).as(kind).isEqualTo(specs(KubernetesFilesTest.PRODUCTION, kind));
        }
        JsonNode release = chart.stream()
                .filter(one -> one.get("kind").asString().equals("Job"))
                .findFirst()
                .orElseThrow();
        JsonNode patched = KubernetesFilesTest.TWO_ROLES.get(0);
        assertThat(release.at("/spec/template/spec/containers/0/command"))
                .isEqualTo(patched.at("/spec/template/spec/containers/0/command"));
        for (String list : List.of("containers/0/volumeMounts", "volumes", "containers/0/env")) {
            assertThat(release.at("/spec/template/spec/" + list))
                    .as(list)
                    .contains(patched.at("/spec/template/spec/" + list).get(0));
        }
        assertThat(variables(KubernetesFilesTest.find(chart, "Deployment", "rollcall-web")))
                .containsEntry("DATABASE_URL_FILE", "/run/secrets/rollcall/DATABASE_URL");
        assertThat(variables(KubernetesFilesTest.find(chart, "Deployment", "rollcall-web"))
                        .keySet())
                .contains("METRICS_TOKEN_FILE", "OTEL_EXPORTER_OTLP_ENDPOINT")
                .isSubsetOf(Example.read().names());
    }

    @Test
    void everyPodMayHaveWhatAClusterAsksFor() {
        List<JsonNode> pods = rendered(chart().set("imagePullSecrets[0].name", "registry")
                        .set("nodeSelector.pool", "small")
                        .set("tolerations[0].key", "dedicated")
                        .set("affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight", 1)
                        .set("podAnnotations.team", "ops"))
                .stream()
                .map(object -> object.at("/spec/template"))
                .filter(JsonNode::isObject)
                .toList();

        assertThat(pods).hasSize(3).allSatisfy(pod -> {
            assertThat(pod.at("/spec/imagePullSecrets/0/name").asString()).isEqualTo("registry");
            assertThat(pod.at("/spec/nodeSelector/pool").asString()).isEqualTo("small");
            assertThat(pod.at("/spec/tolerations/0/key").asString()).isEqualTo("dedicated");
            assertThat(pod.at("/spec/affinity").propertyNames()).containsExactly("podAntiAffinity");
            assertThat(pod.at("/metadata/annotations/team").asString()).isEqualTo("ops");
        });
    }

    /** A label has at most 63 characters, and not all that a tag may have. */
    @ParameterizedTest
    @CsvSource({
        ", v1.0.0",
        "v1.2.3@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, v1.2.3",
        "0123456789012345678901234567890123456789012345678901234567890.-3456789, "
                + "0123456789012345678901234567890123456789012345678901234567890"
    })
    void everyObjectNamesItsVersion(@Nullable String tag, String version) {
        TemplateCommand chart = tag == null ? chart() : chart().set("image.tag", tag);
        List<JsonNode> objects = rendered(chart);

        assertThat(objects)
                .hasSizeGreaterThan(4)
                .allSatisfy(object -> assertThat(object.at("/metadata/labels/app.kubernetes.io~1version")
                                .asString())
                        .isEqualTo(version));
        assertThat(KubernetesFilesTest.find(objects, "Deployment", "rollcall-web")
                        .at("/spec/template/spec/containers/0/image")
                        .asString())
                .isEqualTo("rollcall:" + (tag == null ? version : tag));
    }

    @Test
    void valuesThatCannotWorkAreRefused() {
        assertThatThrownBy(() ->
                        chart().set("env.DATABASE_URL", "postgres://a:b@c/d").call())
                .hasMessageContaining("DATABASE_URL");
        assertThatThrownBy(() -> chart().set("web.replica", 2).call()).hasMessageContaining("replica");
    }

    private static TemplateCommand chart() {
        return new Helm(CHART)
                .template()
                .withName("rollcall")
                .withKubeVersion("1.32.0")
                // helm-java prints no hooks.
                .set("release.hook", false);
    }

    private static List<JsonNode> rendered(TemplateCommand command) {
        return StreamSupport.stream(new Yaml().loadAll(command.call()).spliterator(), false)
                .map(object -> Deploy.JSON.<JsonNode>valueToTree(object))
                .toList();
    }

    private static JsonNode pod(JsonNode workload) {
        ObjectNode pod = (ObjectNode) workload.at("/spec/template/spec").deepCopy();
        ((ObjectNode) pod.at("/containers/0")).remove(COMPARED_APART);
        return withoutLabels(pod);
    }

    private static Map<String, String> variables(JsonNode workload) {
        JsonNode container = workload.at("/spec/template/spec/containers/0");
        Map<String, String> variables = new HashMap<>();
        if (container.has("envFrom")) {
            variables.putAll(KubernetesFilesTest.VARIABLES);
        }
        container
                .get("env")
                .forEach(variable -> variables.put(
                        variable.get("name").asString(), variable.get("value").asString()));
        // The manifest of web says the default.
        variables.remove("PORT", "8080");
        return variables;
    }

    private static Map<String, JsonNode> specs(List<JsonNode> objects, String kind) {
        Map<String, JsonNode> specs = new HashMap<>();
        objects.stream()
                .filter(object -> object.get("kind").asString().equals(kind))
                .forEach(object -> specs.put(
                        object.at("/metadata/name").asString(),
                        withoutLabels(object.get("spec").deepCopy())));
        assertThat(specs).as(kind).isNotEmpty();
        return specs;
    }

    /** Helm adds the name of its release to the labels by which pods are found. */
    private static JsonNode withoutLabels(JsonNode spec) {
        Stream.of(
                        "/selector/matchLabels",
                        "/podSelector/matchLabels",
                        "/topologySpreadConstraints/0/labelSelector/matchLabels")
                .map(spec::at)
                .filter(JsonNode::isObject)
                .forEach(labels -> ((ObjectNode) labels).remove("app.kubernetes.io/instance"));
        return spec;
    }
}
