package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testing.App;
import testing.Browser;
import testing.Certificate;
import testing.Mail;
import testing.Postgres;
import testing.Receiver;
import testing.StartTlsMail;
import tools.jackson.databind.JsonNode;

/** The Java runtime of the image has what the service needs, although modules and languages are left out of it. */
class ImageRuntimeTest {

    private final ImageRuntime runtime = ImageRuntime.get();

    @TempDir
    private Path directory;

    /**
     * Every backing service has a certificate that only the operator knows, with keys of both common kinds: the
     * database by its file, all others by a trust store that is made with the commands of docs/deploy/docker.md.
     */
    @Test
    void webAndWorkerReachEveryServiceByTlsWithItsModulesOnly() throws Exception {
        try (Postgres server = Postgres.embedded(Map.of(
                        "ssl",
                        "on",
                        "ssl_cert_file",
                        Certificate.EC.pemIn(directory).toString(),
                        "ssl_key_file",
                        Certificate.EC.keyIn(directory).toString()));
                Receiver ec = Receiver.startWithTls(Certificate.EC);
                Receiver rsa = Receiver.startWithTls(Certificate.RSA);
                Receiver unknown = Receiver.startWithTls(Certificate.UNKNOWN);
                Receiver collector = Receiver.startWithTls(Certificate.EC);
                Receiver provider = Receiver.startWithTls(Certificate.RSA);
                Mail mail = Mail.startWithTls("ops", "secret");
                StartTlsMail startTls = StartTlsMail.start(Certificate.RSA)) {
            describe(provider);
            Path smtp = Files.writeString(directory.resolve("smtp"), "smtps://ops:secret@localhost:" + mail.port());
            String database = server.newMigratedDatabase();
            try (Deploy deploy = Deploy.migrated(
                            database,
                            "EMAIL_FROM",
                            "rollcall@example.com",
                            "SMTP_URL_FILE",
                            smtp.toString(),
                            "WATCHDOG_URL",
                            rsa.url("/watchdog"),
                            "WATCHDOG_INTERVAL",
                            "1s",
                            "OTEL_EXPORTER_OTLP_ENDPOINT",
                            collector.url(""),
                            "OTEL_METRIC_EXPORT_INTERVAL",
                            "1000",
                            "OIDC_ISSUER",
                            provider.url(""),
                            "OIDC_CLIENT_ID",
                            "rollcall",
                            "OIDC_CLIENT_SECRET",
                            "secret");
                    App both = start(App.with(
                            deploy.environment(),
                            "DATABASE_URL",
                            database.replaceFirst("127[.]0[.]0[.]1", "localhost") + "?sslmode=verify-full&sslrootcert="
                                    + directory.resolve("ec.pem"),
                            "JDK_JAVA_OPTIONS",
                            "-Djavax.net.ssl.trustStore=" + trustStore()))) {
                both.untilReady().untilPrinted("worker.ready");
                assertThat(server.strings(
                                database,
                                "SELECT DISTINCT ssl::text FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)"
                                        + " WHERE application_name LIKE 'rollcall%'"))
                        .containsExactly("true");
                String key = deploy.project().get("api_key").asString();
                for (Receiver receiver : List.of(ec, rsa, unknown)) {
                    Deploy.webhook(both, key, receiver.url("/hook"));
                }
                assertThat(both.post("/api/v3/channels/", key, "{\"kind\": \"email\", \"to\": \"ops@example.com\"}")
                                .statusCode())
                        .isEqualTo(201);
                JsonNode check = Deploy.check(both, key, "{\"channels\": \"*\"}");
                Deploy.ping(both, check, "/fail");

                Deploy.until(() -> !ec.on("/hook").isEmpty() && !rsa.on("/hook").isEmpty());
                mail.await(1);
                Deploy.until(() -> !rsa.on("/watchdog").isEmpty());
                Deploy.until(() -> !collector.on("/v1/metrics").isEmpty()
                        && !collector.on("/v1/traces").isEmpty());
                Files.writeString(smtp, "smtp://localhost:" + startTls.port() + "?starttls=true");
                Deploy.ping(both, check, "");
                startTls.await(1);
                assertThat(new Browser()
                                .get(both, "/sign-in/with/oidc")
                                .headers()
                                .firstValue("Location"))
                        .hasValueSatisfying(place -> assertThat(place).startsWith(provider.url("/authorize?")));
                both.untilPrinted("delivery.failed");
                assertThat(unknown.received()).isEmpty();

                for (String page : List.of("/sign-in", "/docs/api", "/openapi.yaml")) {
                    assertThat(both.status(page)).as(page).isEqualTo(200);
                }
                both.terminate();
                assertThat(both.waitForExit().toString())
                        .doesNotContain("NoClassDefFoundError", "ClassNotFoundException", "NoSuchAlgorithm");
            }
        }
    }

    @Test
    void itHasTheLanguagesOfThePagesAndAlerts() throws IOException {
        Set<String> languages = new TreeSet<>(Set.of("en"));
        for (String texts : List.of("page", "alert")) {
            try (Stream<Path> files = Files.list(Path.of("src", "main", "resources", texts))) {
                languages.addAll(files.map(file -> file.getFileName().toString())
                        .filter(name -> name.startsWith("messages_"))
                        .map(name -> name.replaceAll("messages_|\\.properties", ""))
                        .collect(Collectors.toSet()));
            }
        }
        assertThat(Set.of(ImageRuntime.found("--include-locales=(\\S+)").split(",")))
                .isEqualTo(languages);
    }

    private App start(Map<String, String> environment) {
        List<String> command = new ArrayList<>(runtime.java());
        List<String> line = App.command("web");
        command.addAll(line.subList(1, line.size()));
        command.add("--process=web,worker");
        return App.launch(command, environment, App.directory());
    }

    /** The public certificates and ours, by the runtime's own program. */
    private Path trustStore() throws IOException, InterruptedException {
        Path store =
                Files.copy(runtime.certificates(), directory.resolve("trust.p12"), StandardCopyOption.REPLACE_EXISTING);
        for (Certificate certificate : List.of(Certificate.EC, Certificate.RSA)) {
            Process keytool = new ProcessBuilder(
                            runtime.program("keytool"),
                            "-importcert",
                            "-noprompt",
                            "-alias",
                            certificate.name(),
                            "-file",
                            certificate.pemIn(directory).toString(),
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            "changeit")
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("keytool.log").toFile())
                    .start();
            assertThat(keytool.waitFor())
                    .as(Files.readString(directory.resolve("keytool.log")))
                    .isZero();
        }
        return store;
    }

    /** What a provider of OpenID Connect says about itself (OpenID Connect Discovery 1.0, 4.2). */
    private static void describe(Receiver provider) {
        provider.answer(
                200,
                Map.of("Content-Type", "application/json"),
                Deploy.JSON.writeValueAsString(Map.of(
                        "issuer",
                        provider.url(""),
                        "authorization_endpoint",
                        provider.url("/authorize"),
                        "token_endpoint",
                        provider.url("/token"),
                        "jwks_uri",
                        provider.url("/keys"),
                        "subject_types_supported",
                        List.of("public"))));
    }
}
