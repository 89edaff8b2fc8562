package browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.junit.UsePlaywright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import testing.App;
import testing.Tool;
import tools.jackson.databind.JsonNode;

/**
 * A test that opens pages of a {@link Site} in Chromium. It fails if the console of the browser shows an error, which a
 * breach of the content security policy is as well. Without {@code chromium} it is skipped, or fails in CI.
 */
@UsePlaywright(ChromiumOptions.class)
abstract class PageTest {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static final String REFUSED = "Failed to load resource: the server responded with a status of ";

    private final List<String> errors = new ArrayList<>();
    private final List<Page> pages = new ArrayList<>();

    /** A failure tells what the reader saw. */
    @RegisterExtension
    final AfterTestExecutionCallback witness = test -> test.getExecutionException()
            .ifPresent(failure -> pages.stream()
                    .filter(page -> !page.isClosed())
                    .forEach(page -> failure.addSuppressed(new AssertionError(seen(page)))));

    @BeforeAll
    static void needsABrowser() {
        Tool.require("chromium");
        Tool.require("node");
        PlaywrightAssertions.setDefaultAssertionTimeout((double) App.PATIENCE.toMillis());
    }

    @BeforeEach
    void listen(Page page) {
        bePatient(page.context());
        pages.add(page);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> errors.add(page.url() + ": " + error));
    }

    @AfterEach
    void theConsoleShowsNoError() {
        assertThat(errors).isEmpty();
    }

    /**
     * What holds for every page: nothing has moved since it was opened, its HTML is valid, axe finds nothing in either
     * theme, and a phone scrolls in one direction only. Keeps screenshots in {@code target/screenshots}: {@code
     * name-light.png}, {@code -dark}, {@code -phone}.
     */
    static void expectGoodPage(Page page, String name) {
        expectGoodPage(page, name, page.request().get(page.url()).body());
    }

    /** The same for a page that cannot be asked for again, such as the answer to a form. */
    static void expectGoodPage(Page page, String name, byte[] html) {
        expectGoodPage(page, name, html, List.of());
    }

    /** The same for a page of a library, without these rules of axe that it breaks. */
    static void expectGoodPage(Page page, String name, byte[] html, List<String> broken) {
        LayoutShifts.expectFew(page);
        assertThat(HtmlValidator.faults(html))
                .as("faults of the HTML of " + page.url())
                .isEmpty();
        for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
            assertThat(new AxeBuilder(page).analyze().getViolations())
                    .as("found by axe on " + page.url() + ", " + theme)
                    .filteredOn(rule -> !broken.contains(rule.getId()))
                    .extracting(PageTest::described)
                    .isEmpty();
            keepScreenshot(page, name + "-" + theme.name().toLowerCase(Locale.ROOT));
        }
        var desktop = page.viewportSize();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(390, 844);
        assertThat(page.evaluate("document.documentElement.scrollWidth"))
                .as("width of " + page.url() + " on a phone")
                .isEqualTo(390);
        keepScreenshot(page, name + "-phone");
        page.setViewportSize(desktop.width, desktop.height);
        PageRoutes.addSeen(page);
    }

    /** Opens a page that is refused with this status. Chromium reports such an answer as an error. */
    void navigateToRefusal(Page page, String path, int status) {
        var refused = new Page.WaitForConsoleMessageOptions()
                .setPredicate(message -> message.text().startsWith(REFUSED + status));
        page.waitForConsoleMessage(refused, () -> page.navigate(path));
        assertThat(errors.removeIf(error -> error.contains(REFUSED + status))).isTrue();
    }

    /** The browser of another person, or one that runs no scripts. */
    static BrowserContext context(Browser browser, boolean runsScripts) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(Site.get().url("/"))
                .setViewportSize(1280, 800)
                .setJavaScriptEnabled(runsScripts));
        bePatient(context);
        return context;
    }

    /** For actions and navigations, as for assertions. */
    private static void bePatient(BrowserContext context) {
        context.setDefaultTimeout((double) App.PATIENCE.toMillis());
    }

    /** Makes an account that owns the project of this name, and signs it in. Returns the path of the project. */
    static String signIn(Page page, String email, String name, String project) {
        JsonNode account = Site.get().account(email, name, project);
        page.navigate(account.get("link").asString());
        button(page, "Sign in").click();
        expectSignedIn(page, name);
        return "/projects/" + account.get("project").asString() + "/";
    }

    static void expectSignedIn(Page page, String name) {
        assertThat(page.getByRole(AriaRole.BANNER).getByText(name)).isVisible();
    }

    static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, named(name));
    }

    /** With exactly this name for a screen reader. */
    static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    /** Keeps a screenshot of the whole page in {@code target/screenshots}. */
    static void keepScreenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(true));
    }

    private static String seen(Page page) {
        try {
            String text = page.locator("body")
                    .innerText(new Locator.InnerTextOptions().setTimeout(5_000))
                    .strip();
            return page.url() + " shows: " + testing.Browser.beginning(text);
        } catch (PlaywrightException e) {
            return page.url() + " shows nothing: " + e.getMessage();
        }
    }

    private static String described(Rule rule) {
        return rule.getId() + ": "
                + rule.getNodes().stream().map(CheckedNode::getFailureSummary).toList();
    }
}
