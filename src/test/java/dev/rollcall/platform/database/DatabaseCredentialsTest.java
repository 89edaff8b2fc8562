package dev.rollcall.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.util.Credentials;
import dev.rollcall.platform.config.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class DatabaseCredentialsTest {

    private static final String AT_START = "postgres://old:first-Pa55@db/checks";

    @TempDir
    private Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void setUp() {
        file = directory.resolve("secret");
    }

    @Test
    void withoutAFileTheCredentialsOfTheStartStay() {
        assertThat(asText(credentials(Map.of("DATABASE_URL", AT_START)))).isEqualTo("old:first-Pa55");
    }

    @Test
    void theFileIsReadForEachConnection() throws IOException {
        DatabaseCredentials credentials = fromFile();
        assertThat(asText(credentials)).isEqualTo("old:first-Pa55");

        Files.writeString(file, "postgres://new:second-Pa55@db/checks\n");
        assertThat(asText(credentials)).isEqualTo("new:second-Pa55");
        Files.writeString(file, "third-Pa55");
        assertThat(asText(credentials)).isEqualTo("new:second-Pa55");
        Files.writeString(file, "postgres://new:fourth-Pa55@db/checks");
        assertThat(asText(credentials)).isEqualTo("new:fourth-Pa55");
    }

    @Test
    void anotherDatabaseWaitsForTheNextStartAndIsReportedOnce(CapturedOutput output) throws IOException {
        DatabaseCredentials credentials = fromFile();
        String address = credentials.jdbcUrl();
        Files.writeString(file, "postgres://new:second-Pa55@elsewhere/checks");

        assertThat(asText(credentials)).isEqualTo("new:second-Pa55");
        asText(credentials);
        assertThat(credentials.jdbcUrl()).isEqualTo(address);
        assertThat(output.toString())
                .containsOnlyOnce("database.change-ignored")
                .doesNotContain("Pa55", "elsewhere");
    }

    private DatabaseCredentials fromFile() throws IOException {
        Files.writeString(file, AT_START);
        return credentials(Map.of("DATABASE_URL_FILE", file.toString()));
    }

    private static DatabaseCredentials credentials(Map<String, String> environment) {
        return new DatabaseCredentials(TestSettings.current(DatabaseSettings.class, environment));
    }

    private static String asText(DatabaseCredentials provider) {
        Credentials credentials = provider.getCredentials();
        return credentials.getUsername() + ":" + credentials.getPassword();
    }
}
