package dev.rollcall.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The redirect of a list's path without its trailing slash. */
@RollcallTest
class TrailingSlashHttpTest {

    private static final String LIST = "/api/v3/checks";

    @Autowired
    private Fixtures fixtures;

    @Test
    void theQueryIsKept() {
        assertThat(fixtures.http().get().uri(LIST + "?tag=a&tag=b"))
                .hasStatus(301)
                .hasHeader("Location", LIST + "/?tag=a&tag=b");
        assertThat(fixtures.http().post().uri(LIST + "?x")).hasStatus(308).hasHeader("Location", LIST + "/?x");
    }

    /** The head of an answer has no more space than 8 kB. */
    @Test
    void anAddressThatIsTooLongForAnAnswerIsRefused() {
        assertThat(fixtures.http().get().uri(LIST + "?tag=" + "a".repeat(6_000)))
                .hasStatus(414)
                .doesNotContainHeader("Location");
        assertThat(fixtures.http().get().uri(LIST + "?tag=" + "a".repeat(5_900)))
                .hasStatus(301);
    }
}
