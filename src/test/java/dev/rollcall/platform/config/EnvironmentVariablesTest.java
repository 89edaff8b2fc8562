package dev.rollcall.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentVariablesTest {

    private static final String URL = "postgres://rollcall:hidden-Pa55@db/checks";

    @TempDir
    private Path directory;

    @Test
    void aSecretMayComeFromAFile() throws IOException {
        EnvironmentVariables given = given("DATABASE_URL_FILE", file(URL + "\n"));

        assertThat(given.faults()).isEmpty();
        assertThat(given.values()).containsEntry("DATABASE_URL", URL);
        assertThat(effective(given))
                .containsEntry("DATABASE_URL", "(set by DATABASE_URL_FILE, not shown)")
                .containsEntry("DATABASE_URL_FILE", directory.resolve("secret").toString());
    }

    @Test
    void aSecretAndItsFileTogetherAreAFault() throws IOException {
        EnvironmentVariables given = given("DATABASE_URL", URL, "DATABASE_URL_FILE", file(URL));

        assertThat(given.faults()).containsExactly("DATABASE_URL and DATABASE_URL_FILE are both set: choose one");
    }

    @Test
    void aFileThatCannotBeUsedIsAFaultThatSaysWhy() throws IOException {
        assertThat(given("DATABASE_URL_FILE", directory.resolve("none").toString())
                        .faults())
                .containsExactly("DATABASE_URL_FILE: the file '" + directory.resolve("none") + "' does not exist");
        assertThat(given("DATABASE_URL_FILE", directory.toString()).faults())
                .containsExactly("DATABASE_URL_FILE: the file '" + directory + "' is not a regular file");
        assertThat(given("DATABASE_URL_FILE", file(" \n")).faults())
                .singleElement()
                .asString()
                .endsWith("is empty");
        assertThat(given("DATABASE_URL_FILE", file("x".repeat(70_000))).faults())
                .singleElement()
                .asString()
                .endsWith("is larger than 64 KB");
        Files.write(directory.resolve("secret"), new byte[] {(byte) 0xc3, 'x'});
        assertThat(given("DATABASE_URL_FILE", directory.resolve("secret").toString())
                        .faults())
                .singleElement()
                .asString()
                .endsWith("is not text in UTF-8");
    }

    @Test
    void aFaultOfTheContentNamesBothVariablesAndRepeatsNothing() throws IOException {
        assertThat(given("DATABASE_URL_FILE", file("mysql://u:hidden-Pa55@db/x"))
                        .faults())
                .singleElement()
                .asString()
                .startsWith("DATABASE_URL (from DATABASE_URL_FILE) must look like")
                .doesNotContain("hidden");
    }

    @Test
    void onlyASecretMayComeFromAFile() throws IOException {
        assertThat(effective(given("DATABASE_URL", URL, "SITE_NAME_FILE", file("Elsewhere"))))
                .containsEntry("SITE_NAME", "Rollcall")
                .doesNotContainKey("SITE_NAME_FILE");
    }

    @Test
    void effectiveValuesAreShownWithDefaultsAndWithoutSecrets() {
        assertThat(effective(given(
                        "DATABASE_URL", URL, "PING_LOG_LIMIT", "7", "SITE_NAME", "a ${PORT}", "PROCESS", "worker")))
                .containsEntry("DATABASE_URL", "(set, not shown)")
                .containsEntry("DATABASE_URL_FILE", "(not set)")
                .containsEntry("PING_LOG_LIMIT", "7")
                .containsEntry("PING_BODY_LIMIT", "10000")
                .containsEntry("SITE_NAME", "a ${PORT}")
                .containsEntry("SITE_ROOT", "(not set)")
                .containsEntry("PROCESS", "worker")
                .containsEntry("TASK", "(not set)");
    }

    @Test
    void aSecretThatCannotBeReadIsShownWithTheReason() throws IOException {
        assertThat(effective(given("DATABASE_URL_FILE", file(""))).get("DATABASE_URL"))
                .startsWith("(not usable: DATABASE_URL_FILE:");
    }

    @Test
    void invalidVariablesCanBeLeftOutAndAreStillShown() {
        EnvironmentVariables given = given("DATABASE_URL", "mysql:", "LOG_FORMAT", "xml", "PORT", "81");

        assertThat(given.usable().values()).isEqualTo(Map.of("PORT", "81"));
        assertThat(effective(given)).containsEntry("LOG_FORMAT", "xml (not usable)");
    }

    private String file(String content) throws IOException {
        return Files.writeString(directory.resolve("secret"), content).toString();
    }

    private static EnvironmentVariables given(String... namesAndValues) {
        Map<String, String> environment = new HashMap<>();
        for (int n = 0; n < namesAndValues.length; n += 2) {
            environment.put(namesAndValues[n], namesAndValues[n + 1]);
        }
        return EnvironmentVariables.of(Variable.all(), environment);
    }

    private static Map<String, String> effective(EnvironmentVariables given) {
        return given.effective(RollcallEnvironment.of(given));
    }
}
