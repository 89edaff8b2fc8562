package browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A person signs in with the identity provider of the deploy. */
class ProviderPageTest extends PageTest {

    @Test
    void aPersonOfTheProviderSignsInIfItVouchesForTheAddress(Page page) {
        Site site = Site.get();
        site.account("hugo@example.com", "Hugo", "Provider");

        site.provider().person("hugo@example.com", false);
        page.navigate("/sign-in");
        continueWithProvider(page);
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Single sign-on did not work");
        expectGoodPage(page, "sign-in-provider-refused");

        site.provider().person("hugo@example.com", true);
        continueWithProvider(page);
        expectSignedIn(page, "Hugo");
    }

    @Test
    void whoeverWasOnlyRememberedSignsInAgainAndComesBackToTheAccount(Page page) {
        Site site = Site.get();
        site.account("ines@example.com", "Ines", "Again");
        site.provider().person("ines@example.com", true);
        site.provider().signedInBefore(Duration.ofHours(1));
        page.navigate("/sign-in");
        continueWithProvider(page);
        expectSignedIn(page, "Ines");

        page.navigate("/account");
        assertThat(page.getByLabel("New password")).hasCount(0);
        expectGoodPage(page, "account-not-recent");
        page.getByRole(AriaRole.LINK, named("Sign in again")).click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Sign in again to go on");
        assertThat(page.locator("#email")).hasValue("ines@example.com");
        expectGoodPage(page, "sign-in-again");

        site.provider().signedInBefore(Duration.ZERO);
        continueWithProvider(page);
        assertThat(page).hasURL(site.url("/account"));
        assertThat(page.getByLabel("New password")).isVisible();
    }

    private static void continueWithProvider(Page page) {
        page.getByRole(AriaRole.LINK, named("Continue with single sign-on")).click();
    }
}
