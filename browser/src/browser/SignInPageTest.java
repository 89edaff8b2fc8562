package browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** A person signs in by a link or a password, and out again. */
class SignInPageTest extends PageTest {

    private static final String PASSWORD = "correct horse battery";

    @Test
    void theLinkOfATaskSignsInOnce(Page page) {
        String link = Site.get()
                .task("--task=create-account", "--email=ana@example.com", "--name=Ana", "--project=Link")
                .get("link")
                .asString();
        page.navigate(link);
        expectGoodPage(page, "sign-in-link");
        button(page, "Sign in").click();
        expectSignedIn(page, "Ana");

        button(page, "Sign out").click();
        page.navigate(link);
        button(page, "Sign in").click();

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("used already");
    }

    @Test
    void aLinkByMailSignsIn(Page page) {
        Site site = Site.get();
        link("bea@example.com", "Bea", "Mail");
        askForALink(page, "bea@example.com");

        page.navigate(site.addressInMail("bea@example.com", site.url("/sign-in/link")));
        button(page, "Sign in").click();

        expectSignedIn(page, "Bea");
    }

    @Test
    void anAddressWithoutAnAccountIsAnsweredInTheSameWay(Page page) {
        page.navigate("/sign-in");
        expectGoodPage(page, "sign-in");
        askForALink(page, "nobody@example.com");
    }

    @Test
    void aPasswordSignsInAndAWrongOneIsNamed(Page page) {
        signIn(page, "cleo@example.com", "Cleo", "Password");
        page.navigate("/account");
        expectGoodPage(page, "account");
        page.getByLabel("New password").fill(PASSWORD);
        button(page, "Set password").click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("The password is set");
        button(page, "Sign out").click();

        page.navigate("/sign-in");
        signInWith(page, "cleo@example.com", "not " + PASSWORD);
        assertThat(page.getByText("Email or password is wrong.")).isVisible();
        expectGoodPage(page, "sign-in-refused");
        signInWith(page, "cleo@example.com", PASSWORD);

        expectSignedIn(page, "Cleo");
    }

    private static void askForALink(Page page, String email) {
        page.navigate("/sign-in");
        page.locator("#link-email").fill(email);
        button(page, "Send me a sign-in link").click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("If this address has an account");
    }

    private static void signInWith(Page page, String email, String password) {
        page.locator("#email").fill(email);
        page.getByLabel("Password").fill(password);
        button(page, "Sign in with password").click();
    }

    /** A new account's link to sign in. */
    private static String link(String email, String name, String project) {
        return Site.get().account(email, name, project).get("link").asString();
    }
}
