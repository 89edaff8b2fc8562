package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import testing.App;
import testing.Postgres;
import tools.jackson.databind.JsonNode;

/** Logs are a stream of events on standard output. */
class Factor11LogsTest {

    @Test
    void everyLineOfWebAndWorkerIsOneEventEvenWithoutTheDatabase() {
        try (var postgres = Postgres.embedded();
                var deploy = Deploy.on(postgres.newDatabase())) {
            App web = deploy.web().untilPrinted("schema.waiting");
            App worker = deploy.worker().untilPrinted("schema.waiting");
            deploy.release();
            web.untilReady();
            worker.untilPrinted("worker.ready");
            deploy.note(web, Deploy.MILK);
            postgres.stop();
            assertThat(deploy.call(web, "GET", Deploy.NOTES).statusCode()).isEqualTo(503);
            worker.untilPrinted("job.failed");

            Map.of("web", web, "worker", worker).forEach((process, app) -> {
                app.terminate();
                App.Exit exit = app.waitForExit();
                assertThat(exit.stderr()).isEmpty();
                List<JsonNode> events =
                        exit.stdout().lines().map(Deploy.JSON::readTree).toList();
                assertThat(events).allSatisfy(event -> {
                    assertThat(event.propertyNames())
                            .contains("time", "level", "process", "release", "event", "message");
                    assertThat(event.get("process").asString()).isEqualTo(process);
                });
                assertThat(events)
                        .extracting(event -> event.get("event").asString())
                        .startsWith("process.starting")
                        .contains("process.stopping");
            });
        }
    }

    @Test
    void aServedRequestIsAnEventWithItsIdAndWithoutPathOrKey() {
        Deploy deploy = RunningRelease.get().deploy();
        App web = RunningRelease.get().web();
        String note = deploy.note(web, Deploy.MILK);
        var answer = web.send(web.to(Deploy.NOTES + "/" + note + "?token=canary")
                .header("X-Api-Key", deploy.key())
                .header("X-Request-Id", "nightly-42"));

        assertThat(answer.headers().firstValue("X-Request-Id")).hasValue("nightly-42");
        Deploy.until(() -> events(web, "nightly-42").findAny().isPresent());
        assertThat(events(web, "nightly-42")).singleElement().satisfies(event -> {
            assertThat(event.get("event").asString()).isEqualTo("request.served");
            assertThat(event.get("route").asString()).isEqualTo("/api/v1/notes/{id}");
            assertThat(event.get("status").asInt()).isEqualTo(200);
        });
        assertThat(web.stdout())
                .noneMatch(line -> line.contains("canary") || line.contains(note) || line.contains(deploy.key()));
    }

    @Test
    void aTaskLogsToStandardErrorAndPrintsOnlyItsResult() {
        Deploy deploy = RunningRelease.get().deploy();
        App.Exit done = App.done(deploy.environment(), "--task=migrate", "--output=json");
        assertThat(Deploy.JSON.readTree(done.stdout()).get("applied").asInt()).isZero();
        assertThat(done.stderr().lines().map(Deploy.JSON::readTree))
                .extracting(event -> event.get("event").asString())
                .contains("task.done");
    }

    private static Stream<JsonNode> events(App app, String requestId) {
        return app.stdout().stream()
                .filter(line -> line.contains("\"request_id\":\"" + requestId + "\""))
                .map(Deploy.JSON::readTree);
    }
}
