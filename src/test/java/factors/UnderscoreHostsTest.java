package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testing.App;
import testing.FakeHealthchecks;
import testing.Mail;
import testing.Receiver;
import tools.jackson.databind.JsonNode;

/** Host names with an underscore, as docker-compose 1.29 and Swarm create them, in every address of a deploy. */
class UnderscoreHostsTest {

    private static final RunningRelease RELEASE = RunningRelease.get();
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private static Path directory;

    private static String flags = "";

    /** Replaces the name server for the processes of this test. */
    @BeforeAll
    static void names() throws IOException {
        Path hosts = Files.writeString(
                directory.resolve("hosts"),
                "127.0.0.1 localhost\n127.0.0.1 hc_web\n127.0.0.1 my_db_1\n127.0.0.1 my_mail_1\n127.0.0.1 otel_1\n");
        flags = App.jvmFlags() + " -Djdk.net.hosts.file=" + hosts;
    }

    @Test
    void theDoctorReachesEachHostWithAnUnderscore() {
        try (Mail mail = Mail.start("rollcall", "smtp-password")) {
            Map<String, String> environment = App.with(
                    RELEASE.deploy().environment(),
                    "JAVA_TOOL_OPTIONS",
                    flags,
                    "DATABASE_URL",
                    RELEASE.deploy().databaseUrl().replaceFirst("@[^:/]*", "@my_db_1"),
                    "SMTP_URL",
                    "smtp://rollcall:smtp-password@my_mail_1:" + mail.port(),
                    "SITE_ROOT",
                    "http://hc_web:" + RELEASE.deploy().port() + "/");

            App.Exit exit = RELEASE.run(environment, "--task=doctor", "--output=json");

            assertThat(exit.status()).as(exit.toString()).isZero();
            assertThat(exit.stdout())
                    .contains("http://hc_web:" + RELEASE.deploy().port() + "/version answers, release")
                    .contains("lets us in");
        }
    }

    @Test
    void checksAreImportedFromAHostWithAnUnderscore() {
        try (var here = Deploy.released();
                FakeHealthchecks there = FakeHealthchecks.start()) {
            there.check(Map.of("name", "brought over"));

            App.Exit exit = RELEASE.run(
                    App.with(here.environment(), "JAVA_TOOL_OPTIONS", flags, "IMPORT_API_KEY", FakeHealthchecks.KEY),
                    "--task=import",
                    "--from=" + there.url().replace("127.0.0.1", "hc_web") + "/api/v3/",
                    "--project=" + here.project().get("project").asString(),
                    "--output=json");

            assertThat(exit.status()).as(exit.toString()).isZero();
            JsonNode rows = Deploy.JSON.readTree(exit.stdout());
            assertThat(rows.get(0).get("name").asString()).isEqualTo("brought over");
        }
    }

    @Test
    void metricsAndTracesArePushedToAHostWithAnUnderscore() {
        try (var deploy = Deploy.released();
                Receiver collector = Receiver.start();
                App web = deploy.web(
                        "JAVA_TOOL_OPTIONS",
                        flags,
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        collector.url("").replaceFirst("//[^:]*", "//otel_1"),
                        "OTEL_METRIC_EXPORT_INTERVAL",
                        "500")) {
            web.untilReady();
            Deploy.ping(web, Deploy.check(web, deploy.project().get("api_key").asString(), "{}"), "");

            Deploy.until(
                    SOON,
                    () -> !collector.on("/v1/metrics").isEmpty()
                            && !collector.on("/v1/traces").isEmpty());
            assertThat(collector.on("/v1/traces").get(0).headers())
                    .containsEntry("Content-Type", "application/x-protobuf");
        }
    }
}
