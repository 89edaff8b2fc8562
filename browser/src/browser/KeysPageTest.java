package browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** An owner creates, replaces and revokes a key, and reads about it in the audit log. */
class KeysPageTest extends PageTest {

    @Test
    void aKeyIsCreatedReplacedAndRevokedAndTheAuditLogSaysSo(Page page) {
        String settings = signIn(page, "hugo@example.com", "Hugo", "Night jobs") + "settings/";
        page.navigate(settings + "keys/");
        assertThat(page.getByText("The project has no keys yet.")).isVisible();
        expectGoodPage(page, "keys-empty");

        page.getByLabel("Name").fill("deploy");
        button(page, "Create the key").click();
        assertThat(page.getByText("Copy the new key now.")).isVisible();
        assertThat(page.locator(".copy-line code")).containsText("rcw_");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Copy"))).isVisible();

        page.getByLabel("Replace or revoke deploy").click();
        page.getByLabel("The old key stays valid for").selectOption("1");
        button(page, "Replace the key").click();
        assertThat(page.getByText("expires in 1 day")).isVisible();

        page.navigate(settings + "keys/");
        expectGoodPage(page, "keys");
        page.getByLabel("Replace or revoke deploy").first().click();
        expectGoodPage(page, "keys-open");
        button(page, "Revoke the key").click();
        assertThat(page.getByText("The key is revoked.")).isVisible();

        page.navigate(settings + "audit/");
        assertThat(entry(page, "Hugo revoked the key “deploy”")).isVisible();
        assertThat(entry(page, "Hugo signed in (with a link)")).isVisible();
        expectGoodPage(page, "audit");
        page.getByLabel("About").selectOption("key");
        button(page, "Filter").click();
        assertThat(entry(page, "Hugo replaced the key “deploy”")).isVisible();
        assertThat(entry(page, "signed in")).hasCount(0);
    }

    private static Locator entry(Page page, String text) {
        return page.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHasText(text));
    }
}
