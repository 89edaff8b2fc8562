package browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
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

    private static void continueWithProvider(Page page) {
        page.getByRole(AriaRole.LINK, named("Continue with single sign-on")).click();
    }
}
