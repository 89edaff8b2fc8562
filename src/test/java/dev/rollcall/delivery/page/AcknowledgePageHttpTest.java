package dev.rollcall.delivery.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.channel.LinkToken;
import dev.rollcall.project.Projects;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

@RollcallTest
class AcknowledgePageHttpTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String HOSTILE = "<b>\\\"back\\\"</b>' {{site}} <script>alert(1)</script>";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        clock.set(NOON);
        project = fixtures.project();
    }

    @Test
    void toLookChangesNothingAndTheButtonAcknowledges() {
        Linked linked = down("backup", "en");
        clock.advance(Duration.ofMinutes(61));

        for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.GET)) {
            assertThat(open(method, linked.path())).hasStatusOk();
            assertThat(fixtures.show(project, linked.check()).has("acknowledged_at"))
                    .isFalse();
        }
        assertThat(text(open(HttpMethod.GET, linked.path())))
                .contains("<h1 class=\"alarm\">DOWN: backup</h1>", "2026-03-01 12:00:00 UTC", "1 hour 1 minute")
                .contains("<form method=\"post\">", ">Acknowledge</button>");

        MvcTestResult done = open(HttpMethod.POST, linked.path());

        assertThat(done).hasStatusOk();
        assertThat(text(done))
                .contains("Acknowledged at 2026-03-01 13:01:00 UTC")
                .doesNotContain("<form");
        assertThat(fixtures.show(project, linked.check()).get("acknowledged_at").asString())
                .isEqualTo("2026-03-01T13:01:00+00:00");
    }

    @Test
    void aSecondPersonSeesThatItIsAcknowledgedAndSinceWhen() {
        Linked linked = down("backup", "en");
        open(HttpMethod.POST, linked.path());
        clock.advance(Duration.ofMinutes(5));

        assertThat(text(open(HttpMethod.GET, linked.path()))).contains("Acknowledged at 2026-03-01 12:00:00 UTC");
        assertThat(text(open(HttpMethod.POST, linked.path()))).contains("Acknowledged at 2026-03-01 12:00:00 UTC");
    }

    @Test
    void aLinkWorksOnlyUntilTheNextFlip() {
        Linked linked = down("backup", "en");
        fixtures.ping(linked.check(), "");
        assertThat(open(HttpMethod.POST, linked.path())).hasStatus(404);
        clock.advance(Duration.ofMinutes(1));
        fixtures.ping(linked.check(), "/fail");

        assertThat(open(HttpMethod.GET, linked.path())).hasStatus(404);
        assertThat(open(HttpMethod.POST, linked.path())).hasStatus(404);
        assertThat(fixtures.show(project, linked.check()).has("acknowledged_at"))
                .isFalse();
    }

    @Test
    void aForgedAnOldAndAWrongLinkGetTheSamePage() {
        Linked linked = down("backup", "en");
        Linked other = down("other", "en");
        LinkToken token = LinkToken.parse(linked.token()).orElseThrow();
        String moved = new LinkToken(other.delivery(), token.signature()).toString();
        String unknown = new LinkToken(UUID.randomUUID(), token.signature()).toString();
        String expected = text(open(HttpMethod.GET, "/acknowledge/nothing"));
        fixtures.ping(linked.check(), "");

        for (String wrong : List.of(moved, unknown, linked.token(), "x".repeat(43), linked.delivery() + "")) {
            for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.POST)) {
                MvcTestResult refused = open(method, "/acknowledge/" + wrong);
                assertThat(refused).as(method + " " + wrong).hasStatus(404);
                assertThat(text(refused)).isEqualTo(expected);
            }
        }
        assertThat(expected).doesNotContain("backup", "<form");
        assertThat(fixtures.show(project, other.check()).has("acknowledged_at")).isFalse();
    }

    @Test
    void theNameOfACheckIsNoHtml() {
        Linked linked = down(HOSTILE, "en");

        assertThat(text(open(HttpMethod.GET, linked.path())))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "{{site}}")
                .doesNotContain("<script", "<b>");
    }

    @ParameterizedTest
    @CsvSource({
        "de, 'lang=\"de-DE\"', AUSGEFALLEN: backup, Bestätigen</button>, Bestätigt um 2026-03-01 12:00:00 UTC",
        "fr, 'lang=\"fr-FR\"', EN PANNE : backup, Prendre en charge</button>, Pris en charge le 2026-03-01 12:00:00 UTC",
        "es, 'lang=\"es-ES\"', CAÍDO: backup, Hacerse cargo</button>, Confirmado el 2026-03-01 12:00:00 UTC"
    })
    void thePageSpeaksTheLanguageOfTheChannel(String language, String tag, String title, String button, String done) {
        Linked linked = down("backup", language);

        assertThat(text(open(HttpMethod.GET, linked.path()))).contains(tag, title, button);
        assertThat(text(open(HttpMethod.POST, linked.path()))).contains(done);
    }

    @ParameterizedTest
    @CsvSource({"de-AT, Dieser Link funktioniert nicht", "fr, Ce lien", "es-MX, Este enlace", "ja, This link"})
    void aLinkThatDoesNotWorkSpeaksTheLanguageOfTheReader(String language, String text) {
        assertThat(text(fixtures.http()
                        .get()
                        .uri("/acknowledge/x")
                        .header("Accept-Language", language)
                        .exchange()))
                .contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void thePageLoadsItsStyleAndNothingElseAndIsNotKept(String method) {
        MvcTestResult page =
                open(HttpMethod.valueOf(method), down("backup", "en").path());

        assertThat(page).hasContentType("text/html;charset=UTF-8");
        assertThat(page.getResponse().getHeaders("Content-Security-Policy"))
                .singleElement()
                .satisfies(policy -> assertThat(policy)
                        .startsWith("default-src 'none'; ")
                        .contains("style-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'")
                        .doesNotContain("unsafe", "http"));
        assertThat(page.getResponse().getHeader("Cache-Control")).contains("no-store");
        assertThat(page.getResponse().getHeader("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(text(page))
                .contains("href=\"/assets/rollcall-", "content=\"noindex\"")
                .doesNotContain("<script", "<style", "style=");
    }

    /** A check that is down, with the link of its alert. */
    private Linked down(String name, String language) {
        JsonNode channel = fixtures.json(fixtures.call(
                HttpMethod.POST,
                "/api/v3/channels/",
                project.readWriteKey(),
                "{\"kind\": \"ntfy\", \"topic\": \"t\", \"language\": \"" + language + "\"}"));
        UUID check = fixtures.check(
                project,
                "{\"name\": \"" + name + "\", \"channels\": \""
                        + channel.get("id").asString() + "\"}");
        fixtures.ping(check, "/fail");
        UUID delivery = fixtures.jdbc()
                .sql("SELECT id FROM deliveries WHERE check_id = :check")
                .param("check", check)
                .query(UUID.class)
                .single();
        return new Linked(
                check,
                delivery,
                LinkToken.of(
                                LinkToken.Action.ACKNOWLEDGE,
                                delivery,
                                channel.get("signing_secret").asString())
                        .toString());
    }

    private MvcTestResult open(HttpMethod method, String path) {
        return fixtures.http().method(method).uri(path).exchange();
    }

    private static String text(MvcTestResult answer) {
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private record Linked(UUID check, UUID delivery, String token) {

        String path() {
            return "/acknowledge/" + token;
        }
    }
}
