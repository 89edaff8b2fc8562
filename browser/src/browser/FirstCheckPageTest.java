package browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import testing.Tool;

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
        button(page, "Make the check").click();
        assertThat(page.getByRole(AriaRole.HEADING, named("backup"))).isVisible();
        expectGoodPage(page, "check-new");
        String address = pingAddress(page);

        page.navigate(checks);
        curl(address);
        assertThat(row(page)).containsText("Up", SOON);
        expectGoodPage(page, "checks");
        curl(address + "/fail");
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

    /** The address in the command that the page shows. */
    private static String pingAddress(Page page) {
        String command = page.locator(".snippet code").first().textContent();
        return command.replaceFirst(".*[\"'](http[^\"']*)[\"'].*", "$1");
    }

    private static void curl(String address) throws IOException, InterruptedException {
        Process curl = new ProcessBuilder(Tool.require("curl").toString(), "-fsS", "-m", "10", address).start();
        Assertions.assertThat(new String(curl.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                .isEqualTo("OK");
        Assertions.assertThat(curl.waitFor()).isZero();
    }
}
