package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testing.App;
import tools.jackson.databind.JsonNode;

/** The task import copies checks from a release that runs elsewhere, through its API only. */
class Factor12MoveByApiTest {

    private final RunningRelease release = RunningRelease.get();

    private static final int CHECKS = 205;

    @Test
    void checksAreImportedOnceAndTheKeyIsShownNowhere(@TempDir Path directory) throws IOException {
        String key = release.deploy().project().get("api_key").asString();
        List<String> ids = IntStream.range(0, CHECKS)
                .mapToObj(n -> Deploy.check(release.web(), key, "{\"name\": \"number " + n + "\"}"))
                .map(check -> check.get("uuid").asString())
                .toList();
        Path file = Files.writeString(directory.resolve("key"), key + "\n");
        try (var here = Deploy.released("JAVA_TOOL_OPTIONS", UnderscoreHosts.jvmFlags(directory))) {
            String[] task = {
                "--task=import",
                "--from=http://" + UnderscoreHosts.WEB + ":" + release.deploy().port(),
                "--project=" + here.project().get("project").asString(),
                "--output=json"
            };

            App.Exit dry = release.run(
                    App.with(here.environment(), "IMPORT_API_KEY", key, "CHECK_LIMIT", String.valueOf(CHECKS - 5)),
                    Stream.concat(Stream.of(task), Stream.of("--dry-run")).toArray(String[]::new));
            assertThat(outcomes(dry).stream().collect(Collectors.groupingBy(outcome -> outcome, Collectors.counting())))
                    .as("a dry run knows the limit")
                    .isEqualTo(Map.of("would be created", CHECKS - 5L, "refused", 5L));

            App.Exit first = release.run(App.with(here.environment(), "IMPORT_API_KEY_FILE", file.toString()), task);
            App.Exit second = release.run(App.with(here.environment(), "IMPORT_API_KEY", key), task);

            assertThat(first.status()).as(first.toString()).isZero();
            JsonNode rows = Deploy.JSON.readTree(first.stdout());
            assertThat(rows.valueStream().map(row -> row.get("id").asString())).containsExactlyElementsOf(ids);
            assertThat(outcomes(first)).hasSize(CHECKS).containsOnly("created");
            assertThat(first.stderr().lines().filter(line -> line.contains("import.progress")))
                    .as("a line for each hundred checks, and one at the end")
                    .hasSize(3);
            assertThat(second.status()).as(second.toString()).isZero();
            assertThat(outcomes(second)).hasSize(CHECKS).containsOnly("unchanged");
            for (App.Exit exit : List.of(first, second)) {
                assertThat(exit.stdout() + exit.stderr()).doesNotContain(key);
            }
        }
    }

    private static List<String> outcomes(App.Exit exit) {
        return Deploy.JSON
                .readTree(exit.stdout())
                .valueStream()
                .map(row -> row.get("outcome").asString())
                .toList();
    }
}
