package browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** An owner invites a second person, who joins in a browser of their own. */
class InvitationPageTest extends PageTest {

    @Test
    void aMailInvitesSomebodyWithoutAnAccount(Page page, Browser browser) {
        Site site = Site.get();
        invite(page, signIn(page, "ines@example.com", "Ines", "By mail"), "Viewer", "jan@example.com");
        assertThat(page.getByText("jan@example.com")).isVisible();
        expectGoodPage(page, "people");

        try (BrowserContext context = context(browser, true)) {
            Page second = context.newPage();
            second.navigate(site.addressInMail("jan@example.com", site.url("/sign-in/invitation")));
            assertThat(second.getByText("By mail")).isVisible();
            expectGoodPage(second, "invitation");
            button(second, "Join").click();
            expectSignedIn(second, "jan@example.com");
            assertThat(second.getByText("By mail")).isVisible();
        }
        page.reload();
        assertThat(page.getByLabel("Role of jan@example.com")).hasValue("VIEWER");
    }

    @Test
    void aLinkIsPassedOnToSomebodyWithAnAccount(Page page, Browser browser) {
        invite(page, signIn(page, "kaya@example.com", "Kaya", "By link"), "Member", "");
        String link = page.getByLabel("Invitation link").inputValue();

        try (BrowserContext context = context(browser, true)) {
            Page second = context.newPage();
            second.navigate(link);
            assertThat(second.getByRole(AriaRole.HEADING, named("Sign in"))).isVisible();
            signIn(second, "lars@example.com", "Lars", "Own");
            button(second, "Join").click();
            assertThat(second.getByText("By link")).isVisible();
        }
        page.reload();
        assertThat(page.getByLabel("Role of lars@example.com")).hasValue("MEMBER");
    }

    private static void invite(Page page, String project, String role, String email) {
        page.navigate(project + "settings/people/");
        page.getByLabel("Role", new Page.GetByLabelOptions().setExact(true)).selectOption(role);
        page.getByLabel("Email").fill(email);
        button(page, "Invite").click();
    }
}
