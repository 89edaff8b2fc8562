package dev.rollcall.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.util.Credentials;
import dev.rollcall.platform.config.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class DatabaseCredentialsTest {

    private static final LoggingSystem LOGGING = LoggingSystem.get(DatabaseCredentialsTest.class.getClassLoader());
    private static final DatabaseUrl AT_START = DatabaseUrl.from("postgres://old:first-Pa55@db/checks");

    @TempDir
    private Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void setUp() {
        file = directory.resolve("secret");
        // Other tests in this JVM may have raised the log level.
        LOGGING.setLogLevel(DatabaseCredentials.class.getName(), LogLevel.INFO);
    }

    @AfterEach
    void restoreLogLevel() {
        LOGGING.setLogLevel(DatabaseCredentials.class.getName(), null);
    }

    @Test
    void withoutAFileTheCredentialsOfTheStartStay() {
        assertThat(asText(new DatabaseCredentials(AT_START, null))).isEqualTo("old:first-Pa55");
    }

    @Test
    void theFileIsReadForEachConnection(CapturedOutput output) throws IOException {
        DatabaseCredentials credentials = credentials("postgres://old:first-Pa55@db/checks");
        assertThat(asText(credentials)).isEqualTo("old:first-Pa55");
        assertThat(output).doesNotContain("new connections");

        Files.writeString(file, "postgres://new:second-Pa55@db/checks\n");
        assertThat(asText(credentials)).isEqualTo("new:second-Pa55");
        assertThat(asText(credentials)).isEqualTo("new:second-Pa55");
        assertThat(output.toString())
                .containsOnlyOnce("new connections use another user or password")
                .doesNotContain("Pa55");
    }

    @Test
    void anInvalidFileIsReportedOnceAndTheLastGoodCredentialsStay(CapturedOutput output) throws IOException {
        DatabaseCredentials credentials = credentials("postgres://new:second-Pa55@db/checks");
        asText(credentials);
        Files.writeString(file, "third-Pa55");
        assertThat(asText(credentials)).isEqualTo("new:second-Pa55");
        assertThat(asText(credentials)).isEqualTo("new:second-Pa55");
        assertThat(output.toString())
                .containsOnlyOnce("database.credential-unusable")
                .contains("DATABASE_URL_FILE")
                .doesNotContain("Pa55");

        Files.delete(file);
        assertThat(asText(credentials)).isEqualTo("new:second-Pa55");
        assertThat(output).contains("does not exist");
        Files.writeString(file, "postgres://new:fourth-Pa55@db/checks");
        assertThat(asText(credentials)).isEqualTo("new:fourth-Pa55");
    }

    @Test
    void anotherDatabaseWaitsForTheNextStartAndIsReportedOnce(CapturedOutput output) throws IOException {
        DatabaseCredentials credentials = credentials("postgres://new:second-Pa55@elsewhere/checks");

        assertThat(asText(credentials)).isEqualTo("new:second-Pa55");
        asText(credentials);
        assertThat(output.toString()).containsOnlyOnce("names another database");
    }

    private DatabaseCredentials credentials(String content) throws IOException {
        Files.writeString(file, content);
        return new DatabaseCredentials(AT_START, new SecretFile("DATABASE_URL_FILE", file.toString()));
    }

    private static String asText(DatabaseCredentials provider) {
        Credentials credentials = provider.getCredentials();
        return credentials.getUsername() + ":" + credentials.getPassword();
    }
}
