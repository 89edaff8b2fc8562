package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Every library in the jar may be used and passed on by anybody. The list of components names their licences. A library
 * that has several is used under any one of them.
 */
class Factor02LicencesTest {

    /**
     * Identifiers of SPDX (https://spdx.org/licenses/), and a name that stands for BSD-3-Clause in the list of
     * components.
     */
    private static final Set<String> ACCEPTED = Set.of(
            "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "The (New) BSD License", "CC0-1.0", "EPL-2.0", "MIT");

    @Test
    void everyLibraryInTheJarHasAnAcceptedLicence() {
        Checkout.requireOnlineBuild();

        assertThat(refused(Deploy.JSON.readTree(Checkout.sbom()))).isEmpty();
    }

    @Test
    void aLibraryWithAnotherLicenceOrWithoutOneIsRefused() {
        assertThat(refused(Deploy.JSON.readTree("""
                        {"components": [
                            {"name": "by-id", "licenses": [{"license": {"id": "MIT"}}]},
                            {"name": "one-of-two", "licenses": [
                                {"license": {"id": "LGPL-2.1-only"}}, {"license": {"id": "EPL-2.0"}}]},
                            {"name": "by-expression", "licenses": [{"expression": "GPL-2.0-only OR Apache-2.0"}]},
                            {"name": "needs-both", "licenses": [{"expression": "GPL-2.0-only AND Apache-2.0"}]},
                            {"name": "of-a-vendor", "licenses": [{"license": {"name": "Broadcom Foundation License"}}]},
                            {"name": "unknown", "licenses": []},
                            {"name": "silent"}
                        ]}
                        """)))
                .containsExactly("needs-both", "of-a-vendor", "unknown", "silent");
    }

    /** The names of the components that have no accepted licence. */
    private static List<String> refused(JsonNode sbom) {
        return StreamSupport.stream(sbom.path("components").spliterator(), false)
                .filter(component -> StreamSupport.stream(
                                component.path("licenses").spliterator(), false)
                        .noneMatch(Factor02LicencesTest::isAccepted))
                .map(component -> component.path("name").asString())
                .toList();
    }

    private static boolean isAccepted(JsonNode licence) {
        return Stream.of(name(licence).split(" OR ")).anyMatch(ACCEPTED::contains);
    }

    /** What a list of components calls a licence: its expression, its identifier, or its name; empty if it has none. */
    static String name(JsonNode licence) {
        JsonNode named = licence.path("license");
        return licence.path("expression")
                .asString(named.path("id").asString(named.path("name").asString("")));
    }
}
