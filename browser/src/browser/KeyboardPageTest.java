package browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rollcall.project.Projects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A person without a mouse finds a check, tries other settings, saves them and deletes the check. */
class KeyboardPageTest extends PageTest {

    private final Site site = Site.get();

    @Test
    void aCheckIsFoundEditedAndDeletedByKeyboard(Page page) throws Exception {
        JsonNode check = begin(page, "kim@example.com", "keyed import");
        var keyboard = new Keyboard(page);

        keyboard.type(page.getByLabel("Search"), "keyed");
        assertThat(link(page, "mailer")).isHidden();
        assertThat(page.getByLabel("Search")).isFocused();

        keyboard.tabTo(link(page, "keyed import"));
        Api.ping(check, "/fail", "");
        assertThat(row(page)).containsText("Down");
        assertThat(link(page, "keyed import")).isFocused();
        keyboard.expectVisibleFocus();
        Api.ping(check, "", "");
        assertThat(row(page)).containsText("Up");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.HEADING, named("keyed import"))).isVisible();

        site.addLateRuns("keyed import");
        keyboard.enter(page.getByRole(AriaRole.LINK, named("Edit")));
        keyboard.type(page.locator("#grace"), "10");
        keyboard.tabTo(page.locator("[name=graceUnit]"));
        page.keyboard().type("minutes");
        assertThat(page.locator("#what-if-answer")).containsText("there would have been 6 alerts");
        assertThat(page.locator("[name=graceUnit]")).isFocused();
        takeTheProposal(page, keyboard);
        deleteByName(page, keyboard);
    }

    @Test
    void theSameIsPossibleWithoutScripts(Browser browser) throws Exception {
        try (BrowserContext context = context(browser, false)) {
            Page page = context.newPage();
            begin(page, "lou@example.com", "typed import");
            var keyboard = new Keyboard(page);

            keyboard.type(page.getByLabel("Search"), "typed");
            page.keyboard().press("Enter");
            assertThat(link(page, "mailer")).isHidden();
            keyboard.enter(link(page, "typed import"));

            site.addLateRuns("typed import");
            keyboard.enter(page.getByRole(AriaRole.LINK, named("Edit")));
            keyboard.type(page.locator("#grace"), "10");
            keyboard.tabTo(page.locator("[name=graceUnit]"));
            page.keyboard().type("minutes");
            keyboard.enter(button(page, "Try these settings"));
            assertThat(page.locator("#what-if-answer")).containsText("there would have been 6 alerts");
            takeTheProposal(page, keyboard);
            deleteByName(page, keyboard);
        }
    }

    /** Signs in and opens the list of a project with two checks, of which the one with this name pings each hour. */
    private JsonNode begin(Page page, String email, String name) throws Exception {
        Projects.NewProject project = site.project("By hand");
        Api api = Api.of(project);
        JsonNode check = api.post("checks/", "{\"name\": \"" + name + "\", \"timeout\": 3600, \"grace\": 3600}");
        api.post("checks/", "{\"name\": \"mailer\"}");
        page.navigate(
                site.account(email, "Kim", project.id().toString()).get("link").asString());
        new Keyboard(page).enter(button(page, "Sign in"));
        expectSignedIn(page, "Kim");
        // Where a person with one project is already; a second attempt of this test made another.
        page.navigate("/projects/" + project.id() + "/checks/");
        assertThat(link(page, "mailer")).isVisible();
        return check;
    }

    /** The page says which grace time is enough. Enter in its field saves the form. */
    private static void takeTheProposal(Page page, Keyboard keyboard) {
        keyboard.enter(button(page, "Use 25 minutes"));
        assertThat(page.locator("#grace")).hasValue("25");
        assertThat(page.locator("#grace")).isFocused();
        keyboard.expectVisibleFocus();
        page.keyboard().press("Enter");
        assertThat(page.locator(".facts")).containsText("25 minutes");
    }

    private static void deleteByName(Page page, Keyboard keyboard) {
        Locator name = page.getByLabel("Type its name to confirm");
        String right = page.getByRole(AriaRole.HEADING).first().textContent();
        keyboard.enter(page.locator("#delete summary"));
        keyboard.type(name, "mailer");
        page.keyboard().press("Enter");
        assertThat(page.locator("#name-error")).isVisible();
        assertThat(name).isFocused();
        keyboard.type(name, right);
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("/checks/(\\?.*)?$"));
        assertThat(link(page, "mailer")).isVisible();
        assertThat(link(page, right)).isHidden();
    }

    private static Locator row(Page page) {
        return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("import"));
    }

    private static Locator link(Page page, String check) {
        return page.getByRole(AriaRole.LINK, named(check));
    }
}
