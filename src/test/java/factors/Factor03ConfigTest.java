package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testing.App;
import tools.jackson.databind.JsonNode;

/** Config comes from environment variables and from nowhere else. */
class Factor03ConfigTest {

    private static final String SECRET = "c4n4ry-s3cret";

    @Test
    void withoutAnyVariableOneLineNamesWhatIsMissing() {
        try (App app = App.start("web", Map.of())) {
            App.Exit exit = app.waitForExit();
            assertThat(exit.status()).isEqualTo(2);
            assertThat(exit.stdout().lines()).hasSize(1);
            JsonNode line = Deploy.JSON.readTree(exit.stdout());
            assertThat(line.get("message").asString()).contains("DATABASE_URL is required");
            assertThat(line.get("event").asString()).isEqualTo("process.refused");
            assertThat(exit.stderr()).isEmpty();
        }
    }

    @Test
    void everyUnusableVariableIsNamedBeforeAnythingConnects() {
        var variables = Map.of(
                "PORT",
                "eighty",
                "SWEEP_INTERVAL",
                "soon",
                "WORKER_CONCURRENCY",
                "0",
                "LOG_FORMAT",
                "text",
                "DATABASE_URL",
                "mysql://root:" + SECRET + "@localhost/x");
        try (App app = App.start("worker", variables)) {
            App.Exit exit = app.waitForExit();
            assertThat(exit.status()).isEqualTo(2);
            assertThat(exit.stdout().lines()).hasSize(1);
            assertThat(exit.stdout())
                    .contains(
                            "PORT must be", "SWEEP_INTERVAL must be", "WORKER_CONCURRENCY must be", "DATABASE_URL must")
                    .doesNotContain(SECRET, "Exception");
        }
    }

    @Test
    void anUnknownTaskOrProcessIsRefusedWithTheKnownOnes() {
        try (App task = App.run(Map.of(), "--task=nope");
                App process = App.run(Map.of(), "--process=nope")) {
            App.Exit noTask = task.waitForExit();
            assertThat(noTask.status()).isEqualTo(2);
            assertThat(noTask.stdout()).isEmpty();
            assertThat(noTask.stderr()).contains("'nope'", "create-project", "help", "migrate");
            App.Exit noProcess = process.waitForExit();
            assertThat(noProcess.status()).isEqualTo(2);
            assertThat(noProcess.stdout()).contains("'nope'", "web, worker");
        }
    }

    @Test
    void filesProfilesAndVariablesOfPlatformsChangeNothing(@TempDir Path directory) throws Exception {
        Files.createDirectories(directory.resolve("config"));
        Files.writeString(directory.resolve("application.yml"), "site: {name: Hostile}\nserver: {port: 1}\n");
        Files.writeString(directory.resolve("config/application.properties"), "site.name=Hostile\nping.log-limit=7\n");
        var plain = Map.of("DATABASE_URL", "postgres://u:p@localhost/x");
        var hostile = App.with(
                plain,
                "JAVA_TOOL_OPTIONS",
                "-XX:TieredStopAtLevel=1 -Dspring.profiles.active=prod -Dsite.name=Hostile",
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
        try (App one = App.run(plain, "--task=config");
                App two = App.runIn(directory, hostile, "--task=config")) {
            App.Exit undisturbed = one.waitForExit();
            assertThat(undisturbed.status()).isZero();
            assertThat(undisturbed.stdout()).contains("SITE_NAME", "Rollcall");
            assertThat(two.waitForExit().stdout()).isEqualTo(undisturbed.stdout());
        }
    }

    @Test
    void aVariableChangesTheSettingOfItsNameAndASecretIsNotShown() {
        App.Exit exit = App.done(
                Map.of("SITE_NAME", "Canary", "DATABASE_URL", "postgres://u:" + SECRET + "@localhost/x"),
                "--task=config",
                "--output=json");
        JsonNode settings = Deploy.JSON.readTree(exit.stdout());
        assertThat(settings.get("SITE_NAME").asString()).isEqualTo("Canary");
        assertThat(settings.get("DATABASE_URL").asString()).isEqualTo("(set, not shown)");
        assertThat(exit.stdout() + exit.stderr()).doesNotContain(SECRET);
    }
}
