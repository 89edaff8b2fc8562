package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testing.App;
import testing.Postgres;
import testing.Receiver;
import tools.jackson.databind.JsonNode;

/**
 * The secrets that come to a running release are nowhere but in the database: keys, ids of checks, addresses of
 * channels, output of jobs, links that sign in. {@code Factor03ConfigTest} does the same for the secrets among the
 * variables.
 */
class SecretsTest {

    private static final String TOKEN = "canary-metrics";

    /** What is looked through, by what it is. */
    private final Map<String, String> found = new HashMap<>();

    private final List<String> secrets = new ArrayList<>(List.of("canary", "password-of-"));

    @Test
    void noSecretIsInALogAMetricAnAnswerTheProcessListOrAFile(@TempDir Path temporary) throws IOException {
        try (var receiver = Receiver.start();
                var deploy = Deploy.releasedWithRoles(
                        "METRICS_TOKEN",
                        TOKEN,
                        "WORKER_CONCURRENCY",
                        "4",
                        "JAVA_TOOL_OPTIONS",
                        App.jvmFlags() + " -Djava.io.tmpdir=" + temporary)) {
            App web = deploy.web().untilReady();
            App worker = deploy.worker().untilPrinted("worker.ready");
            use(deploy, web, worker, receiver);

            found.put("the log of web", String.join("\n", web.stdout()));
            found.put("the log of worker", String.join("\n", worker.stdout()));
            askForWhatIsOpen(web);
            for (App app : List.of(web, worker)) {
                lookAtTheProcess(app);
            }
            readFiles(temporary);
            found.put(
                    "statements in the database",
                    String.join(
                            "\n",
                            Postgres.shared()
                                    .strings(
                                            deploy.databaseUrl(),
                                            "SELECT query FROM pg_stat_activity WHERE pid <> pg_backend_pid()")));
            for (String task : List.of(
                    "--task=config",
                    "--task=doctor",
                    "--task=verify",
                    "--task=list-projects",
                    "--task=list-accounts")) {
                found.put(task, App.done(deploy.environment(), task).toString());
            }
        }
        assertThat(found)
                .hasSizeGreaterThan(18)
                .allSatisfy((what, text) -> assertThat(secrets).as(what).noneMatch(text::contains));
        assertThat(found.get("the log of worker")).contains("delivery.sent", "delivery.failed");
    }

    /** Sends each secret once to where it belongs, and the most likely mistakes. */
    private void use(Deploy deploy, App web, App worker, Receiver receiver) {
        JsonNode project = deploy.project();
        List<String> kinds = List.of("api_key", "api_key_readonly", "ping_key");
        kinds.forEach(kind -> secrets.add(project.get(kind).asString()));
        String key = project.get("api_key").asString();
        JsonNode open = Deploy.webhook(web, key, receiver.url("/canary-path?token=canary-query"));
        JsonNode closed = Deploy.webhook(web, key, "http://user:canary-password@127.0.0.1:1/canary-closed");
        JsonNode check =
                Deploy.check(web, key, "{\"name\": \"a job\", \"channels\": \"*\", \"desc\": \"canary-desc\"}");
        String id = check.get("uuid").asString();
        secrets.addAll(List.of(
                id,
                open.get("signing_secret").asString(),
                closed.get("signing_secret").asString()));
        String link = App.done(
                        deploy.environment(),
                        "--task=create-account",
                        "--email=ana@example.com",
                        "--project=" + project.get("project").asString(),
                        "--output=json")
                .stdout();
        String token = Deploy.JSON.readTree(link).get("link").asString().replaceFirst(".*=", "");
        secrets.add(token);

        assertThat(web.send(web.to("/ping/" + id + "/fail").POST(BodyPublishers.ofString("canary-output")))
                        .statusCode())
                .isEqualTo(200);
        web.get("/sign-in/link?token=" + token);
        web.get("/ping/" + project.get("ping_key").asString() + "/no-such-job");
        web.get("/canary-nowhere/" + id + "?key=" + key);
        web.send(web.to("/api/v3/checks/" + id)
                .header("X-Api-Key", "canary-wrong-key")
                .header("Authorization", "Bearer canary-bearer")
                .header("Cookie", "__Host-rollcall-session=canary-session")
                .header("User-Agent", "canary-agent")
                .header("X-Request-Id", "the-last-request"));
        web.post("/api/v3/checks/", key, "{\"name\": \"canary-broken");
        receiver.await(1);
        worker.untilPrinted("delivery.sent").untilPrinted("delivery.failed");
        Deploy.until(() -> web.stdout().stream()
                .anyMatch(line -> line.contains("request.served") && line.contains("the-last-request")));
    }

    private void askForWhatIsOpen(App web) {
        for (String path : List.of(
                "/version",
                "/actuator",
                "/actuator/env",
                "/actuator/configprops",
                "/actuator/heapdump",
                "/actuator/threaddump",
                "/actuator/health",
                "/actuator/health/readiness",
                "/actuator/sbom/application")) {
            found.put(path, web.get(path).headers() + web.get(path).body());
        }
        String metrics = web.send(web.to("/actuator/prometheus").header("Authorization", "Bearer " + TOKEN))
                .body();
        assertThat(metrics).contains("rollcall_");
        found.put("the metrics", metrics);
    }

    /** What every user of the machine can read. */
    private void lookAtTheProcess(App app) throws IOException {
        for (String file : List.of("cmdline", "comm", "status")) {
            found.put(
                    file + " of " + app.pid(),
                    Files.readString(Path.of("/proc", String.valueOf(app.pid()), file), StandardCharsets.ISO_8859_1));
        }
        try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(app.pid()), "task"))) {
            var names = new StringBuilder();
            for (Path thread : threads.toList()) {
                names.append(Files.exists(thread) ? Files.readString(thread.resolve("comm")) : "");
            }
            found.put("threads of " + app.pid(), names.toString());
        }
    }

    private void readFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found.put(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
    }
}
