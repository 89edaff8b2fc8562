package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testing.App;
import testing.Postgres;
import tools.jackson.databind.JsonNode;

/** Config comes from environment variables only. */
class Factor03ConfigTest {

    private static final String SECRET = "c4n4ry-s3cret";

    @Test
    void everyInvalidVariableIsNamedInOneLineBeforeAnythingConnects() {
        var variables = Map.of(
                "PORT", "eighty",
                "NOTE_CLEANUP_INTERVAL", "soon",
                "DATABASE_URL", "mysql://root:" + SECRET + "@localhost/x");
        try (App none = App.start("web", Map.of());
                App wrong = App.start("worker", variables)) {
            App.Exit exit = none.waitForExit();
            assertThat(exit.status()).isEqualTo(2);
            assertThat(Deploy.JSON.readTree(exit.stdout()).get("message").asString())
                    .isEqualTo("cannot start: DATABASE_URL is required");

            exit = wrong.waitForExit();
            assertThat(exit.status()).isEqualTo(2);
            assertThat(exit.stdout().lines()).hasSize(1);
            assertThat(exit.stdout())
                    .contains("PORT must be", "NOTE_CLEANUP_INTERVAL must be", "DATABASE_URL must")
                    .doesNotContain(SECRET, "Exception");
        }
    }

    @Test
    void filesProfilesAndVariablesOfPlatformsChangeNothing(@TempDir Path directory) throws Exception {
        Files.createDirectories(directory.resolve("config"));
        Files.writeString(directory.resolve("application.yml"), "site: {name: Hostile}\nserver: {port: 1}\n");
        Files.writeString(directory.resolve("config/application.properties"), "site.name=Hostile\n");
        Files.writeString(directory.resolve(".env"), "SITE_NAME=Hostile\n");
        // Beside the jar and in the working directory at once.
        Checkout.copyReleaseTo(directory);
        Checkout.copy(directory.resolve("application.yml"), directory.resolve("target/application.yml"));
        var plain = Map.of("DATABASE_URL", "postgres://u:p@localhost/x");
        var hostile = App.with(
                plain,
                "JAVA_TOOL_OPTIONS",
                App.jvmFlags() + " -Dspring.profiles.active=prod -Dsite.name=Hostile",
                "SPRING_APPLICATION_JSON",
                "{\"site\": {\"name\": \"Hostile\"}}",
                "SPRING_DATASOURCE_URL",
                "jdbc:postgresql://elsewhere/db",
                "SPRING_CONFIG_LOCATION",
                "file:./application.yml",
                "ROLLCALL_PORT",
                "tcp://10.0.0.1:80",
                "SERVER_PORT",
                "1");
        List<String> config = new ArrayList<>(App.command("web"));
        config.add("--task=config");
        try (App one = App.run(plain, "--task=config");
                App two = App.launch(config, hostile, directory)) {
            App.Exit undisturbed = one.waitForExit();
            assertThat(undisturbed.stdout()).contains("SITE_NAME", "Rollcall");
            assertThat(two.waitForExit().stdout()).isEqualTo(undisturbed.stdout());
        }
    }

    @Test
    void onlyDocumentedVariablesChangeTheEffectiveConfig() {
        Example example = Example.read();
        JsonNode before = config(Map.of("SITE_MOTTO", "none"));
        assertThat(before.propertyNames()).containsExactlyInAnyOrderElementsOf(example.names());

        Set<String> byValue = new TreeSet<>(example.names());
        byValue.removeIf(name -> name.endsWith("_FILE"));
        JsonNode after =
                config(byValue.stream().collect(Collectors.toMap(name -> name, name -> "other ${PORT} " + name)));
        for (String name : byValue) {
            assertThat(after.get(name).asString())
                    .as(name)
                    .startsWith(example.secrets().contains(name) ? "(set, not shown)" : "other ${PORT} " + name);
        }
    }

    @Test
    void everySecretMayComeFromAFileAndIsNotShown(@TempDir Path directory) throws Exception {
        Example example = Example.read();
        Map<String, String> environment = new HashMap<>();
        for (String name : example.secrets()) {
            Path file = Files.writeString(directory.resolve(name), SECRET + "\n");
            environment.put(name + "_FILE", file.toString());
        }
        JsonNode config = config(environment);
        for (String name : example.secrets()) {
            assertThat(config.get(name).asString()).isEqualTo("(set by " + name + "_FILE, not shown)");
        }
        assertThat(config.toString()).doesNotContain(SECRET);
    }

    @Test
    void noSecretIsLoggedAndAMisspeltVariableIsReportedOnce() {
        try (var deploy = Deploy.released()) {
            String key = deploy.key();
            Map<String, String> environment = App.with(
                    deploy.environment(),
                    "DATABASE_URL",
                    asRole(deploy.databaseUrl()),
                    "METRICS_TOKEN",
                    SECRET,
                    "OTEL_EXPORTER_OTLP_ENDPOINT",
                    "http://127.0.0.1:1",
                    "OTEL_EXPORTER_OTLP_HEADERS",
                    "Authorization=" + SECRET,
                    "LOG_LEVEL",
                    "trace",
                    "NOTE_CLEANUP_INTERVALL",
                    SECRET);
            List<String> said = new ArrayList<>();
            try (App both = App.run(environment, "--process=web,worker").untilReady().untilPrinted("worker.ready")) {
                said.add(both.post(Deploy.NOTES, key, "{").body());
                said.add(both.get("/actuator/health").body());
                said.add(both.get("/actuator/prometheus").body());
                both.terminate();
                said.add(both.waitForExit().toString());
                assertThat(both.stdout())
                        .filteredOn(line -> line.contains("config.unknown-variable"))
                        .singleElement()
                        .asString()
                        .contains("NOTE_CLEANUP_INTERVALL");
            }
            assertThat(said).noneMatch(text -> text.contains(SECRET)).noneMatch(text -> text.contains(key));
        }
    }

    /** The same database for a role whose password is the secret. */
    private static String asRole(String url) {
        String role = "canary_" + ProcessHandle.current().pid();
        Postgres.shared()
                .executeIn(
                        url,
                        "CREATE ROLE %1$s LOGIN PASSWORD '%2$s';".formatted(role, SECRET)
                                + "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO " + role);
        return url.replaceFirst("//[^@]*@", "//" + role + ":" + SECRET + "@");
    }

    private static JsonNode config(Map<String, String> environment) {
        return Deploy.JSON.readTree(
                App.done(environment, "--task=config", "--output=json").stdout());
    }
}
