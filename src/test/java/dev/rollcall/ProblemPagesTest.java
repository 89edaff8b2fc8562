package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import testing.Contract;

/** Every kind of problem is in the code, in docs/problems.md and in the contract. */
@RollcallTest
class ProblemPagesTest {

    private static final Path PAGE = Path.of("docs", "problems.md");

    /** Where the code names a kind: the constructor of a problem, or a writer of problems. */
    private static final Pattern HANDED_ON = Pattern.compile("\\b(?:super|problem|write|answer)\\([^;]*?;");

    private static final Pattern KIND = Pattern.compile("\"([a-z]+(?:-[a-z]+)*)\"");
    private static final Pattern CONSTANT = Pattern.compile("String SLUG = \"([a-z-]+)\"");

    @Autowired
    private Fixtures fixtures;

    @Test
    void theCodeThePageAndTheContractKnowTheSameProblems() throws IOException {
        Set<String> inCode = inCode();
        assertThat(inCode).contains("check-not-found", "invalid-request", "missing-api-key", "unavailable");
        assertThat(names(Files.readString(PAGE), "(?m)^## ([a-z]+(?:-[a-z]+)*)$"))
                .as("sections of %s", PAGE)
                .isEqualTo(inCode);
        assertThat(names(Files.readString(PAGE), "(?m)^\\| \\[([a-z-]+)]\\(#\\1\\) \\|"))
                .as("rows of the table of %s", PAGE)
                .isEqualTo(inCode);
        assertThat(names(Files.readString(Contract.FILE), "(?m)^ +- /problems/([a-z-]+)$"))
                .as("types of the schema Problem in %s", Contract.FILE)
                .isEqualTo(inCode);
    }

    @Test
    void eachProblemIsExplainedAtTheAddressInItsType() throws IOException {
        for (String kind : inCode()) {
            assertThat(fixtures.http().get().uri("/problems/" + kind))
                    .hasStatusOk()
                    .hasContentType("text/plain;charset=UTF-8")
                    .bodyText()
                    .startsWith("## " + kind + "\n")
                    .containsOnlyOnce("## ");
        }
        assertThat(fixtures.http().get().uri("/problems/no-such-problem")).hasStatus(404);
    }

    private static Set<String> inCode() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
            return sources.filter(file -> file.toString().endsWith(".java"))
                    .map(ProblemPagesTest::read)
                    .filter(code -> code.contains("Problem"))
                    .flatMap(code -> Stream.concat(
                            matches(CONSTANT, code),
                            HANDED_ON.matcher(code).results().flatMap(call -> matches(KIND, call.group()))))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Stream<String> matches(Pattern pattern, String text) {
        Function<MatchResult, String> name = match -> match.group(1);
        return pattern.matcher(text).results().map(name);
    }

    private static Set<String> names(String text, String pattern) {
        return matches(Pattern.compile(pattern), text).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
