package dev.rollcall.ping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.check.state.KeywordFilter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeywordsTest {

    @ParameterizedTest
    @CsvSource({
        "all DONE         , SUCCESS",
        "FINISHED         , SUCCESS",
        "an ERROR         , FAIL",
        "BEGIN            , START",
        "BEGIN and DONE   , SUCCESS",
        "DONE with ERROR  , FAIL",
        "ERROR at BEGIN   , FAIL",
        "done             , IGNORED",
        "something else   , IGNORED",
        "''               , IGNORED"
    })
    void aFailureHasPrecedenceOverASuccessAndASuccessOverAStart(String body, PingKind kind) {
        assertThat(kind(keywords("BEGIN", "DONE, FINISHED", "ERROR"), body)).isEqualTo(kind);
    }

    @Test
    void withoutAMatchItIsIgnoredOrAFailureAsTheCheckSays() {
        var ignoring = new KeywordFilter("", "DONE", "", false, false, true, false);
        var failing = new KeywordFilter("", "DONE", "", false, false, true, true);

        assertThat(kind(ignoring, "nothing")).isEqualTo(PingKind.IGNORED);
        assertThat(kind(failing, "nothing")).isEqualTo(PingKind.FAIL);
        assertThat(Keywords.kindOf(null, ignoring)).isEqualTo(PingKind.IGNORED);
        assertThat(Keywords.kindOf(null, failing)).isEqualTo(PingKind.FAIL);
    }

    @ParameterizedTest
    @CsvSource({"''", "','", "' , ,'"})
    void emptyKeywordsMatchNothing(String none) {
        assertThat(kind(keywords(none, none, none), "a, b")).isEqualTo(PingKind.IGNORED);
    }

    @Test
    void aKeywordIsFoundAmongBytesThatAreNotText() {
        KeywordFilter keywords = keywords("", "fertig: äöü", "");
        byte[] text = "fertig: äöü".getBytes(StandardCharsets.UTF_8);
        byte[] body = new byte[text.length + 4];
        body[0] = (byte) 0xff;
        body[1] = (byte) 0xc3;
        System.arraycopy(text, 0, body, 2, text.length);
        // The text is cut within a character.
        body[body.length - 1] = (byte) 0xe2;

        assertThat(Keywords.kindOf(body, keywords)).isEqualTo(PingKind.SUCCESS);
    }

    private static KeywordFilter keywords(String start, String success, String failure) {
        return new KeywordFilter(start, success, failure, false, false, true, false);
    }

    private static PingKind kind(KeywordFilter keywords, String body) {
        return Keywords.kindOf(body.getBytes(StandardCharsets.UTF_8), keywords);
    }
}
