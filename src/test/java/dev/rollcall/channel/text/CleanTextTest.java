package dev.rollcall.channel.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CleanTextTest {

    private static final String FAMILY = "\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67";

    @Test
    void aNameStaysOnItsLineAndControlsNothing() {
        assertThat(CleanText.oneLine("back\r\nup\u0000\u202e\u2028\uD83D x ")).isEqualTo("back up  x");
        assertThat(CleanText.oneLine("Größe \uD83D\uDE00 " + FAMILY)).isEqualTo("Größe \uD83D\uDE00 " + FAMILY);
    }

    @Test
    void theLastLinesOfOutputAreShownWithoutColours() {
        assertThat(CleanText.lastLines("one\n\u001b[31mtwo\u001b[0m\r\n\tthree\u0007\n\n", 10, 100))
                .isEqualTo("one\ntwo\n    three");
        assertThat(CleanText.lastLines("1\n2\n3\n4", 2, 100)).isEqualTo("…\n3\n4");
        assertThat(CleanText.lastLines("abcdefgh", 2, 5)).isEqualTo("…efgh");
        assertThat(CleanText.lastLines(" \n ", 2, 5)).isEmpty();
    }

    @Test
    void aCutSplitsNoCharacter() {
        assertThat(CleanText.cut("abcdef", 6)).isEqualTo("abcdef");
        assertThat(CleanText.cut("abcdefg", 6)).isEqualTo("abcde…");
        assertThat(CleanText.cut("ab\uD83D\uDE00\uD83D\uDE00", 4)).isEqualTo("ab…");
        assertThat(CleanText.cut("a" + FAMILY + FAMILY, 10)).isEqualTo("a" + FAMILY + "…");
        assertThat(CleanText.end("\uD83D\uDE00\uD83D\uDE00ab", 4)).isEqualTo("…ab");
    }

    @Test
    void aCutCountsWhatEscapingAdds() {
        assertThat(CleanText.cut("****", 5, Markup::markdown)).isEqualTo("\\*\\*…");
        assertThat(CleanText.cut("ab", 5, Markup::markdown)).isEqualTo("ab");
    }
}
