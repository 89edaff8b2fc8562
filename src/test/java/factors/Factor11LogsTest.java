package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import testing.App;
import tools.jackson.databind.JsonNode;

/** Logs are a stream of events on standard output. */
class Factor11LogsTest {

    @Test
    void everyLineOfWebAndWorkerIsOneJsonObjectWithTimeLevelProcessReleaseAndEvent() {
        try (var deploy = Deploy.onEmptyDatabase("RELEASE_VERSION", "v7")) {
            App web = deploy.web().untilPrinted("schema.waiting");
            App worker = deploy.worker().untilPrinted("schema.waiting");
            deploy.release();
            web.untilReady();
            worker.untilPrinted("worker.ready");
            String key = deploy.project().get("api_key").asString();
            Deploy.ping(web, Deploy.check(web, key, "{}"), "/fail");
            Map<String, App> processes = Map.of("web", web, "worker", worker);
            processes.forEach((name, app) -> {
                app.terminate();
                App.Exit exit = app.waitForExit();
                assertThat(exit.stderr()).isEmpty();
                List<String> events = new ArrayList<>();
                exit.stdout().lines().forEach(line -> {
                    JsonNode event = Deploy.JSON.readTree(line);
                    assertThat(event.propertyNames())
                            .as(line)
                            .contains("time", "level", "process", "release", "event", "message");
                    assertThat(event.get("process").asString()).isEqualTo(name);
                    assertThat(event.get("release").asString()).isEqualTo("v7");
                    events.add(event.get("event").asString());
                });
                assertThat(events).startsWith("process.starting").endsWith("process.stopping");
            });
            assertThat(web.stdout()).anyMatch(line -> line.contains("check.flipped"));
        }
    }

    @Test
    void textIsForPeople() {
        try (App app = App.start("worker", Map.of("LOG_FORMAT", "text"))) {
            assertThat(app.waitForExit().stdout()).startsWith("cannot start: DATABASE_URL is required");
        }
    }
}
