package browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The settings of a project, and what the form of a check says about other settings. */
class SettingsPageTest extends PageTest {

    @Test
    void anOwnerSetsAProjectUp(Page page) {
        String project = signIn(page, "grace@example.com", "Grace", "Night shift");
        firstCheck(page, project, "database backup");
        firstCheck(page, project, "report");

        page.getByRole(AriaRole.LINK, named("Settings")).click();
        assertThat(page.getByRole(AriaRole.HEADING, named("Night shift"))).isVisible();
        page.getByLabel("Name").fill("Nightly jobs");
        button(page, "Save").click();
        assertThat(page.getByRole(AriaRole.HEADING, named("Nightly jobs"))).isVisible();
        expectGoodPage(page, "settings");

        settings(page, "People");
        expectGoodPage(page, "settings-people");
        makeWindows(page);
        planFromACheck(page, project);
        copyBadges(page);
        settings(page, "Import and export");
        expectGoodPage(page, "settings-transfer");
        publish(page);
    }

    @Test
    void theFormOfACheckSaysWhatOtherSettingsWouldHaveReported(Page page) {
        String project = signIn(page, "joan@example.com", "Joan", "Imports");
        page.navigate(project + "checks/new");
        page.getByLabel("Name").fill("hourly import");
        page.locator("[name=periodUnit]").selectOption("hours");
        button(page, "Save").click();
        firstCheck(page, project, "source database");
        Site.get().addLateRuns("hourly import");

        page.navigate(project + "checks/");
        page.getByRole(AriaRole.LINK, named("hourly import")).click();
        page.getByRole(AriaRole.LINK, named("Edit")).click();
        assertThat(page.locator("#what-if-answer")).containsText("there would have been no alert");
        page.locator("#grace").fill("10");
        page.locator("[name=graceUnit]").selectOption("minutes");
        assertThat(page.locator("#what-if-answer")).containsText("there would have been 6 alerts");
        keepScreenshot(page, "what-if");
        button(page, "Use 25 minutes").click();
        assertThat(page.locator("#grace")).hasValue("25");
        assertThat(page.locator("#grace")).isFocused();
        assertThat(page.locator("#what-if-answer")).containsText("there would have been no alert");

        page.getByText("Dependencies").click();
        page.getByLabel("source database").check();
        button(page, "Save").click();
        assertThat(page.getByText("Depends on")).isVisible();
        expectGoodPage(page, "check-with-parent");
        page.getByRole(AriaRole.LINK, named("Edit")).click();
        expectGoodPage(page, "check-edit");
    }

    private static void makeWindows(Page page) {
        settings(page, "Maintenance");
        expectGoodPage(page, "settings-maintenance-empty");
        page.getByRole(AriaRole.LINK, named("New window")).click();
        page.getByLabel("Name").fill("Database move");
        page.getByPlaceholder("Find a check").fill("repo");
        assertThat(page.getByLabel("database backup")).hasCount(0);
        page.getByLabel("report", new Page.GetByLabelOptions().setExact(true)).check();
        expectGoodPage(page, "settings-window");
        button(page, "Save").click();
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("The window was created.");

        page.getByRole(AriaRole.LINK, named("New window")).click();
        page.getByLabel("Name").fill("Nightly restart");
        page.getByLabel("Repeatedly").check();
        page.getByLabel("Opens").fill("30 3 * * 7");
        assertThat(page.locator("#preview")).containsText("every Sunday at 03:30 UTC, for 1 hour");
        page.getByLabel("All checks").check();
        keepScreenshot(page, "settings-window-repeated");
        button(page, "Save").click();
        assertThat(page.getByText("every Sunday at 03:30 UTC, for 1 hour")).isVisible();
        expectGoodPage(page, "settings-maintenance");
    }

    /** Leaves the settings and comes back to them. */
    private static void planFromACheck(Page page, String project) {
        page.navigate(project + "checks/");
        page.getByRole(AriaRole.LINK, named("report")).click();
        assertThat(page.locator("#maintenance")).containsText("Database move");
        assertThat(page.locator("#maintenance")).containsText("Nightly restart");
        expectGoodPage(page, "check-maintenance");
        page.getByRole(AriaRole.LINK, named("Plan maintenance")).click();
        assertThat(page.getByLabel("report", new Page.GetByLabelOptions().setExact(true)))
                .isChecked();
    }

    private static void copyBadges(Page page) {
        settings(page, "Badges");
        Locator badge = page.locator("details").filter(new Locator.FilterOptions().setHasText("database backup"));
        badge.locator("summary").click();
        assertThat(badge.getByText("Markdown")).isVisible();
        assertThat(badge.locator("img")).hasJSProperty("complete", true);
        expectGoodPage(page, "settings-badges");
    }

    private static void publish(Page page) {
        settings(page, "Status page");
        page.getByLabel("Title").fill("Nightly jobs");
        page.getByLabel("End of the address").fill("nightly");
        page.getByLabel("Everyone may read it, without an account").check();
        button(page, "Save").click();
        assertThat(page.getByRole(AriaRole.HEADING, named("The status page is public")))
                .isVisible();
        expectGoodPage(page, "settings-status-page");
        page.getByRole(AriaRole.LINK, named("Open it")).click();
        assertThat(page).hasURL(Pattern.compile("/status/nightly$"));
    }

    private static void settings(Page page, String part) {
        page.getByRole(AriaRole.NAVIGATION, named("Settings"))
                .getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName(part).setExact(true))
                .click();
        assertThat(page.getByRole(AriaRole.NAVIGATION, named("Settings"))
                        .getByRole(
                                AriaRole.LINK,
                                new Locator.GetByRoleOptions().setName(part).setExact(true)))
                .hasAttribute("aria-current", "page");
    }

    private static void firstCheck(Page page, String project, String name) {
        page.navigate(project + "checks/new");
        page.getByLabel("Name").fill(name);
        button(page, "Save").click();
        assertThat(page.getByRole(AriaRole.HEADING, named(name))).isVisible();
    }
}
