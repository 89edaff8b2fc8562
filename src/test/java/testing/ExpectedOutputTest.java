package testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may differ between a page and a run, and what may not. */
class ExpectedOutputTest {

    private static final String ONE = "e0f537d2-cc4f-44a7-a4ac-7bffa1bc7f1f";
    private static final String OTHER = "74c2fced-9bad-4f96-a1e3-c1cd434ab312";

    private final ExpectedOutput output = new ExpectedOutput();

    @ParameterizedTest
    @CsvSource({
        "applied 19, applied 19",
        "key ..., key zodP-ji_44z4tbw86wrtykeK8tpdZb9k",
        "'{\"key\":\"...\",\"n\":1}', '{\"key\":\"a b\",\"n\":1}'",
        "at 2026-11-24T03:07:00.776839Z, at 2027-01-02T10:00:00Z",
        "at 2026-03-01T12:00:00+00:00, at 2027-01-02T10:00:00+00:00",
        "03:06:52.800 INFO, 23:59:59.001 INFO",
        "in 1110 ms and 5 s and 24105 MB, in 7 ms and 61 s and 1 MB",
        "ID  NAME, ID                NAME",
        "release 0f5f252aa1b2, release 907d88d00000"
    })
    void whatVariesMatchesByItsForm(String shown, String printed) {
        assertThat(output.matches(shown, printed)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "applied 19, applied 18",
        "applied 19, applied 190",
        "OK, ''",
        "'', OK",
        "at 2026-11-24T03:07:00Z, at noon",
        "in 5 ms, in 5 s",
        "in 5 seconds, in 6 seconds",
        "ID NAME, ID  NAME",
        "release 0f5f252aa1b2, release v42",
        "a.c, abc"
    })
    void everythingElseMustBeTheSame(String shown, String printed) {
        assertThat(output.matches(shown, printed)).isFalse();
    }

    @Test
    void aLineOfDotsStandsForAnyLines() {
        assertThat(output.matches("a\n...\nz", "a\nz")).isTrue();
        assertThat(output.matches("a\n...\nz", "a\nb\nc\nz")).isTrue();
        assertThat(output.matches("...\nz", "a\nb\nz")).isTrue();
        assertThat(output.matches("...\nz", "z")).isTrue();
        assertThat(output.matches("a\n...", "a\nb")).isTrue();
        assertThat(output.matches("a\n...\nz", "a\nb\nzz")).isFalse();
    }

    @Test
    void anIdStandsForTheSameIdOnTheWholePage() {
        assertThat(output.matches("made " + ONE, "made " + OTHER)).isTrue();

        assertThat(output.matches("gone " + ONE, "gone " + OTHER)).isTrue();
        assertThat(output.matches("gone " + ONE, "gone " + ONE)).isFalse();
        assertThat(new ExpectedOutput().matches(ONE + " is " + ONE, OTHER + " is " + ONE))
                .isFalse();
    }

    @Test
    void theLookOfATerminalDoesNotCount() {
        assertThat(ExpectedOutput.plain("\u001b[31mERROR\u001b[0m no  \r\nend\n"))
                .isEqualTo("ERROR no\nend");
    }
}
