package browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The first minutes: a person makes a check, lets a job ping it, and sees it go down without touching the page. */
class FirstCheckPageTest extends PageTest {

    @Test
    void aFirstCheckIsMadePingedByCurlAndGoesDownLive(Page page) throws Exception {
        String checks = signIn(page, "emma@example.com", "Emma", "First") + "checks/";
        page.navigate(checks);
        assertThat(page.getByRole(AriaRole.HEADING, named("No checks yet"))).isVisible();
        expectGoodPage(page, "checks-empty");

        page.getByLabel("Name").fill("backup");
        button(page, "Create the check").click();
        assertThat(page.getByRole(AriaRole.HEADING, named("backup"))).isVisible();
        expectGoodPage(page, "check-new");
        String address = Curl.address(page);

        page.navigate(checks);
        Curl.get(address);
        assertThat(row(page)).containsText("Up");
        expectGoodPage(page, "checks");
        Curl.get(address + "/fail");
        assertThat(row(page)).containsText("Down");
        expectGoodPage(page, "checks-down");

        row(page)
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("backup"))
                .click();
        assertThat(page.getByRole(AriaRole.HEADING, named("backup"))).isVisible();
        expectGoodPage(page, "check-down");
    }

    @Test
    void aListAsksOnlyWhileItIsSeenAndAlwaysForWhatItShows(Page page) throws Exception {
        page.navigate(signIn(page, "vera@example.com", "Vera", "Unseen") + "checks/");
        page.getByLabel("Name").fill("backup");
        button(page, "Create the check").click();
        String address = Curl.address(page);
        List<Request> asked = new ArrayList<>();
        page.onRequest(request -> {
            if (request.url().contains("/checks/live")) {
                asked.add(request);
            }
        });
        page.navigate(page.url().replaceFirst("[^/]+/$", ""));
        Page other = page.context().newPage();
        other.navigate(page.url());
        page.waitForCondition(() -> asked.size() == 1);
        page.getByLabel("Search").fill("back");
        page.waitForCondition(() -> asked.size() == 2);
        // The request for the list without the filter was given up.
        page.waitForCondition(() -> asked.get(0).failure() != null);
        Assertions.assertThat(asked.get(1).url()).contains("q=back");

        page.evaluate("Object.defineProperty(document, 'hidden', {value: true, configurable: true})");
        Curl.get(address + "/fail");
        assertThat(row(page)).containsText("Down");
        for (String signal : List.of("", "/fail", "")) {
            Curl.get(address + signal);
            assertThat(row(other)).containsText(signal.isEmpty() ? "Up" : "Down");
        }
        assertThat(row(page)).containsText("Down");
        Assertions.assertThat(asked).as("requests of the hidden list").hasSize(2);
        page.evaluate("Object.defineProperty(document, 'hidden', {value: false, configurable: true})");
        assertThat(row(page)).containsText("Up");
    }

    @Test
    void aKeyboardIsEnough(Page page) {
        page.navigate(signIn(page, "finn@example.com", "Finn", "Keys") + "checks/");
        assertThat(page.getByRole(AriaRole.HEADING, named("No checks yet"))).isVisible();

        page.keyboard().press("Tab");
        assertThat(page.getByRole(AriaRole.LINK, named("Skip to content"))).isFocused();
        page.keyboard().press("Enter");
        page.keyboard().press("Tab");
        assertThat(page.getByLabel("Name")).isFocused();
        page.keyboard().type("by hand");
        page.keyboard().press("Enter");

        assertThat(page.getByRole(AriaRole.HEADING, named("by hand"))).isVisible();
    }

    private static Locator row(Page page) {
        return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("backup"));
    }
}
