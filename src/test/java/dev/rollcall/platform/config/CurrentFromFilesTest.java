package dev.rollcall.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import testing.EventsOfThisThread;

class CurrentFromFilesTest {

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(CurrentFromFiles.class);

    /** Two valid values of each secret, and what else its record requires. A new secret needs a line here. */
    private static final Map<String, List<String>> VALUES = Map.of(
            "DATABASE_URL", List.of("postgres://u:Pa55@db/x", "postgres://u:S3c0nd@db/x"),
            "IMPORT_API_KEY", List.of("Pa55", "S3c0nd"),
            "METRICS_TOKEN", List.of("Pa55", "S3c0nd"),
            "OIDC_CLIENT_SECRET", List.of("Pa55", "S3c0nd"),
            "OTEL_EXPORTER_OTLP_HEADERS", List.of("key=Pa55", "key=S3c0nd"),
            "SMTP_URL", List.of("smtp://u:Pa55@mail", "smtp://u:S3c0nd@mail"),
            "WATCHDOG_URL", List.of("https://watchdog/Pa55", "https://watchdog/S3c0nd"));

    private static final Map<String, String> OTHERS =
            Map.of("EMAIL_FROM", "a@example.com", "OIDC_ISSUER", "https://id", "OIDC_CLIENT_ID", "rollcall");

    @TempDir
    private Path directory;

    private final EventsOfThisThread events = new EventsOfThisThread();
    private Path file = Path.of("");

    @BeforeEach
    void setUp() {
        file = directory.resolve("secret");
        events.start();
        // Other tests in this JVM may have raised the log level.
        LOG.setLevel(Level.INFO);
        LOG.addAppender(events);
    }

    @AfterEach
    void restoreLog() {
        LOG.detachAppender(events);
        LOG.setLevel(null);
    }

    static Stream<Variable> secrets() {
        return Variable.all().stream().filter(Variable::secret);
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void eachSecretIsReadAgainAfterItsFileHasChanged(Variable secret) throws Exception {
        List<String> values = Objects.requireNonNull(VALUES.get(secret.name()), secret.name());
        Current<?> current = current(secret, values.get(0));
        Object atStart = value(secret, current);
        assertThat(value(secret, current)).isSameAs(atStart);
        assertThat(logged()).doesNotContain("config.secret");

        Files.writeString(file, values.get(1) + "\n");

        assertThat(value(secret, current)).isNotNull().isNotEqualTo(atStart);
        value(secret, current);
        assertThat(logged())
                .containsOnlyOnce("config.secret-changed")
                .contains(secret.name() + "_FILE")
                .doesNotContain("Pa55", "S3c0nd");
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void eachSecretStaysWhenItsFileIsMissing(Variable secret) throws Exception {
        List<String> values = Objects.requireNonNull(VALUES.get(secret.name()), secret.name());
        Current<?> current = current(secret, values.get(0));
        Object atStart = value(secret, current);

        Files.delete(file);

        assertThat(value(secret, current)).isSameAs(atStart);
        value(secret, current);
        assertThat(logged())
                .containsOnlyOnce("config.secret-unusable")
                .contains(secret.name() + "_FILE: the file '" + file + "' does not exist")
                .doesNotContain("Pa55");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "Pa55", "mysql://u:Pa55@db/x", "postgres://u:Pa55@"})
    void anInvalidFileIsReportedOnceAndTheLastGoodValueStays(String content) throws IOException {
        Variable url = secret("DATABASE_URL");
        Current<?> current = current(url, "postgres://u:first@db/x");
        Files.writeString(file, "postgres://u:second@db/x");
        Object good = value(url, current);

        Files.writeString(file, content);
        assertThat(value(url, current)).isSameAs(good);
        assertThat(value(url, current)).isSameAs(good);
        assertThat(logged()).containsOnlyOnce("config.secret-unusable").doesNotContain("Pa55");

        Files.writeString(file, "postgres://u:third@db/x");
        assertThat(value(url, current)).isNotSameAs(good);
        assertThat(logged().split("config.secret-changed", -1)).hasSize(3);
    }

    @Test
    void theSameContentAgainAfterAnInvalidOneIsNoChange() throws IOException {
        Variable token = secret("METRICS_TOKEN");
        Current<?> current = current(token, "first");
        Files.writeString(file, "two words");
        value(token, current);

        Files.writeString(file, "first");

        assertThat(value(token, current)).isEqualTo("first");
        assertThat(logged()).doesNotContain("config.secret-changed");
    }

    @Test
    void aValueThatIsNotInAFileStays() {
        Current<?> current = TestSettings.current(
                secret("METRICS_TOKEN").settings(), Map.of("METRICS_TOKEN", "first", "DATABASE_URL_FILE", "/nowhere"));

        assertThat(current.get()).isSameAs(current.get());
        assertThat(value(secret("METRICS_TOKEN"), current)).isEqualTo("first");
    }

    /** Each event with its message and its values. */
    private String logged() {
        return events.list.stream()
                .map(event -> event.getFormattedMessage() + " " + event.getKeyValuePairs())
                .collect(Collectors.joining("\n"));
    }

    private Current<?> current(Variable secret, String content) throws IOException {
        Files.writeString(file, content);
        var environment = new HashMap<>(OTHERS);
        environment.put(secret.name() + "_FILE", file.toString());
        return TestSettings.current(secret.settings(), environment);
    }

    private static Variable secret(String name) {
        return secrets()
                .filter(variable -> variable.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Object value(Variable secret, Current<?> current) {
        try {
            var accessor = secret.component().getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(current.get());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
