package browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.rollcall.project.Projects;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A project as it looks after some weeks: checks in every status, with runs behind them. The README shows its pages.
 */
class ManyChecksPageTest extends PageTest {

    private final Site site = Site.get();
    private String key = "";

    @Test
    void aProjectWithAHistoryIsShown(Page page) throws Exception {
        Projects.NewProject made = site.project("Acme nightly");
        key = made.readWriteKey();
        String project = signIn(page, "ada@example.com", "Ada", made.id().toString());
        seedChecks();

        page.navigate(project + "checks/");
        assertThat(page.getByRole(AriaRole.HEADING).first()).hasText("2 checks did not answer");
        expectGoodPage(page, "many-checks");
        keepView(page, "readme-checks", 1280, 1120, ColorScheme.LIGHT);
        keepView(page, "readme-checks-phone-dark", 390, 844, ColorScheme.DARK);
        page.setViewportSize(1280, 900);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));

        page.getByRole(AriaRole.LINK, named("database backup")).click();
        assertThat(page.getByRole(AriaRole.HEADING, named("database backup"))).isVisible();
        expectGoodPage(page, "check-with-history");
        assertThat(page.locator(".chart").first()).isVisible();
        keepView(page, "readme-check", 1280, 900, ColorScheme.LIGHT);

        call("POST", "/api/v3/status-page/", "{\"title\": \"Acme status\", \"slug\": \"acme\", \"public\": true}");
        page.navigate("/status/acme");
        assertThat(page.getByRole(AriaRole.HEADING, named("Acme status"))).isVisible();
        expectGoodPage(page, "status");
    }

    /** A picture of what fits into a window, for the README. */
    private static void keepView(Page page, String name, int width, int height, ColorScheme theme) {
        page.setViewportSize(width, height);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
    }

    private void seedChecks() throws Exception {
        check(
                "database backup",
                "\"tags\": \"prod db\", \"timeout\": 86400, \"grace\": 3600",
                34,
                400,
                "/fail",
                "pg_dump: error: disk full");
        check("invoice run", "\"tags\": \"prod billing\", \"timeout\": 3600, \"grace\": 900", 34, 45, "/3", "exit 3");
        check("search index", "\"tags\": \"prod\", \"timeout\": 900, \"grace\": 600", 40, 70, "", "");
        check("certificates", "\"tags\": \"prod tls\", \"timeout\": 86400, \"grace\": 7200", 22, 12, "", "");
        check("mirror of packages", "\"timeout\": 21600, \"grace\": 3600", 40, 900, "", "");
        check("thumbnails", "\"tags\": \"media\", \"timeout\": 600, \"grace\": 300", 40, 20, "/start", "");
        check(
                "reports to the board",
                "\"schedule\": \"0 7 * * 1\", \"tz\": \"Europe/Riga\", \"grace\": 7200",
                8,
                33,
                "",
                "");
        String paused = check("old importer", "\"tags\": \"legacy\", \"timeout\": 3600, \"grace\": 900", 12, 5, "", "");
        call("POST", "/api/v3/checks/" + paused + "/pause", "");
        call(
                "POST",
                "/api/v3/checks/",
                "{\"name\": \"log rotation\", \"tags\": \"new\", \"timeout\": 86400, \"grace\": 3600}");
        // A ping that is late, but not yet too late.
        site.execute("""
                UPDATE check_states
                SET last_ping_at = now() - interval '20 minutes'
                WHERE check_id IN (SELECT id FROM checks WHERE name = 'search index')
                """);
    }

    /** Makes a check with earlier runs, then sends a signal. Returns its id. */
    private String check(String name, String fields, int runs, int seconds, String signal, String body)
            throws Exception {
        JsonNode made = call("POST", "/api/v3/checks/", "{\"name\": \"" + name + "\", " + fields + "}");
        String id = made.get("uuid").asString();
        site.execute("""
                INSERT INTO pings (check_id, n, kind, received_at, scheme, method, remote_address, user_agent, duration_ms)
                SELECT id, n, CASE WHEN n %% 17 = 11 THEN 'FAIL' ELSE 'SUCCESS' END,
                    now() - (%1$d - n + 1) * COALESCE(period_seconds, 86400) * interval '1 second', 'https', 'POST',
                    '192.0.2.7', 'curl/8.5.0', %2$d * (800 + abs(hashtext(name || n)) %% 500)
                FROM checks, generate_series(1, %1$d) n
                WHERE id = '%3$s';
                UPDATE check_states
                SET ping_count = %1$d
                WHERE check_id = '%3$s'
                """.formatted(runs, seconds, id));
        ping(made.get("ping_url").asString() + "/start", "");
        ping(made.get("ping_url").asString() + signal, body);
        return id;
    }

    private JsonNode call(String method, String path, String body) throws IOException, InterruptedException {
        String answer = send(site.url(path), method, body, Map.of("X-Api-Key", key));
        return JsonMapper.shared().readTree(answer);
    }

    private static void ping(String address, String body) throws IOException, InterruptedException {
        send(address, "POST", body, Map.of());
    }

    private static String send(String address, String method, String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address)).method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        org.assertj.core.api.Assertions.assertThat(answer.statusCode())
                .as(answer.body())
                .isBetween(200, 299);
        return answer.body();
    }
}
