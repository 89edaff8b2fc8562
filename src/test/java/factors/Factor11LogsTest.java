package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import testing.App;
import testing.Linux;
import testing.LoggedEvents;
import testing.PageTable;
import testing.Postgres;
import testing.Receiver;
import tools.jackson.databind.JsonNode;

/** Logs are a stream of events on standard output. */
@Order(5) // one of the longest
class Factor11LogsTest {

    /** A line is written at once, but a busy machine may take seconds. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private static Deploy deploy;
    private static Receiver receiver;
    private static App web;
    private static App worker;
    private static String key;

    @BeforeAll
    static void startDeployWithReceiver() {
        RunningRelease release = RunningRelease.get();
        deploy = release.deploy();
        web = release.web();
        worker = release.worker();
        receiver = Receiver.start();
        key = release.project().get("api_key").asString();
        Deploy.webhook(web, key, receiver.url("/hook"));
    }

    @AfterAll
    static void stop() {
        receiver.close();
    }

    @Test
    void everyLineOfWebAndWorkerIsOneEventEvenWithoutTheDatabase() {
        try (var postgres = Postgres.embedded();
                var own = Deploy.onEmptyDatabase(
                        "RELEASE_VERSION", RunningRelease.VERSION, "DATABASE_URL", postgres.newDatabase())) {
            App site = own.web().untilPrinted("schema.waiting");
            App hand = own.worker().untilPrinted("schema.waiting");
            own.release();
            site.untilReady();
            hand.untilPrinted("worker.ready");
            JsonNode check = Deploy.check(site, own.project().get("api_key").asString(), "{}");
            Deploy.ping(site, check, "/fail");

            postgres.stop();
            assertThat(site.get("/ping/" + check.get("uuid").asString()).statusCode())
                    .isEqualTo(503);
            assertThat(site.get("/api/v3/checks/").statusCode()).isEqualTo(401);
            hand.untilPrinted("job.failed");
            site.untilPrinted("heartbeat.failed");
            postgres.startAgain();
            site.untilReady();
            Deploy.until(() -> site.get("/ping/" + check.get("uuid").asString()).statusCode() == 200);

            Map.of("web", site, "worker", hand).forEach((process, app) -> {
                app.terminate();
                App.Exit exit = app.waitForExit();
                assertThat(exit.stderr()).isEmpty();
                List<JsonNode> events = events(exit.stdout().lines(), process, RunningRelease.VERSION);
                assertThat(events.get(0).get("event").asString()).isEqualTo("process.starting");
                assertThat(events)
                        .extracting(event -> event.get("event").asString())
                        .contains("process.stopping");
            });
        }
    }

    @Test
    void oneIdConnectsThePingWithTheAlert() {
        JsonNode check = Deploy.check(web, key, "{\"name\": \"traced\", \"channels\": \"*\"}");
        String path = "/ping/" + check.get("uuid").asString();

        HttpResponse<String> answer = web.send(web.to(path + "/fail").header("X-Request-Id", "nightly-42"));

        assertThat(answer.headers().firstValue("X-Request-Id")).hasValue("nightly-42");
        Deploy.until(() -> worker.stdout().stream()
                .anyMatch(line -> line.contains("delivery.sent") && line.contains("nightly-42")));
        assertThat(eventsOf(web, "nightly-42")).contains("request.served", "check.flipped");
        assertThat(eventsOf(worker, "nightly-42")).contains("delivery.sent");
        assertThat(receiver.on("/hook"))
                .filteredOn(told -> told.body().contains("\"traced\""))
                .extracting(told -> told.headers().get("X-Request-Id"))
                .containsExactly("nightly-42");
        assertThat(Stream.concat(web.stdout().stream(), worker.stdout().stream()))
                .noneMatch(line -> line.contains(check.get("uuid").asString()));
    }

    @Test
    void aMissingOrInvalidRequestIdIsReplaced() {
        String given = web.get("/version").headers().firstValue("X-Request-Id").orElseThrow();
        String replaced = web.send(web.to("/nowhere").header("X-Request-Id", "\"},{"))
                .headers()
                .firstValue("X-Request-Id")
                .orElseThrow();

        assertThat(List.of(given, replaced))
                .allSatisfy(id -> assertThat(UUID.fromString(id)).isNotNull());
    }

    @Test
    void aServedRequestIsAnEventAtOnceWithoutPathOrKey() {
        String check = Deploy.check(web, key, "{}").get("uuid").asString();
        web.send(web.to("/ping/" + check + "/fail?token=canary-query").header("X-Request-Id", "served-1"));
        Deploy.until(AT_ONCE, () -> !eventsOf(web, "served-1").isEmpty());
        web.send(web.to("/canary-path/" + check).header("X-Request-Id", "served-2"));
        web.send(web.to("/api/v3/checks/" + check).header("X-Api-Key", key).header("X-Request-Id", "served-3"));
        web.send(web.to("/api/v3/checks/" + check).header("X-Api-Key", "wrong").header("X-Request-Id", "served-4"));
        Deploy.until(() -> !eventsOf(web, "served-4").isEmpty());

        assertThat(served("served-1")).isEqualTo("GET /ping/{id}/{signal} 200");
        assertThat(served("served-2")).isEqualTo("GET unmatched 404");
        assertThat(served("served-3")).isEqualTo("GET /api/v3/checks/{id} 200");
        assertThat(served("served-4")).isEqualTo("GET /api/** 401");
        assertThat(web.stdout()).noneMatch(line -> line.contains("canary") || line.contains(key));
        assertThat(web.stdout().stream().filter(line -> line.contains("request.served")))
                .noneMatch(line -> line.contains(check))
                .noneMatch(line -> line.contains("/actuator"));
        assertThat(ofRequest(web, "served-1"))
                .filteredOn(event -> event.get("event").asString().equals("request.served"))
                .extracting(event -> event.get("client").asString())
                .containsExactly("127.0.0.1");
    }

    @Test
    void aClientThatHangsUpIsAnEventAndNotAnError() throws IOException {
        String check = Deploy.check(web, key, "{}").get("uuid").asString();
        try (var client = new Socket("127.0.0.1", deploy.port())) {
            client.getOutputStream()
                    .write(("POST /ping/" + check + " HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: hung-up-1\r\n"
                                    + "Content-Length: 1000\r\n\r\nbegun")
                            .getBytes(StandardCharsets.US_ASCII));
        }

        Deploy.until(() -> !eventsOf(web, "hung-up-1").isEmpty());
        assertThat(served("hung-up-1")).isEqualTo("POST /ping/{id} 499");
        assertThat(web.stdout()).noneMatch(line -> line.contains("request.failed"));
    }

    @Test
    void webAndWorkerWriteOnlyTemporaryFiles() {
        Path temp = Path.of(System.getProperty("java.io.tmpdir"));
        assertThat(Stream.of(web, worker))
                .allSatisfy(app ->
                        assertThat(Linux.filesOpenForWriting(app.pid())).allMatch(file -> file.startsWith(temp)));
    }

    @Test
    void everyFailedStartIsOneEvent() {
        Map<String, String> usable = deploy.environment();
        // A port that is in use: Factor07PortBindingTest.
        refused(App.with(usable, "DATABASE_URL", "", "PORT", "http"), "process.refused", "");
        refused(App.with(usable, "PROCESS", "clock"), "process.refused", "");
        // A failure that neither settings nor port cause, with a stack trace. JDK 25 would warn of a missing directory.
        refused(
                App.with(usable, "JAVA_TOOL_OPTIONS", App.jvmFlags() + " -Djava.io.tmpdir=/proc"),
                "process.failed",
                "process could not start");
    }

    @Test
    void aTaskLogsToStandardErrorAndPrintsOnlyItsResult() {
        App.Exit done = App.done(deploy.ownerEnvironment(), "--task=migrate", "--output=json");
        assertThat(Deploy.JSON.readTree(done.stdout()).get("applied").asInt()).isZero();
        assertThat(names(events(done.stderr().lines(), "task", RunningRelease.VERSION)))
                .contains("task.done");
    }

    @Test
    void theTextFormatIsReadableAndRequestsCanBeOmitted() {
        App quiet = App.start(
                        "web",
                        App.with(
                                deploy.environment(),
                                "PORT",
                                App.freePort(),
                                "LOG_FORMAT",
                                "text",
                                "LOG_REQUESTS",
                                "false"))
                .untilReady();
        quiet.get("/version");
        quiet.terminate();

        assertThat(quiet.waitForExit().stdout())
                .startsWith("--- ")
                .contains("web    INFO  listening for requests port=")
                .doesNotContain("{", "event=", "request served", "\u001b");
    }

    /** Without an event in the catalogue, its reader would have to search the source. */
    @Test
    void thePageListsEveryEventOfTheCode() {
        Set<String> events = new TreeSet<>(LoggedEvents.inCode().keySet());
        events.add("log"); // a line of a library: platform.log.JsonLog

        assertThat(PageTable.of(Path.of("docs", "factors", "11-logs.md")).names())
                .containsExactlyInAnyOrderElementsOf(events);
    }

    private static void refused(Map<String, String> environment, String event, String message) {
        try (App app = App.start("web", environment)) {
            App.Exit exit = app.waitForExit();
            assertThat(exit.status()).isNotZero();
            assertThat(exit.stderr()).isEmpty();
            String process = environment.containsKey("PROCESS") ? "unknown" : "web";
            JsonNode last = events(exit.stdout().lines(), process, RunningRelease.VERSION).stream()
                    .filter(line -> line.get("level").asString().equals("ERROR"))
                    .reduce((one, other) -> {
                        throw new AssertionError("more than one error: " + one + other);
                    })
                    .orElseThrow();
            assertThat(last.get("event").asString()).isEqualTo(event);
            assertThat(last.get("message").asString()).contains(message);
        }
    }

    /** Fails unless each line is one JSON object with the fields that every line has. */
    private static List<JsonNode> events(Stream<String> lines, String process, String release) {
        List<JsonNode> events = lines.map(Deploy.JSON::readTree).toList();
        assertThat(events).isNotEmpty().allSatisfy(event -> {
            assertThat(event.propertyNames()).contains("time", "level", "process", "release", "event", "message");
            assertThat(event.get("process").asString()).isEqualTo(process);
            assertThat(event.get("release").asString()).isEqualTo(release);
        });
        return events;
    }

    private static List<String> names(List<JsonNode> events) {
        return events.stream().map(event -> event.get("event").asString()).toList();
    }

    private static List<String> eventsOf(App app, String requestId) {
        return names(ofRequest(app, requestId));
    }

    private static String served(String requestId) {
        return ofRequest(web, requestId).stream()
                .filter(event -> event.get("event").asString().equals("request.served"))
                .map(event -> event.get("method").asString() + " "
                        + event.get("route").asString() + " "
                        + event.get("status").asInt())
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> ofRequest(App app, String requestId) {
        return app.stdout().stream()
                .filter(line -> line.contains(requestId))
                .map(Deploy.JSON::readTree)
                .filter(event -> event.has("request_id")
                        && event.get("request_id").asString().equals(requestId))
                .toList();
    }
}
