package browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** The page for somebody who has not signed in. */
class WelcomePageTest extends PageTest {

    @Test
    void theAddressOfTheSiteShowsWhatItIs(Page page) {
        page.navigate("/");

        assertThat(page).hasTitle("Who answered the roll? – Rollcall");
        expectGoodPage(page, "welcome");
    }
}
