package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testing.App;
import tools.jackson.databind.JsonNode;

/**
 * What Dokku does with an image that it has built, by its documentation at 33896f5d: {@code
 * processes/process-management.md} (a line of the Procfile replaces CMD), {@code advanced-usage/deployment-tasks.md}
 * (the release command), {@code deployment/zero-downtime-deploys.md} and {@code appendices/file-formats/app-json.md}
 * (checks).
 */
class DokkuTest {

    private static final JsonNode APP = Deploy.JSON.readTree(DeployFilesTest.read(Path.of("app.json")));

    /** How long a container without a check of its own has to live. */
    private static final Duration UPTIME = Duration.ofSeconds(10);

    /** {@code stop-timeout-seconds}. */
    private static final Duration TO_STOP = Duration.ofSeconds(30);

    private static final String DOKKU = """
            dokku() {
                case "$1 $2" in
                    "run rollcall") shift 2; (cd "$IMAGE"; "$@") ;;
                    "logs rollcall") [ "$3 $4 $5" = "--ps worker --num" ] && tail -n "$6" "$WORKER_LOG" ;;
                esac
            }
            """;

    @TempDir
    private Path home;

    @Test
    void theLinesOfTheProcfilePassTheChecksOfAppJsonUntilTheFirstAlert() throws Exception {
        assertThat(Files.readString(Path.of("Dockerfile"))).doesNotContain("\nENTRYPOINT", "\nEXPOSE");
        try (var deploy = Deploy.onEmptyDatabase()) {
            // What the page sets, what dokku-postgres links, and what Dokku adds itself.
            Map<String, String> container = App.with(
                    Map.of(),
                    "DATABASE_URL",
                    deploy.databaseUrl(),
                    "PORT",
                    String.valueOf(deploy.port()),
                    "SITE_ROOT",
                    "http://127.0.0.1:" + deploy.port(),
                    "GIT_REV",
                    "c0ffee0123456789",
                    "DOKKU_APP_NAME",
                    "rollcall",
                    "DOKKU_APP_TYPE",
                    "dockerfile",
                    "DOKKU_PROXY_PORT",
                    "80",
                    "DOKKU_PROCESS_TYPE",
                    "web",
                    "DOKKU_NGINX_PORT",
                    "80",
                    "NO_VHOST",
                    "0");
            try (App release = App.start("release", container)) {
                assertThat(release.waitForExit().status()).isZero();
            }
            Instant scheduled = Instant.now();
            try (App web = App.start("web", container);
                    App worker = App.start("worker", container)) {
                passes(APP.get("healthchecks").get("web").get(0), web);
                worker.untilPrinted("worker.ready");
                assertThat(Deploy.JSON
                                .readTree(web.get("/version").body())
                                .get("commit")
                                .asString())
                        .isEqualTo("c0ffee0123456789");
                assertThat(web.stdout()).noneMatch(line -> line.contains("config.unknown-variable"));

                FirstAlert.on("dokku.md", DOKKU).expect(worker, home, shell(container));

                Deploy.until(() -> Instant.now().isAfter(scheduled.plus(UPTIME)));
                assertThat(worker.isAlive()).isTrue();
                for (App retired : new App[] {web, worker}) {
                    Instant signalled = Instant.now();
                    retired.terminate();
                    // After wait-to-retire, to a container that may still be stopping.
                    retired.terminate();
                    assertThat(retired.waitForExit().status()).isEqualTo(143);
                    assertThat(Duration.between(signalled, Instant.now())).isLessThan(TO_STOP);
                }
            }
        }
    }

    /** The check gives a small machine a minute. A busy machine of the tests may take longer. */
    private static void passes(JsonNode check, App web) {
        assertThat(check.get("type").asString()).isEqualTo("startup");
        assertThat(check.get("attempts").asInt() * check.get("wait").asInt()).isGreaterThanOrEqualTo(60);
        web.untilReady();
        assertThat(web.status(check.get("path").asString())).isEqualTo(200);
    }

    /** The shell of the operator. The address in the page is that of an example. */
    private static Map<String, String> shell(Map<String, String> container) {
        return App.with(
                container,
                "PATH",
                System.getProperty("java.home") + "/bin:/usr/local/bin:/usr/bin:/bin",
                "IMAGE",
                App.directory().toString(),
                "JAVA_TOOL_OPTIONS",
                App.jvmFlags());
    }
}
