package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.account.ProjectRole;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.Visitor;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import testing.HostileText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A project whose every text is hostile: each page, feed, badge and list shows the texts as what they are. The pages
 * are those that Spring has found, so a new one is opened too.
 */
@RollcallTest
class HostileTextHttpTest {

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)(?::[^}]*)?}");

    /**
     * A line of Prometheus's text format: a comment, or a name with labels, whose values have no line break, and a
     * number.
     */
    private static final Pattern METRIC = Pattern.compile(
            "# (HELP|TYPE) hc_\\w+ .*|hc_\\w+(\\{(\\w+=\"([^\"\\\\]|\\\\[\\\\n\"])*+\",?)*+})? -?[\\d.eE+-]+");

    /** Lines of CSV whose cells are quoted; no cell begins like a formula. */
    private static final Pattern CSV = Pattern.compile(
            "[a-z ,]+\r\n((\"(?![=+\\-@\\t\\r\\n\uff1d\uff0b\uff0d\uff20])([^\"]|\"\")*+\",?)++\r\n)++");

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Readers readers;

    @Autowired
    private List<RequestMappingHandlerMapping> mappings;

    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Set<String> opened = new TreeSet<>();
    private Projects.NewProject project;
    private Visitor owner;

    @BeforeEach
    void fillTheProject() {
        project = fixtures.project();
        owner = readers.signIn(project.id(), ProjectRole.OWNER);
        variables.put("project", project.id().toString());
        variables.put("id", project.id().toString());
        HostileText.all().forEach(this::makeCheck);
        HostileText.names().forEach(this::makeOthers);
        variables.put(
                "key",
                fixtures.json(get("/api/v3/checks/"))
                        .get("checks")
                        .get(0)
                        .get("unique_key")
                        .asString());
        fixtures.call(
                HttpMethod.POST,
                "/api/v3/status-page/",
                project.readWriteKey(),
                json("title", HostileText.names().get(0), "slug", slug(), "public", true));
        variables.put("slug", slug());
    }

    @Test
    void everyPageShowsTextsAsTheyAre() {
        List<String> paths = paths();
        paths.forEach(path -> isHarmless(path, owner.get(path)));
        assertThat(opened)
                .as("pages that were opened")
                .contains(
                        "/projects/" + project.id() + "/checks/",
                        "/projects/" + project.id() + "/settings/audit/audit-log.csv",
                        "/projects/" + project.id() + "/channels/",
                        "/status/" + slug())
                .hasSizeGreaterThan(25);
        String list = Visitor.text(owner.get("/projects/" + project.id() + "/checks/"));
        assertThat(list).contains("&lt;xss-element", "{{31337*3}}", "${31337*3}");
    }

    @Test
    void everyFeedBadgeAndListIsWellFormed() throws Exception {
        for (String format : List.of("json", "rss", "svg")) {
            String path = "/status/" + slug() + "." + format;
            isHarmless(path, fixtures.http().get().uri(path).exchange());
        }
        JsonNode badges = fixtures.json(get("/api/v3/badges/")).get("badges");
        List<String> addresses = new ArrayList<>();
        badges.forEach(badge -> badge.forEach(address -> addresses.add(address.asString())));
        assertThat(addresses).hasSizeGreaterThan(20);
        for (String address : addresses) {
            var uri = java.net.URI.create(address);
            isHarmless(address, fixtures.http().get().uri(uri).exchange());
        }
        for (String path : List.of(
                "/api/v3/checks/", "/api/v3/channels/", "/api/v3/maintenance-windows/", "/api/v3/status-page/")) {
            isHarmless(path, fixtures.call(HttpMethod.GET, path, project.readWriteKey(), ""));
        }
        String metrics = Visitor.text(get("/projects/" + project.id() + "/metrics/" + project.readOnlyKey()));
        assertThat(metrics.split("\n"))
                .hasSizeGreaterThan(20)
                .allMatch(line -> METRIC.matcher(line).matches());
        for (String line : Visitor.text(get("/api/v3/project/export")).lines().toList()) {
            assertThat(JsonMapper.shared().readTree(line).isObject()).isTrue();
        }
    }

    private void makeCheck(String text) {
        MvcTestResult created = fixtures.call(
                HttpMethod.POST,
                "/api/v3/checks/",
                project.readWriteKey(),
                json("name", shortened(text), "tags", text, "desc", text, "success_kw", text, "schedule", "0 0 * * *"));
        assertThat(created).hasStatus(201);
        JsonNode check = fixtures.json(created);
        String ping = "/ping/" + check.get("uuid").asString();
        for (String signal : List.of("", "/fail")) {
            assertThat(fixtures.http()
                            .post()
                            .uri(ping + signal)
                            .header("User-Agent", text.replaceAll("\\p{Cntrl}", " "))
                            .header("X-Request-Id", text.replaceAll("\\p{Cntrl}", " "))
                            .content(text.getBytes(StandardCharsets.UTF_8)))
                    .hasStatusOk();
        }
        variables.put("uuid", check.get("uuid").asString());
        variables.put("n", "1");
    }

    private void makeOthers(String text) {
        String key = project.readWriteKey();
        MvcTestResult channel = fixtures.call(
                HttpMethod.POST,
                "/api/v3/channels/",
                key,
                json("kind", "webhook", "name", text, "url", "http://receiver.example/", "body_down", text));
        assertThat(channel).hasStatus(201);
        variables.put("channel", fixtures.json(channel).get("id").asString());
        MvcTestResult window = fixtures.call(
                HttpMethod.POST,
                "/api/v3/maintenance-windows/",
                key,
                json("name", text, "schedule", "0 2 * * *", "tz", "UTC", "duration", 3600, "all_checks", true));
        assertThat(window).hasStatus(201);
        variables.put("window", fixtures.json(window).get("id").asString());
        String keys = "/projects/" + project.id() + "/settings/keys/";
        owner.submit(keys, keys + "make", "kind", "READ_ONLY", "name", text);
    }

    /** The addresses of all pages that read, with the things of this project. */
    private List<String> paths() {
        return mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
                .filter(page ->
                        AnnotatedElementUtils.hasAnnotation(page.getValue().getBeanType(), PageController.class))
                .filter(page -> page.getKey().getMethodsCondition().getMethods().isEmpty()
                        || page.getKey().getMethodsCondition().getMethods().contains(RequestMethod.GET))
                .flatMap(page -> page.getKey().getPatternValues().stream())
                .filter(path -> !path.contains("{token}"))
                .map(this::filled)
                .sorted()
                .toList();
    }

    private String filled(String pattern) {
        return VARIABLE.matcher(pattern).replaceAll(variable -> {
            String value = variables.get(variable.group(1));
            assertThat(value).as("a value for " + pattern).isNotNull();
            return Matcher.quoteReplacement(value);
        });
    }

    private void isHarmless(String path, MvcTestResult answer) {
        String text = Visitor.text(answer);
        var response = answer.getResponse();
        assertThat(response.getStatus()).as(path).isIn(200, 302, 404, 400);
        if (response.getStatus() == 200) {
            opened.add(path);
        }
        assertThat(response.getHeader(HostileText.HEADER)).as(path).isNull();
        assertThat(text).as(path).doesNotContain(HostileText.EVALUATED);
        String type = String.valueOf(response.getContentType());
        if (type.startsWith("text/html")) {
            assertThat(text)
                    .as(path)
                    .doesNotContain(
                            HostileText.ELEMENT,
                            "\" " + HostileText.ATTRIBUTE,
                            "' " + HostileText.ATTRIBUTE,
                            "href=\"javascript:");
        } else if (type.contains("xml")) {
            assertThat(text).as(path).doesNotContain(HostileText.ELEMENT, "<!DOCTYPE");
            isXml(text);
        } else if (type.contains("json")) {
            // An export has a document on each line.
            assertThat(text.split("\n"))
                    .as(path)
                    .allMatch(line -> JsonMapper.shared().readTree(line).isContainer());
        } else if (type.startsWith("text/csv")) {
            assertThat(text.lines()).as(path).hasSizeGreaterThan(20);
            assertThat(text).as(path).matches(CSV);
        }
    }

    private static void isXml(String text) {
        try {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (Exception e) {
            throw new AssertionError(text, e);
        }
    }

    private MvcTestResult get(String path) {
        return fixtures.call(HttpMethod.GET, path, project.readOnlyKey(), "");
    }

    private String slug() {
        return "s" + project.id().value().toString();
    }

    private static String shortened(String text) {
        return text.length() > 100 ? text.substring(0, 100) : text;
    }

    private static String json(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int n = 0; n < namesAndValues.length; n += 2) {
            fields.put((String) namesAndValues[n], namesAndValues[n + 1]);
        }
        return JsonMapper.shared().writeValueAsString(fields);
    }
}
