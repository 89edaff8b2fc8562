package dev.rollcall.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The page that a browser remembers until its reader has signed in. */
@RollcallTest
class PageCookieHttpTest {

    private static final String PAGE = "__Host-rollcall-page";

    @Autowired
    private Fixtures fixtures;

    /** The cookie would not fit into the head of an answer, which has 8 kB, and browsers would ignore it. */
    @Test
    void aPageWithALongAddressIsNotRememberedAndTheOneBeforeIsForgotten() {
        var browser = new Visitor(fixtures.http());
        browser.get("/account?saved=profile");
        assertThat(browser.cookie(PAGE)).isPresent();

        assertThat(browser.get("/account?x=" + "a".repeat(5_700)))
                .hasStatus(302)
                .hasHeader("Location", "/sign-in");
        assertThat(browser.cookie(PAGE)).isEmpty();
    }

    @Test
    void aBrowserAcceptsTheCookieOfTheLongestAddressThatIsRemembered() {
        var browser = new Visitor(fixtures.http());
        browser.get("/account?x=" + "a".repeat(2_900));

        assertThat(browser.cookie(PAGE).orElseThrow().getValue()).hasSizeBetween(3_800, 4_000);
    }
}
