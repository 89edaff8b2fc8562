package dev.rollcall.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.process.CommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariableTest {

    private static final Path EXAMPLE = Path.of(".env.example");
    private static final Pattern ENTRY = Pattern.compile("(#?)([A-Z][A-Z0-9_]*)=(.*)");
    private static final String NOT_SET = "(commented out)";

    /** Required, so it has an example in place of a default. */
    private static final Map<String, String> REQUIRED =
            Map.of("DATABASE_URL", "postgres://rollcall:rollcall@localhost:5432/rollcall");

    @ParameterizedTest
    @CsvSource({
        "DATABASE_POOL_SIZE, database.pool-size",
        "DATABASE_URL, database.url",
        "LOG_REQUESTS, log.requests",
        "PORT, port",
        "SHUTDOWN_TIMEOUT, shutdown-timeout",
        "HEROKU_SLUG_COMMIT, heroku-slug-commit"
    })
    void itsNameAndPropertyFollowFromTheRecordAndItsComponent(String name, String property) {
        assertThat(variable(name).property()).isEqualTo(property);
    }

    @Test
    void itsDefaultIsThatOfTheRecord() {
        assertThat(variable("DATABASE_POOL_SIZE").defaultValue()).isEqualTo("10");
        assertThat(variable("SHUTDOWN_TIMEOUT").defaultValue()).isEqualTo("20s");
        assertThat(variable("LOG_REQUESTS").defaultValue()).isEqualTo("true");
        assertThat(variable("SITE_ROOT").defaultValue()).isNull();
        assertThat(variable("DATABASE_URL").defaultValue()).isNull();
    }

    @Test
    void onlyAComponentMarkedSecretIsSecret() {
        assertThat(variable("DATABASE_URL").secret()).isTrue();
        assertThat(variable("DATABASE_POOL_SIZE").secret()).isFalse();
    }

    @Test
    void allAreSortedByNameWithoutDuplicates() {
        assertThat(Variable.all()).extracting(Variable::name).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void theExampleFileListsEveryVariableWithItsDefaultAndNoOther() throws IOException {
        Map<String, String> expected = new HashMap<>(REQUIRED);
        CommandLine.VARIABLES.forEach(name -> expected.put(name, NOT_SET));
        Variable.all().stream()
                .filter(Variable::secret)
                .forEach(variable -> expected.put(variable.name() + "_FILE", NOT_SET));
        Variable.all().stream()
                .filter(variable -> !REQUIRED.containsKey(variable.name()))
                .forEach(variable -> expected.put(
                        variable.name(), variable.defaultValue() == null ? NOT_SET : variable.defaultValue()));

        assertThat(example()).containsExactlyInAnyOrderEntriesOf(expected);
    }

    @Test
    void anEmptyEnvironmentLacksExactlyTheRequiredVariables() {
        assertThat(EnvironmentVariables.of(Variable.all(), Map.of()).faults())
                .containsExactlyInAnyOrderElementsOf(REQUIRED.keySet().stream()
                        .map(name -> name + " is required")
                        .toList());
    }

    @Test
    void theExampleFileSaysAboveEachVariableWhatItMeans() throws IOException {
        List<String> lines = Files.readAllLines(EXAMPLE);
        List<String> unexplained = lines.stream()
                .filter(line -> ENTRY.matcher(line).matches())
                .filter(line -> !lines.get(lines.indexOf(line) - 1).matches("# .*\\w.*"))
                .toList();

        assertThat(unexplained).isEmpty();
    }

    @Test
    void theExampleFileHasOnlyVariablesCommentsAndEmptyLines() throws IOException {
        assertThat(Files.readAllLines(EXAMPLE))
                .allMatch(line -> line.isEmpty()
                        || line.startsWith("# ")
                        || ENTRY.matcher(line).matches());
    }

    @Test
    void theExampleFileIsUsableUnchanged() throws IOException {
        Map<String, String> environment = example();
        environment.values().removeIf(NOT_SET::equals);

        assertThat(EnvironmentVariables.of(Variable.all(), environment).faults())
                .isEmpty();
        assertThat(CommandLine.of(List.of(), environment).faults()).isEmpty();
    }

    @Test
    void theExampleFileSetsNoVariableOfThePlatformOrTheJvm() throws IOException {
        assertThat(Files.readString(EXAMPLE)).doesNotContain("JAVA_", "JDK_", "SPRING_", "JDBC_");
    }

    /** The entries of the file; fails when a variable is named twice. */
    private static Map<String, String> example() throws IOException {
        Map<String, String> entries = new HashMap<>();
        for (String line : Files.readAllLines(EXAMPLE)) {
            Matcher entry = ENTRY.matcher(line);
            if (entry.matches()) {
                boolean commentedOut =
                        entry.group(1).equals("#") && entry.group(3).isEmpty();
                String value = commentedOut ? NOT_SET : entry.group(1) + entry.group(3);
                assertThat(entries.put(entry.group(2), value))
                        .as("an earlier line for %s", entry.group(2))
                        .isNull();
            }
        }
        return entries;
    }

    private static Variable variable(String name) {
        return Variable.all().stream()
                .filter(variable -> variable.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
