package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testing.App;
import testing.Mail;
import testing.Receiver;

/** A running process uses the new value of a credential after the file that holds it was replaced. */
class Factor03SecretFilesTest {

    @TempDir
    private Path directory;

    @Test
    void credentialsAreReplacedWithoutARestart() {
        try (Mail before = Mail.start("first", "c4n4ry-1");
                Mail after = Mail.start("second", "c4n4ry-2");
                Receiver watchdogs = Receiver.start();
                var deploy = Deploy.released(
                        "EMAIL_FROM",
                        "rollcall@example.com",
                        "WATCHDOG_INTERVAL",
                        "1s",
                        "SMTP_URL_FILE",
                        file("SMTP_URL", "smtp://first:c4n4ry-1@127.0.0.1:" + before.port()),
                        "METRICS_TOKEN_FILE",
                        file("METRICS_TOKEN", "c4n4ry-1"),
                        "WATCHDOG_URL_FILE",
                        file("WATCHDOG_URL", watchdogs.url("/c4n4ry-1")));
                App both = App.run(deploy.environment(), "--process=web,worker")
                        .untilReady()
                        .untilPrinted("worker.ready")) {
            String key = deploy.project().get("api_key").asString();
            assertThat(both.post("/api/v3/channels/", key, "{\"kind\": \"email\", \"to\": \"ops@example.com\"}")
                            .statusCode())
                    .isEqualTo(201);
            alert(both, key);
            before.await(1);
            assertThat(statusOfMetrics(both, "c4n4ry-1")).isEqualTo(200);
            Deploy.until(() -> !watchdogs.on("/c4n4ry-1").isEmpty());

            file("SMTP_URL", "smtp://second:c4n4ry-2@127.0.0.1:" + after.port());
            file("METRICS_TOKEN", "c4n4ry-2");
            file("WATCHDOG_URL", watchdogs.url("/c4n4ry-2"));

            alert(both, key);
            after.await(1);
            assertThat(before.received()).hasSize(1);
            assertThat(statusOfMetrics(both, "c4n4ry-2")).isEqualTo(200);
            assertThat(statusOfMetrics(both, "c4n4ry-1")).isEqualTo(401);
            Deploy.until(() -> !watchdogs.on("/c4n4ry-2").isEmpty());

            file("SMTP_URL", "c4n4ry-3");
            file("METRICS_TOKEN", "c4n4ry 3");

            alert(both, key);
            after.await(2);
            assertThat(statusOfMetrics(both, "c4n4ry-2")).isEqualTo(200);
            assertThat(events(both, "config.secret-changed"))
                    .hasSize(3)
                    .anyMatch(line -> line.contains("\"variable\":\"SMTP_URL_FILE\""));
            assertThat(events(both, "config.secret-unusable"))
                    .hasSize(2)
                    .anyMatch(line -> line.contains("SMTP_URL (from SMTP_URL_FILE) must look like smtp://"));
            assertThat(both.stdout()).noneMatch(line -> line.contains("c4n4ry"));
        }
    }

    private static void alert(App web, String key) {
        Deploy.ping(web, Deploy.check(web, key, "{\"channels\": \"*\"}"), "/fail");
    }

    private static int statusOfMetrics(App web, String token) {
        return web.send(web.to("/actuator/prometheus").header("Authorization", "Bearer " + token))
                .statusCode();
    }

    private static List<String> events(App app, String event) {
        return app.stdout().stream().filter(line -> line.contains(event)).toList();
    }

    /** Replaces the file at once, as an operator does with {@code mv}, and returns its path. */
    private String file(String name, String content) {
        try {
            Path next = Files.writeString(directory.resolve("next"), content + "\n");
            return Files.move(
                            next,
                            directory.resolve(name),
                            StandardCopyOption.ATOMIC_MOVE,
                            StandardCopyOption.REPLACE_EXISTING)
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
