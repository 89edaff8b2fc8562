package browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import testing.Receiver;

/** A channel is created with its form, tested against a real receiver, fails, and is repaired. */
class ChannelPageTest extends PageTest {

    private final Receiver receiver = Receiver.start();

    @AfterEach
    void stopReceiver() {
        receiver.close();
    }

    @Test
    void aWebhookIsCreatedTestedAndShownAsFailing(Page page) throws Exception {
        String project = signIn(page, "gina@example.com", "Gina", "Alerts");
        page.navigate(project + "channels/");
        assertThat(page.getByRole(AriaRole.HEADING, named("No channels yet"))).isVisible();
        expectGoodPage(page, "channels-empty");

        page.getByRole(AriaRole.MAIN)
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("New channel"))
                .click();
        expectGoodPage(page, "channel-kinds");
        page.getByRole(AriaRole.LINK, named("Webhook")).click();
        page.getByLabel("Name").fill("on call");
        page.getByLabel(Pattern.compile("^Address \\(")).fill(receiver.url("/hook"));
        expectGoodPage(page, "channel-form");
        button(page, "Create the channel").click();
        assertThat(page.getByText("whsec_")).isVisible();

        button(page, "Send a test alert").click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("The receiver accepted the test alert");
        Assertions.assertThat(receiver.on("/hook")).hasSize(1);
        keepScreenshot(page, "channel-tested");

        page.navigate(project + "checks/");
        page.getByLabel("Name").fill("backup");
        button(page, "Create the check").click();
        receiver.answer(503);
        ping(page, "/fail");
        Awaitility.await().until(() -> receiver.on("/hook").size() > 1);

        page.navigate(project + "channels/");
        page.waitForCondition(() -> {
            page.reload();
            return page.getByText("the receiver answered 503").isVisible();
        });
        assertThat(page.getByRole(AriaRole.HEADING).first()).hasText("One channel fails");
        expectGoodPage(page, "channels-failing");
        page.getByRole(AriaRole.LINK, named("on call")).click();
        assertThat(page.getByText("Messages have not arrived since")).isVisible();
        expectGoodPage(page, "channel-failing");
        page.getByRole(AriaRole.LINK, named("All deliveries")).click();
        assertThat(page.getByRole(AriaRole.MAIN)).containsText("Next attempt");
        expectGoodPage(page, "channel-deliveries");
        page.getByRole(AriaRole.MAIN).getByText("backup").click();
        assertThat(page.getByRole(AriaRole.MAIN)).containsText("Alerts do not arrive");
        expectGoodPage(page, "check-told");
    }

    private static void ping(Page page, String signal) throws Exception {
        String command = page.locator(".snippet code").first().textContent();
        String address = command.replaceFirst(".*[\"'](http[^\"']*)[\"'].*", "$1");
        Assertions.assertThat(HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(address + signal))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body())
                .isEqualTo("OK");
    }
}
