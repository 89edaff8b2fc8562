package browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** The first minutes: a person makes a check, lets a job ping it, and sees it go down without touching the page. */
class FirstCheckPageTest extends PageTest {

    /** An open list asks every ten seconds. */
    private static final LocatorAssertions.ContainsTextOptions SOON =
            new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);

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
        assertThat(row(page)).containsText("Up", SOON);
        expectGoodPage(page, "checks");
        Curl.get(address + "/fail");
        assertThat(row(page)).containsText("Down", SOON);
        expectGoodPage(page, "checks-down");

        row(page)
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("backup"))
                .click();
        assertThat(page.getByRole(AriaRole.HEADING, named("backup"))).isVisible();
        expectGoodPage(page, "check-down");
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
