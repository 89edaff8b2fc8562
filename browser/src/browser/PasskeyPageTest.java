package browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** A person creates a passkey with an authenticator that Chromium simulates, and signs in with it. */
class PasskeyPageTest extends PageTest {

    @Test
    void aPasskeyIsCreatedAndSignsInUntilItIsDeleted(Page page) {
        CDPSession devtools = page.context().newCDPSession(page);
        String authenticator = attachAuthenticator(devtools);
        signIn(page, "gita@example.com", "Gita", "Passkeys");

        page.navigate("/account");
        page.getByLabel("Name of the passkey").fill("Laptop");
        button(page, "Create a passkey").click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Your passkeys were changed");
        assertThat(page.getByText("Laptop", exactly())).isVisible();
        expectGoodPage(page, "account-passkey");

        button(page, "Sign out").click();
        button(page, "Use a passkey").click();
        expectSignedIn(page, "Gita");

        page.navigate("/account");
        button(page, "Delete").click();
        assertThat(page.getByText("Laptop", exactly())).isHidden();

        button(page, "Sign out").click();
        devtools.send("WebAuthn.clearCredentials", of(authenticator));
        button(page, "Use a passkey").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("That did not work");
    }

    /** An authenticator that stores passkeys, like a laptop. Its user always agrees. */
    private static String attachAuthenticator(CDPSession devtools) {
        devtools.send("WebAuthn.enable");
        var options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        var arguments = new JsonObject();
        arguments.add("options", options);
        return devtools.send("WebAuthn.addVirtualAuthenticator", arguments)
                .get("authenticatorId")
                .getAsString();
    }

    private static JsonObject of(String authenticator) {
        var arguments = new JsonObject();
        arguments.addProperty("authenticatorId", authenticator);
        return arguments;
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }
}
