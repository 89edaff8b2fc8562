package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testing.Tool;

/** Each file that has the version of the next release, or of the latest, has the same: docs/deploy/upgrade.md. */
class VersionsTest {

    /** https://semver.org, without pre-releases and builds, which are not released. */
    private static final String SEMANTIC = "(?:0|[1-9]\\d*)\\.(?:0|[1-9]\\d*)\\.(?:0|[1-9]\\d*)";

    private static final Path CHANGELOG = Path.of("CHANGELOG.md");

    @Test
    void thePomHasASemanticVersion() throws IOException {
        assertThat(pom()).matches(SEMANTIC);
    }

    @Test
    void theChartHasTheVersionAndStartsTheImageThatIsTaggedWithIt() throws IOException {
        String chart = Files.readString(Path.of("deploy", "helm", "rollcall", "Chart.yaml"));

        assertThat(found("(?m)^version: (.+)$", chart)).containsExactly(pom());
        assertThat(found("(?m)^appVersion: (.+)$", chart)).containsExactly("v" + pom());
    }

    @Test
    void theManifestsForProductionStartTheImageThatIsTaggedWithIt() throws IOException {
        Path production = Path.of("deploy", "kubernetes", "production", "kustomization.yaml");

        assertThat(found("(?m)^ *newTag: (.+)$", Files.readString(production))).containsExactly("v" + pom());
    }

    /** The newest release comes first, below the changes that are not released yet. */
    @Test
    void theChangelogHasReleasesInOrderWithTheirDatesUpToThePom() throws IOException {
        List<String> headings = found("(?m)^## (.+)$", Files.readString(CHANGELOG));

        assertThat(headings)
                .allMatch(heading -> heading.matches("Unreleased|" + SEMANTIC + " \\(\\d{4}-\\d\\d-\\d\\d\\)"));
        List<Version> versions = headings.stream()
                .filter(heading -> !heading.equals("Unreleased"))
                .map(heading -> Version.parse(heading.split(" ", 2)[0]))
                .toList();
        assertThat(versions).isSortedAccordingTo(Comparator.reverseOrder());
        Version next = Version.parse(pom());
        assertThat(versions).allMatch(version -> version.compareTo(next) <= 0);
    }

    /** Runs the step of the workflow as GitHub does. */
    @Test
    void onlyATagThatIsInThePomAndInTheChangelogIsReleased(@TempDir Path directory) throws Exception {
        Files.copy(Path.of("pom.xml"), directory.resolve("pom.xml"));
        Path changelog = directory.resolve("CHANGELOG.md");
        Files.writeString(changelog, "# Changelog\n\n## Unreleased\n\n## 0.9.0 (2026-01-31)\n");
        assertThat(releases("v" + pom(), directory)).as("not in the changelog").isFalse();

        Files.writeString(changelog, "# Changelog\n\n## %s (2026-12-01)\n\n## 99.0.0 (2026-01-31)\n".formatted(pom()));
        assertThat(releases("v" + pom(), directory)).isTrue();
        assertThat(releases("v99.0.0", directory)).as("not in the pom").isFalse();
        assertThat(releases("v" + pom().replaceFirst("\\.\\d+$", ""), directory))
                .as("half of it")
                .isFalse();
    }

    private static boolean releases(String tag, Path directory) throws Exception {
        String script = WorkflowsTest.scripts(Path.of(".github", "workflows", "release.yml"))
                .filter(run -> run.contains("CHANGELOG.md"))
                .findFirst()
                .orElseThrow();
        var shell = new ProcessBuilder(Tool.require("bash").toString(), "-e", "-c", script)
                .directory(directory.toFile())
                .redirectErrorStream(true);
        shell.environment().put("GITHUB_REF_NAME", tag);
        Process process = shell.start();
        process.getInputStream().readAllBytes();
        return process.waitFor() == 0;
    }

    private static String pom() throws IOException {
        return found("(?s)</parent>.*?<version>([^<]+)</version>", Files.readString(Path.of("pom.xml")))
                .get(0);
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
