package browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.project.Projects;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.pattern.PathPattern;
import tools.jackson.databind.JsonNode;

/** Looks at the pages that no other test has looked at, so that none is left out, and at those without a controller. */
class EveryPageTest extends PageTest {

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)[^/]*}");
    private static final String NEEDS_A_PERSON = "/(projects|account|system|invitation)\\b.*";

    private final Site site = Site.get();
    /** The values of the variables in the paths of pages. */
    private final Map<String, String> variables = new HashMap<>();
    /** Of the pages that only a link with a secret opens, by their path. */
    private final Map<String, String> links = new HashMap<>();

    @Test
    void everyPageOfAControllerIsGood(Page page, Browser browser) throws Exception {
        fill(page);
        List<PathPattern> noPages = new ArrayList<>();
        try (BrowserContext context = context(browser, true)) {
            Page stranger = context.newPage();
            listen(stranger);
            for (PathPattern route : PageRoutes.unseen()) {
                String address = address(route.getPatternString());
                Page reader = address.matches(NEEDS_A_PERSON) ? page : stranger;
                if (isPage(reader, address)) {
                    reader.navigate(address);
                    expectGoodPage(reader, "page" + route.getPatternString().replaceAll("\\{[^/]*}|\\W+", "-"));
                } else {
                    noPages.add(route);
                }
            }
        }
        assertThat(PageRoutes.unseen()).as("redirected, so never looked at").isEqualTo(noPages);
    }

    @Test
    void aQuestionIsAskedBeforeChecksAreDeleted(Page page) throws Exception {
        Projects.NewProject made = site.project("Questions");
        String project = signIn(page, "quinn@example.com", "Quinn", made.id().toString());
        Api.of(made).post("checks/", "{\"name\": \"backup\"}");
        Api.of(made).post("checks/", "{\"name\": \"report\"}");
        page.navigate(project + "checks/");
        page.getByLabel("Choose backup").check();
        page.getByLabel("Choose report").check();

        Response answer = page.waitForResponse(
                response -> response.url().contains("/checks/delete"),
                () -> button(page, "Delete…").click());

        assertThat(page.getByRole(AriaRole.HEADING, named("Delete these 2 checks?")))
                .isVisible();
        expectGoodPage(page, "checks-delete", answer.body());
    }

    @Test
    void aRefusalIsAPageToo(Page page) throws Exception {
        Projects.NewProject made = site.project("Refusals");
        String project = signIn(page, "rita@example.com", "Rita", made.id().toString());
        navigateToRefusal(page, "/projects/" + UUID.randomUUID() + "/checks/", 404);
        assertThat(page.getByRole(AriaRole.HEADING, named("Page not found"))).isVisible();
        expectGoodPage(page, "error-404");

        site.execute("UPDATE memberships SET role = 'VIEWER' WHERE project_id = '" + made.id() + "'");
        navigateToRefusal(page, project + "settings/keys/", 403);
        expectGoodPage(page, "error-403");
    }

    @Test
    void theReferenceOfTheApiIsGood(Page page) {
        page.navigate("/docs/api");
        assertThat(page.getByText("/api/v3/checks/").first()).isVisible();
        // ADR 35: Swagger UI breaks these rules.
        expectGoodPage(
                page,
                "docs-api",
                page.request().get(page.url()).body(),
                List.of("heading-order", "nested-interactive", "region", "select-name"));
    }

    private void fill(Page page) throws Exception {
        Projects.NewProject made = site.project("Every page");
        String project = signIn(page, "elle@example.com", "Elle", made.id().toString());
        site.account(Map.of("email", "elle@example.com", "operator", "true"));
        Api api = Api.of(made);
        JsonNode channel =
                api.post("channels/", "{\"kind\": \"email\", \"name\": \"ops\", \"to\": \"ops@example.com\"}");
        JsonNode window = api.post(
                "maintenance-windows/",
                "{\"name\": \"nightly\", \"schedule\": \"0 2 * * *\", \"duration\": 3600, \"all_checks\": true}");
        api.post("status-page/", "{\"title\": \"Every page\", \"slug\": \"every-page\", \"public\": true}");
        JsonNode check = api.post("checks/", "{\"name\": \"backup\", \"channels\": \"*\"}");
        Api.ping(check, "/fail", "no space left on device");
        CheckId id = new CheckId(UUID.fromString(check.get("uuid").asString()));
        variables.putAll(Map.of(
                "project", made.id().toString(),
                "key", id.uniqueKey(),
                "n", "1",
                "channel", channel.get("id").asString(),
                "window", window.get("id").asString(),
                "slug", "every-page"));
        page.navigate(project + "settings/people/");
        page.getByLabel("Email").fill("new@example.com");
        button(page, "Invite").click();
        button(page, "Invite").click();
        links.put("/invitation", page.getByLabel("Invitation link").inputValue());
        links.put("/sign-in/invitation", site.addressInMail("new@example.com", site.url("/sign-in/invitation")));
        for (String path : List.of("/acknowledge/", "/unsubscribe/")) {
            links.put(path + "{token}", site.addressInMail("ops@example.com", site.url(path)));
        }
    }

    private String address(String route) {
        String link = links.get(route);
        if (link != null) {
            return link.substring(site.url("").length());
        }
        Matcher variable = VARIABLE.matcher(route);
        return variable.replaceAll(found -> Matcher.quoteReplacement(Objects.requireNonNull(
                variables.get(found.group(1)), "a value for " + found.group() + " in " + route)));
    }

    /** Neither a redirect, a file, nor a part of a page that a script asks for. */
    private static boolean isPage(Page reader, String address) {
        APIResponse answer =
                reader.request().get(address, RequestOptions.create().setMaxRedirects(0));
        assertThat(answer.status()).as(address).isIn(200, 302);
        return answer.text().startsWith("<!doctype html>");
    }
}
