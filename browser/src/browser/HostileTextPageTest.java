package browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.rollcall.project.Projects;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import testing.HostileText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A browser opens every page that a project of hostile texts links to. No text becomes an element, an attribute or a
 * script, and the console shows no breach of the content security policy, which would hide it.
 */
class HostileTextPageTest extends PageTest {

    private static final int MAX_PAGES_OF_A_KIND = 2;

    /** Of a project, channel or window; of a check; of a ping. */
    private static final String ID = "[0-9a-f-]{36}|[0-9a-f]{40}|(?<=/)\\d+(?=/)";

    /** Pages that change something, leave the site, or are files. */
    private static final String LEFT_OUT = ".*(sign-out|/export|\\.csv|\\.json|\\.rss|\\.svg|/file|/docs/).*";

    private static final String HARM = """
            () => [...document.querySelectorAll('*')].filter(element =>
                element.localName.startsWith('xss') || element.getAttributeNames().some(name => name.startsWith('xss'))
                || [...element.attributes].some(attribute => /^on/.test(attribute.name) && /alert/.test(attribute.value))
                || /^javascript:/i.test(element.getAttribute('href') || '')).map(element => element.outerHTML)
            """;

    private final Site site = Site.get();
    private final HttpClient http = HttpClient.newHttpClient();
    private String key = "";

    @Test
    void noTextOfAProjectBecomesAnElementOfAPage(Page page) throws Exception {
        List<String> dialogs = new ArrayList<>();
        page.onDialog(dialog -> {
            dialogs.add(dialog.message());
            dialog.dismiss();
        });
        Projects.NewProject made = site.project("\">" + HostileText.ELEMENT + ">");
        key = made.readWriteKey();
        String project =
                signIn(page, "mallory@example.com", "Mallory", made.id().toString());
        fill();

        Set<String> opened = open(page, project, dialogs);

        assertThat(opened).hasSizeGreaterThan(20).contains("/status/hostile");
        assertThat(dialogs).isEmpty();
    }

    /** Opens the pages that begin with this path or are linked from there, some of each kind. Returns their paths. */
    private static Set<String> open(Page page, String project, List<String> dialogs) {
        Set<String> opened = new TreeSet<>();
        Map<String, Integer> kinds = new HashMap<>();
        Deque<String> next = new ArrayDeque<>(List.of("/status/hostile", "/account", project + "checks/"));
        while (!next.isEmpty()) {
            String path = next.remove();
            if (opened.contains(path)
                    || kinds.merge(path.replaceAll(ID, "id"), 1, Integer::sum) > MAX_PAGES_OF_A_KIND) {
                continue;
            }
            opened.add(path);
            page.navigate(path);
            assertThat((List<?>) page.evaluate(HARM)).as(path).isEmpty();
            assertThat(dialogs).as(path).isEmpty();
            links(page).stream()
                    .filter(link -> link.startsWith(project) || link.startsWith("/status/"))
                    .filter(link -> !link.matches(LEFT_OUT))
                    .forEach(next::add);
        }
        return opened;
    }

    private static List<String> links(Page page) {
        return ((List<?>) page.evaluate("""
                        () => [...document.querySelectorAll('a[href]')].filter(link => link.origin === location.origin)
                            .map(link => link.pathname)
                        """)).stream().map(String::valueOf).toList();
    }

    private void fill() throws Exception {
        for (String text : HostileText.all()) {
            String name = text.length() > 100 ? text.substring(0, 100) : text;
            JsonNode check = post("/api/v3/checks/", "name", name, "tags", text, "desc", text);
            for (String signal : List.of("", "/fail")) {
                send(
                        "POST",
                        URI.create(check.get("ping_url").asString() + signal).getPath(),
                        text);
            }
        }
        for (String text : HostileText.names()) {
            post("/api/v3/channels/", "kind", "webhook", "name", text, "url", "http://127.0.0.1:1/", "body_down", text);
            post("/api/v3/maintenance-windows/", "name", text, "schedule", "0 2 * * *", "duration", 3600, "tags", text);
        }
        send(
                "POST",
                "/api/v3/status-page/",
                json("title", HostileText.names().get(0), "slug", "hostile", "public", true));
    }

    private JsonNode post(String path, Object... fields) throws Exception {
        return JsonMapper.shared().readTree(send("POST", path, json(fields)));
    }

    private String send(String method, String path, String body) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(site.url(path)))
                        .header("X-Api-Key", key)
                        .header("User-Agent", "\"><xss-element> ${31337*3}")
                        .method(method, HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
        return answer.body();
    }

    private static String json(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int n = 0; n < namesAndValues.length; n += 2) {
            fields.put((String) namesAndValues[n], namesAndValues[n + 1]);
        }
        return JsonMapper.shared().writeValueAsString(fields);
    }
}
