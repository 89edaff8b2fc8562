package dev.rollcall.page.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.project.Projects;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;

/** What strangers see of a project, in all forms. */
@RollcallTest
class PublicStatusHttpTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String NEXT_DAY = "\"start\": \"2026-03-02T02:00:00Z\", \"end\": \"2026-03-02T04:00:00Z\"";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    private Projects.NewProject project;
    private String slug;

    @BeforeEach
    void makePublicPage() {
        project = fixtures.project();
        slug = UUID.randomUUID().toString();
        clock.set(NOON);
        set("{\"title\": \"Acme status\", \"slug\": \"" + slug + "\", \"public\": true}");
    }

    @Test
    void aPageThatIsNotPublicIsAsIfItDidNotExist() {
        set("{\"public\": false}");
        for (String form : List.of("", ".json", ".rss", ".svg")) {
            assertThat(get("/status/" + slug + form)).as(form).hasStatus(404);
            assertThat(get("/status/no-such-page" + form)).as(form).hasStatus(404);
        }
        assertThat(get("/status/" + slug + ".pdf")).hasStatus(404);
        assertThat(get("/status/" + slug))
                .hasContentTypeCompatibleWith("text/html")
                .bodyText()
                .contains("Page not found")
                .doesNotContain("Acme");
    }

    @Test
    void thereIsAComponentForEachTagAndOneForTheRest() {
        fixtures.ping(check("db prod"), "");
        fixtures.ping(check("db"), "/fail");
        fixtures.ping(check("  prod\\tweb "), "");
        check("idle");
        UUID paused = check("paused");
        fixtures.call(HttpMethod.POST, "/api/v3/checks/" + paused + "/pause", project.readWriteKey(), "");
        fixtures.ping(check(""), "");

        JsonNode status = json();

        assertThat(status.get("components")
                        .valueStream()
                        .map(component -> component.get("name").asString() + " "
                                + component.get("status").asString()))
                .containsExactly("db down", "idle new", "paused paused", "prod up", "web up", " up");
        assertThat(status.get("status").asString()).isEqualTo("down");
        assertThat(status.at("/components/1/uptime").isNull())
                .as("nothing is known of what never ran")
                .isTrue();
        assertThat(status.at("/components/1/days/89/down_seconds").isNull()).isTrue();
        assertThat(html())
                .contains("<title>Acme status</title>", "db is down", ">Others<", ">Not started yet<", ">Paused<");
        assertThat(get("/status/" + slug + ".svg")).bodyText().contains(">Acme status<", ">down<");
    }

    /** It is no white space between tags. */
    @Test
    void aNoBreakSpaceIsATag() {
        fixtures.ping(check("\u00a0  \u00a0"), "");

        assertThat(json().get("components")
                        .valueStream()
                        .map(component -> component.get("name").asString()))
                .containsExactly("\u00a0");
    }

    @Test
    void aTagThatIsDownIsShownHoweverManyOthersThereAre() {
        for (String group : List.of("a", "b")) {
            String tags = IntStream.range(0, StatusReports.MAX_COMPONENTS / 2)
                    .mapToObj(n -> group + n)
                    .collect(Collectors.joining(" "));
            fixtures.ping(check(tags), "");
        }
        fixtures.ping(check("zulu"), "/fail");

        JsonNode status = json();

        assertThat(status.get("status").asString()).isEqualTo("down");
        assertThat(status.get("components")).hasSize(StatusReports.MAX_COMPONENTS);
        assertThat(status.at("/components/0/name").asString()).isEqualTo("zulu");
        assertThat(status.at("/components/1/name").asString()).isEqualTo("a0");
        assertThat(html()).contains("zulu is down");
        assertThat(get("/status/" + slug + ".svg")).bodyText().contains(">down<");
    }

    @Test
    void anIncidentThatLastsIsShownHoweverManyEndedLater() {
        fixtures.ping(check("db"), "/fail");
        clock.advance(Duration.ofMinutes(1));
        UUID restless = check("web");
        fixtures.ping(restless, "");
        fixtures.jdbc()
                .sql("""
                        INSERT INTO flips (check_id, from_status, to_status, reason, flipped_at)
                        SELECT :check, f.from_status, f.to_status, f.reason, :from + n * interval '1 second'
                        FROM generate_series(1, 20002) n
                        JOIN (VALUES (0, 'DOWN', 'UP', 'PING'), (1, 'UP', 'DOWN', 'FAIL'))
                            AS f (parity, from_status, to_status, reason) ON f.parity = n % 2
                        """)
                .param("check", restless)
                .param("from", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        clock.advance(Duration.ofDays(1));

        assertThat(json().at("/incidents/0/component").asString()).isEqualTo("db");
        assertThat(html()).contains("db is down").doesNotContain("Everything is up");
    }

    @Test
    void incidentsOfTheChecksOfATagAreOneAndTheDaysCountThem() {
        clock.set(NOON.minus(Duration.ofDays(3)));
        UUID one = check("db");
        UUID two = check("db");
        fixtures.ping(one, "/fail");
        clock.advance(Duration.ofHours(1));
        fixtures.ping(two, "/fail");
        clock.advance(Duration.ofHours(1));
        fixtures.ping(one, "");
        clock.advance(Duration.ofHours(1));
        fixtures.ping(two, "");
        clock.set(NOON.minus(Duration.ofMinutes(1)));
        fixtures.ping(one, "");
        fixtures.ping(two, "");
        clock.set(NOON);
        fixtures.ping(two, "/fail");

        JsonNode status = json();

        assertThat(status.get("incidents").toString())
                .isEqualTo("[{\"component\":\"db\",\"started\":\"2026-03-01T12:00:00+00:00\",\"ended\":null},"
                        + "{\"component\":\"db\",\"started\":\"2026-02-26T12:00:00+00:00\","
                        + "\"ended\":\"2026-02-26T15:00:00+00:00\"}]");
        JsonNode component = status.at("/components/0");
        assertThat(component.get("days").size()).isEqualTo(90);
        assertThat(component.at("/days/85").toString()).isEqualTo("{\"date\":\"2026-02-25\",\"down_seconds\":null}");
        assertThat(component.at("/days/86").toString()).isEqualTo("{\"date\":\"2026-02-26\",\"down_seconds\":10800}");
        assertThat(component.at("/days/87").toString()).isEqualTo("{\"date\":\"2026-02-27\",\"down_seconds\":0}");
        assertThat(component.at("/days/89/date").asString()).isEqualTo("2026-03-01");
        // 3 of 72 hours.
        assertThat(component.get("uptime").asDouble()).isEqualTo(95.833);
        assertThat(html()).contains("95.83 % up in 90 days").contains("M344 0h3v20h-3z");
    }

    @Test
    void aCheckPastItsDeadlineIsDownEvenBeforeASweep() {
        UUID check = fixtures.check(project, "{\"tags\": \"db\", \"timeout\": 3600, \"grace\": 600}");
        clock.set(NOON.minus(Duration.ofHours(3)));
        fixtures.ping(check, "");
        clock.set(NOON);

        assertThat(json().get("incidents").toString())
                .isEqualTo("[{\"component\":\"db\",\"started\":\"2026-03-01T10:10:00+00:00\",\"ended\":null}]");
        assertThat(json().at("/components/0/status").asString()).isEqualTo("down");
    }

    @Test
    void plannedMaintenanceIsAnnouncedWithItsTags() {
        UUID check = check("web");
        window(
                "{\"name\": \"Disks\", \"start\": \"2026-03-02T02:00:00Z\", \"end\": \"2026-03-02T04:00:00Z\", \"tags\": \"db\", \"checks\": [\""
                        + check + "\"]}");
        window("{\"name\": \"Nightly\", \"schedule\": \"0 23 * * *\", \"duration\": 3600, \"all_checks\": true}");
        window(
                "{\"name\": \"Far\", \"start\": \"2026-06-02T02:00:00Z\", \"end\": \"2026-06-02T04:00:00Z\", \"all_checks\": true}");

        assertThat(json().get("maintenance").valueStream().map(JsonNode::toString))
                .containsExactly(
                        "{\"name\":\"Nightly\",\"starts\":\"2026-03-01T23:00:00+00:00\",\"ends\":\"2026-03-02T00:00:00+00:00\",\"components\":[]}",
                        "{\"name\":\"Disks\",\"starts\":\"2026-03-02T02:00:00+00:00\",\"ends\":\"2026-03-02T04:00:00+00:00\",\"components\":[\"db\",\"web\"]}",
                        "{\"name\":\"Nightly\",\"starts\":\"2026-03-02T23:00:00+00:00\",\"ends\":\"2026-03-03T00:00:00+00:00\",\"components\":[]}",
                        "{\"name\":\"Nightly\",\"starts\":\"2026-03-03T23:00:00+00:00\",\"ends\":\"2026-03-04T00:00:00+00:00\",\"components\":[]}");
        assertThat(html()).contains("Planned maintenance", ">Disks<", "db, web");
    }

    @Test
    void maintenanceOfChecksWithoutATagIsAboutTheRest() {
        UUID web = check("web");
        UUID rest = check(" ");
        window("{\"name\": \"Rest\", " + NEXT_DAY + ", \"checks\": [\"" + rest + "\"]}");
        window("{\"name\": \"Two\", " + NEXT_DAY + ", \"checks\": [\"" + rest + "\", \"" + web + "\"]}");

        assertThat(announced()).containsExactly("Rest [\"\"]", "Two [\"web\",\"\"]");
        assertThat(html()).contains(">Others<", "web, Others");
    }

    @Test
    void maintenanceOfDeletedChecksIsNotAnnounced() {
        UUID check = check("web");
        window("{\"name\": \"Gone\", " + NEXT_DAY + ", \"checks\": [\"" + check + "\"]}");
        window("{\"name\": \"Kept\", " + NEXT_DAY + ", \"checks\": [\"" + check + "\"], \"tags\": \"db\"}");

        fixtures.call(HttpMethod.DELETE, "/api/v3/checks/" + check, project.readWriteKey(), "");

        assertThat(announced()).containsExactly("Kept [\"db\"]");
    }

    @Test
    void everyFormMayBeKeptForSomeSecondsAndHasAnEntityTag() {
        for (String form : List.of("", ".json", ".rss", ".svg")) {
            MvcTestResult answer = get("/status/" + slug + form);
            assertThat(answer)
                    .as(form)
                    .hasStatusOk()
                    .hasHeader("Cache-Control", "max-age=15, public")
                    .doesNotContainHeader("Set-Cookie");
            String tag = Objects.requireNonNull(answer.getResponse().getHeader("ETag"));
            assertThat(tag).as(form).isNotEmpty();
            assertThat(fixtures.http().get().uri("/status/" + slug + form).header("If-None-Match", tag))
                    .as(form)
                    .hasStatus(304)
                    .hasBodyTextEqualTo("");
        }
        assertThat(get("/status/" + slug)).hasHeader("Vary", "Accept-Language");
    }

    @Test
    void aChangeIsShownWhenThePageWasKeptLongEnough() {
        UUID check = check("db");
        fixtures.ping(check, "");
        String before = html();
        fixtures.ping(check, "/fail");
        clock.advance(CachedStatus.KEEP.minusMillis(1));
        assertThat(html()).isEqualTo(before).contains("Everything is up");
        clock.advance(Duration.ofMillis(1));
        assertThat(html()).contains("db is down");
    }

    @Test
    void textOfPeopleIsEscapedInEveryForm() throws Exception {
        String evil = "<script>alert(1)</script>&\\\"'";
        set("{\"title\": \"" + evil + "\"}");
        fixtures.ping(check("<b>\\\"x\\\"&"), "/fail");
        window("{\"name\": \"" + evil + "\", \"schedule\": \"0 23 * * *\", \"duration\": 3600, \"all_checks\": true}");

        assertThat(html())
                .doesNotContain("<script>alert", "<b>", " style=", "onload")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;");
        assertThat(text(feed(), "title")).contains("<script>alert(1)</script>&\"'", "<b>\"x\"& is down");
        assertThat(json().get("title").asString()).isEqualTo("<script>alert(1)</script>&\"'");
    }

    @Test
    void thePageLoadsOnlyItsStyleSheetAndHasNoScript() {
        assertThat(get("/status/" + slug).getResponse().getHeader("Content-Security-Policy"))
                .contains("default-src 'none'", "style-src 'self'");
        assertThat(html())
                .contains("<link rel=\"stylesheet\" href=\"/assets/rollcall-")
                .doesNotContain("<script");
    }

    @Test
    void nothingTellsWhichChecksThereAre() {
        UUID check = fixtures.check(
                project,
                "{\"name\": \"secret name\", \"slug\": \"secret-slug\", \"desc\": \"secret text\", \"tags\": \"db\"}");
        fixtures.http()
                .post()
                .uri("/ping/" + check + "/fail")
                .content("secret output")
                .exchange();

        for (String form : List.of("", ".json", ".rss", ".svg")) {
            assertThat(get("/status/" + slug + form))
                    .as(form)
                    .bodyText()
                    .doesNotContain(
                            "secret",
                            check.toString(),
                            new CheckId(check).uniqueKey(),
                            project.id().toString(),
                            project.pingKey());
        }
    }

    @Test
    void thePageIsInTheLanguageOfTheBrowserAndInUtcForAll() {
        check("");
        for (String[] language : new String[][] {
            {"de", "Alles läuft"}, {"fr-CA", "Tout fonctionne"}, {"es", "Todo funciona"}, {"lv", "Everything is up"}
        }) {
            assertThat(fixtures.http().get().uri("/status/" + slug).header("Accept-Language", language[0]))
                    .bodyText()
                    .contains(language[1], "UTC");
        }
    }

    @Test
    void theFeedHasAnItemForEachIncident() throws Exception {
        UUID check = check("db");
        fixtures.ping(check, "/fail");
        clock.advance(Duration.ofMinutes(5));
        fixtures.ping(check, "");
        clock.advance(Duration.ofMinutes(5));

        Document feed = feed();

        assertThat(text(feed, "title")).containsExactly("Acme status", "db was down");
        assertThat(text(feed, "link"))
                .containsOnly("https://rollcall.example/status/" + slug)
                .hasSize(2);
        assertThat(text(feed, "description"))
                .contains("Down from 2026-03-01T12:00:00+00:00 to 2026-03-01T12:05:00+00:00");
        assertThat(text(feed, "pubDate")).containsExactly("Sun, 1 Mar 2026 12:05:00 GMT");
    }

    @Test
    void onAHostOfItsOwnThePageIsAtTheRootAndOtherPagesAreMissing() throws Exception {
        String host = slug + ".example.com";
        set("{\"host\": \"" + host + "\"}");
        clock.advance(Duration.ofSeconds(15));

        assertThat(at(host, "/")).hasForwardedUrl("/status/" + slug);
        assertThat(at(host, "/status/" + slug)).hasStatusOk();
        assertThat(text(feed(), "link")).containsOnly("https://" + host + "/");
        assertThat(at(host, "/projects/")).hasStatus(404);
        assertThat(at("other." + host, "/")).hasStatusOk().bodyText().contains("Who answered the roll?");

        Projects.NewProject rival = fixtures.project();
        String fields = "{\"title\": \"Rival\", \"slug\": \"rival-" + slug + "\", \"public\": true}";
        fixtures.call(HttpMethod.POST, "/api/v3/status-page/", rival.readWriteKey(), fields);
        for (String form : List.of("", ".json", ".rss", ".svg")) {
            assertThat(get("/status/rival-" + slug + form)).as(form).hasStatusOk();
            assertThat(at(host, "/status/rival-" + slug + form)).as(form).hasStatus(404);
        }

        // It does not turn into a page to sign in.
        set("{\"public\": false}");
        clock.advance(Duration.ofSeconds(15));
        assertThat(at(host, "/")).hasForwardedUrl("/status/" + slug);
        assertThat(at(host, "/status/" + slug)).hasStatus(404);
    }

    private MvcTestResult at(String host, String path) {
        return fixtures.http()
                .get()
                .uri(path)
                .with(request -> {
                    request.setServerName(host);
                    return request;
                })
                .exchange();
    }

    private UUID check(String tags) {
        return fixtures.check(project, "{\"name\": \"a check\", \"tags\": \"" + tags + "\"}");
    }

    /** The name and the components of each planned maintenance. */
    private List<String> announced() {
        return json().get("maintenance")
                .valueStream()
                .map(planned -> planned.get("name").asString() + " " + planned.get("components"))
                .toList();
    }

    private void window(String fields) {
        assertThat(fixtures.call(HttpMethod.POST, "/api/v3/maintenance-windows/", project.readWriteKey(), fields))
                .hasStatus(201);
    }

    private void set(String fields) {
        assertThat(fixtures.call(HttpMethod.POST, "/api/v3/status-page/", project.readWriteKey(), fields))
                .hasStatusOk();
    }

    private MvcTestResult get(String path) {
        return fixtures.http().get().uri(path).exchange();
    }

    private JsonNode json() {
        return fixtures.json(get("/status/" + slug + ".json"));
    }

    private String html() {
        MvcTestResult answer = get("/status/" + slug);
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private Document feed() throws Exception {
        byte[] feed = get("/status/" + slug + ".rss").getResponse().getContentAsByteArray();
        return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(new ByteArrayInputStream(feed));
    }

    private static List<String> text(Document feed, String element) {
        var found = feed.getElementsByTagName(element);
        return IntStream.range(0, found.getLength())
                .mapToObj(n -> ((Element) found.item(n)).getTextContent())
                .toList();
    }
}
