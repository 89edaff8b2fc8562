package browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An operator looks at the deploy that the tests run on. */
class SystemPageTest extends PageTest {

    @Test
    void anOperatorSeesTheProcessesAndWhatTheDoctorFinds(Page page) {
        // A new person each time, because nobody stops being an operator.
        String email = "olga-" + UUID.randomUUID() + "@example.com";
        signIn(page, email, "Olga", "Operations");
        assertThat(page.getByRole(AriaRole.LINK, named("System"))).isHidden();
        Site.get().account(Map.of("email", email, "operator", "true"));

        page.reload();
        page.getByRole(AriaRole.LINK, named("System")).click();
        assertThat(page.locator("#live tr").filter(new Locator.FilterOptions().setHasText("worker")))
                .containsText("Running");
        assertThat(page.locator(".findings")).containsText("the role may read and write every table");
        expectGoodPage(page, "system");

        page.navigate("/system/findings");
        expectGoodPage(page, "system-findings");
    }
}
