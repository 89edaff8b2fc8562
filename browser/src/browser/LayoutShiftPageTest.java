package browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.project.Projects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Nothing moves under the eyes of a reader: while a page loads what scripts ask for, and while a list is live. */
class LayoutShiftPageTest extends PageTest {

    private static final int PHONE = 390;

    /** Where columns and rows are. The browser's own measure leaves out elements that are replaced. */
    private static final String PLACES = """
            () => [...document.querySelectorAll('.checks th, .checks tbody tr')].map(element => {
                const box = element.getBoundingClientRect();
                return [box.x, box.y + scrollY, box.width, box.height];
            })
            """;

    /** How far the furthest has moved, in pixels. */
    private static final String MOVED = """
            before => {
                const now = (%s)();
                return now.length !== before.length ? Infinity : Math.max(...now.flatMap(
                    (box, n) => box.map((value, side) => Math.abs(value - before[n][side]))));
            }
            """.formatted(PLACES.strip());
    /** The height of a row of a table has fractions. */
    private static final double UNSEEN = 2;

    private final Site site = Site.get();

    @ParameterizedTest
    @ValueSource(ints = {1280, PHONE})
    void aPageStaysWhereItIsWhileItLoads(int width, Page page) throws Exception {
        String email = "still-" + width + "@example.com";
        Projects.NewProject made = site.project("Still " + width);
        String project = signIn(page, email, "Stella", made.id().toString());
        site.account(Map.of("email", email, "operator", "true"));
        String name = "hourly report " + width;
        JsonNode check =
                Api.of(made).post("checks/", "{\"name\": \"" + name + "\", \"timeout\": 3600, \"grace\": 3600}");
        Api.ping(check, "", "");
        site.addLateRuns(name);
        page.setViewportSize(width, 844);
        String key = new CheckId(UUID.fromString(check.get("uuid").asString())).uniqueKey() + "/";

        for (String path : List.of(
                project + "checks/",
                project + "checks/" + key,
                project + "checks/" + key + "edit",
                project + "checks/new",
                project + "channels/",
                project + "settings/",
                project + "settings/maintenance/new",
                project + "settings/badges/",
                "/account",
                "/system")) {
            page.navigate(path);
            page.waitForLoadState(LoadState.NETWORKIDLE);
            LayoutShifts.expectFew(page);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, PHONE})
    void aLiveListStaysWhereItIsWhileChecksChange(int width, Page page) throws Exception {
        Projects.NewProject made = site.project("Live " + width);
        String project = signIn(
                page, "live-" + width + "@example.com", "Livia", made.id().toString());
        for (int n = 0; n < 12; n++) {
            Api.of(made).post("checks/", "{\"name\": \"job " + n + "\", \"tags\": \"prod\"}");
        }
        JsonNode last = Api.of(made).post("checks/", "{\"name\": \"last of all\", \"tags\": \"prod db\"}");
        page.setViewportSize(width, 844);
        page.navigate(project + "checks/");

        List<?> places = (List<?>) page.evaluate(PLACES);
        org.assertj.core.api.Assertions.assertThat(places).hasSizeGreaterThan(13);
        for (String signal : List.of("", "/start", "/fail", "")) {
            Api.ping(last, signal, "");
            assertThat(row(page)).containsText(words(signal));
            // A check that goes down moves to the top, so this is about the places of rows and not about checks.
            org.assertj.core.api.Assertions.assertThat(((Number) page.evaluate(MOVED, places)).doubleValue())
                    .as(words(signal))
                    .isLessThan(UNSEEN);
        }

        LayoutShifts.expectFew(page);
    }

    /** Below some of the names there is no room for another word. */
    @ParameterizedTest
    @ValueSource(ints = {1280, PHONE})
    void rowsStayAsHighAsTheyAreWhenTheirChecksAreMuted(int width, Page page) throws Exception {
        Projects.NewProject made = site.project("Mute " + width);
        String project = signIn(
                page, "mute-" + width + "@example.com", "Muriel", made.id().toString());
        List<String> checks = new ArrayList<>();
        for (String tags : List.of("", "a", "prod", "prod db", "prod database", "production database")) {
            JsonNode check = Api.of(made).post("checks/", "{\"name\": \"job\", \"tags\": \"" + tags + "\"}");
            checks.add(check.get("uuid").asString());
        }
        page.setViewportSize(width, 844);
        page.navigate(project + "checks/");
        assertThat(page.getByRole(AriaRole.TABLE)).not().containsText("Muted");
        List<?> places = (List<?>) page.evaluate(PLACES);

        for (String check : checks) {
            Api.of(made).post("checks/" + check + "/snooze", "{\"seconds\": 3600}");
        }
        page.navigate(project + "checks/");

        assertThat(page.getByText("Muted", new Page.GetByTextOptions().setExact(true)))
                .hasCount(checks.size());
        org.assertj.core.api.Assertions.assertThat(((Number) page.evaluate(MOVED, places)).doubleValue())
                .isLessThan(UNSEEN);
    }

    /** So that the tests above mean something. */
    @Test
    void aPageThatMovesIsNoticed(Page page) {
        page.navigate("/sign-in");
        page.evaluate("document.querySelector('main').style.paddingTop = '600px'");

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> LayoutShifts.expectFew(page))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("layout shift of " + site.url("/sign-in"));
    }

    private static String words(String signal) {
        return switch (signal) {
            case "/start" -> "Running";
            case "/fail" -> "Down";
            default -> "Up";
        };
    }

    private static Locator row(Page page) {
        return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("last of all"));
    }
}
