package browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** The whole first journey in a browser that runs no scripts. */
class WithoutJavaScriptPageTest extends PageTest {

    @Test
    void aCheckIsCreatedPingedPausedAndDeleted(Browser browser) throws Exception {
        try (BrowserContext context = context(browser, false)) {
            Page page = context.newPage();
            String checks = signIn(page, "dana@example.com", "Dana", "Script") + "checks/";
            page.navigate(checks);
            page.getByLabel("Name").fill("backup");
            button(page, "Create the check").click();
            assertThat(page.getByRole(AriaRole.HEADING, named("backup"))).isVisible();
            Curl.get(Curl.address(page));

            page.navigate(checks);
            Locator row = page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("backup"));
            assertThat(row).containsText("Up");
            filter(page, "nothing like it");
            assertThat(page.getByText("No check matches.")).isVisible();
            filter(page, "back");
            row.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("backup"))
                    .click();
            button(page, "Pause").click();
            assertThat(button(page, "Resume")).isVisible();

            page.navigate(checks);
            assertThat(row).containsText("Paused");
            page.getByLabel("Choose backup").check();
            button(page, "Delete…").click();
            assertThat(page.getByRole(AriaRole.HEADING, named("Delete this check?")))
                    .isVisible();
            keepScreenshot(page, "delete-without-script");
            button(page, "Delete").click();
            assertThat(page.getByRole(AriaRole.HEADING, named("No checks yet"))).isVisible();

            button(page, "Sign out").click();
            assertThat(page.getByRole(AriaRole.STATUS)).containsText("You are signed out");
        }
    }

    private static void filter(Page page, String text) {
        page.getByLabel("Search").fill(text);
        button(page, "Filter").click();
    }
}
