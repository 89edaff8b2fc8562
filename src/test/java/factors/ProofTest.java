package factors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import testing.App;
import testing.PageTable;
import testing.Tool;

/**
 * Each factor has a change that breaks it, kept as a patch. {@code bin/prove} shows that the named test then fails,
 * which takes minutes for each patch. This test checks that the patches still apply and agree with the documentation.
 */
class ProofTest {

    private static final Path PATCHES = Path.of("docs", "factors", "proof");
    private static final Pattern HEADER =
            Pattern.compile("# breaks: (?<change>.+)\n# fails: (?<test>(?<type>\\w+)#(?<method>\\w+))\n"
                    + "(# probe: (?<probe>[a-z0-9.-]+)\n(# with: .+\n)?)?diff --git .*");
    private static final Pattern PROBE = Pattern.compile("`([a-z-]+\\.[a-z0-9-]+)`");
    private static final Pattern PROBE_ROW = Pattern.compile("(?m)^\\| \\d+ \\| `([a-z0-9.-]+)`");
    private static final Path PAGE = Path.of("docs", "factors", "proof.md");

    @Test
    void everyFactorHasAPatchThatBreaksIt() throws IOException {
        List<String> patched = patches()
                .map(patch -> patch.getFileName().toString().substring(0, 2))
                .distinct()
                .sorted()
                .toList();
        try (Stream<Path> pages = Files.list(Path.of("docs", "factors"))) {
            assertThat(pages.map(page -> page.getFileName().toString())
                            .filter(name -> name.matches("\\d\\d-.*\\.md"))
                            .map(name -> name.substring(0, 2))
                            .sorted())
                    .containsExactlyElementsOf(patched);
        }
    }

    @ParameterizedTest
    @MethodSource("patches")
    void everyPatchAppliesToTheCode(Path patch) throws Exception {
        Process git = new ProcessBuilder(Tool.require("git").toString(), "apply", "--check", patch.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(git.getInputStream().readAllBytes(), UTF_8)).isEmpty();
        assertThat(git.waitFor(App.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(git.exitValue()).isZero();
    }

    @ParameterizedTest
    @MethodSource("patches")
    void everyPatchNamesAnExistingTestAndIsListedWithItsMessage(Path patch) throws IOException {
        Matcher header = HEADER.matcher(Files.readString(patch)
                .lines()
                .limit(5)
                .reduce((a, b) -> a + "\n" + b)
                .orElse(""));
        assertThat(header.lookingAt()).as("the first lines of " + patch).isTrue();
        assertThat(Files.readString(source(header.group("type")))).contains("void " + header.group("method") + "(");
        assertThat(Files.readString(PAGE))
                .contains("proof/" + patch.getFileName(), header.group("test"), header.group("change"));
    }

    /** A probe of {@code bin/factors}, or the reason why none can see the patch. */
    @Test
    void everyPatchNamesTheProbeThatFindsItOrThePageSaysWhyNoneDoes() throws IOException {
        Set<String> probes = PROBE_ROW
                .matcher(Files.readString(Path.of("docs", "factors", "any-service.md")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        Map<String, String> named = new TreeMap<>();
        for (Path patch : patches().toList()) {
            Matcher header = HEADER.matcher(Files.readString(patch));
            assertThat(header.lookingAt()).as(patch.toString()).isTrue();
            named.put(
                    patch.getFileName().toString().replace(".patch", ""),
                    Objects.requireNonNullElse(header.group("probe"), ""));
        }
        Map<String, String> listed = new TreeMap<>();
        for (PageTable.Row row :
                PageTable.of(PAGE, "What `bin/factors` sees of them").rows()) {
            Matcher probe = PROBE.matcher(row.cells().get(0));
            row.names().forEach(name -> listed.put(name, probe.lookingAt() ? probe.group(1) : ""));
        }

        assertThat(listed).isEqualTo(named);
        assertThat(probes)
                .isNotEmpty()
                .containsAll(
                        named.values().stream().filter(name -> !name.isEmpty()).toList());
    }

    private static Path source(String type) throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src", "test", "java"))) {
            return sources.filter(file -> file.getFileName().toString().equals(type + ".java"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    static Stream<Path> patches() {
        try (Stream<Path> files = Files.list(PATCHES)) {
            return files.filter(file -> file.toString().endsWith(".patch")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
