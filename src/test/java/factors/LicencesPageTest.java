package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** docs/licences.md shows the libraries in the jar with their licences. A failure prints the rows that belong there. */
class LicencesPageTest {

    private static final Path PAGE = Path.of("docs", "licences.md");

    @Test
    void thePageHasEveryLibraryOfTheJarWithItsLicences() {
        Checkout.requireOnlineBuild();

        assertThat(DeployFilesTest.read(PAGE)
                        .lines()
                        .filter(line -> line.startsWith("| `"))
                        .collect(Collectors.joining("\n")))
                .isEqualTo(rows(Deploy.JSON.readTree(Checkout.sbom())));
    }

    /** A row for each group and licence. */
    private static String rows(JsonNode sbom) {
        Map<String, Map<String, TreeSet<String>>> groups = new TreeMap<>();
        for (JsonNode component : sbom.get("components")) {
            groups.computeIfAbsent(component.path("group").asString(), group -> new TreeMap<>())
                    .computeIfAbsent(licences(component), licence -> new TreeSet<>())
                    .add(component.get("name").asString());
        }
        return groups.entrySet().stream()
                .flatMap(group -> group.getValue().entrySet().stream()
                        .map(licence -> "| `%s` | `%s` | %s |"
                                .formatted(group.getKey(), String.join("`, `", licence.getValue()), licence.getKey())))
                .collect(Collectors.joining("\n"));
    }

    private static String licences(JsonNode component) {
        return component
                .path("licenses")
                .valueStream()
                .map(Factor02LicencesTest::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(" or "));
    }
}
