package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages that promise something name the test that proves it, and the list of requirements is complete. */
class SecurityPageTest {

    private static final Path PAGE = Path.of("docs", "security.md");
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)(?:#(\\w+))?`");
    private static final Pattern ROW =
            Pattern.compile("^\\| ([\\d., -]+) \\| (holds|deploy|not met|n/a) \\|(.*)\\|(.*)\\|$");

    /** The requirements of OWASP ASVS 5.0.0, levels 1 and 2: how many each section has, from its file. */
    private static final Path REQUIREMENTS = Path.of("src", "test", "resources", "asvs-5.0.0-level-2.txt");

    private static final Map<String, String> TESTS = Stream.of("src/test/java", "browser/src", "faults/src", "kit/test")
            .flatMap(SecurityPageTest::sources)
            .collect(Collectors.toMap(
                    file -> file.getFileName().toString().replace(".java", ""),
                    SecurityPageTest::text,
                    (one, another) -> one + another));

    @ParameterizedTest
    @ValueSource(strings = {"docs/security.md", "docs/reliability.md"})
    void everyTestThatAPageNamesExists(String page) {
        List<MatchResult> named = NAMED.matcher(text(Path.of(page))).results().toList();

        assertThat(named).hasSizeGreaterThan(50).allSatisfy(test -> {
            assertThat(TESTS).containsKey(test.group(1));
            if (test.group(2) != null) {
                assertThat(TESTS.get(test.group(1))).contains(" " + test.group(2) + "(");
            }
        });
    }

    @Test
    void everyRequirementOfTheStandardHasOneRow() throws IOException {
        List<String> listed = text(PAGE)
                .lines()
                .flatMap(line -> ROW.matcher(line).results())
                .flatMap(row -> ids(row.group(1)))
                .toList();

        assertThat(listed)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(Files.readAllLines(REQUIREMENTS));
    }

    @Test
    void whatHoldsHasAProofOrAPage() {
        Set<String> unproven = new TreeSet<>();
        text(PAGE).lines().flatMap(line -> ROW.matcher(line).results()).forEach(row -> {
            boolean isShown = (row.group(3) + row.group(4)).matches("(?s).*(`\\w+Test|\\]\\().*");
            if (row.group(2).equals("holds") && !isShown) {
                unproven.add(row.group(1));
            }
        });
        // Nothing can show that something is not there: no redirect, no hint, no end of a password.
        assertThat(unproven).containsExactly("4.1.2", "6.2.10", "6.4.2", "7.1.3, 7.6.1");
    }

    /** {@code 1.2.6-1.2.8, 1.3.1}. */
    private static Stream<String> ids(String cell) {
        return Arrays.stream(cell.split(", ")).flatMap(part -> {
            String[] ends = part.split("-");
            String section = ends[0].substring(0, ends[0].lastIndexOf('.') + 1);
            return IntStream.rangeClosed(last(ends[0]), last(ends[ends.length - 1]))
                    .mapToObj(n -> section + n);
        });
    }

    private static int last(String id) {
        return Integer.parseInt(id.substring(id.lastIndexOf('.') + 1));
    }

    private static Stream<Path> sources(String directory) {
        try (Stream<Path> files = Files.walk(Path.of(directory))) {
            return new ArrayList<>(files.filter(file -> file.toString().endsWith("Test.java"))
                            .toList())
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
