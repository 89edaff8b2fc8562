package dev.rollcall.delivery.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.channel.LinkToken;
import dev.rollcall.channel.SampleAlert;
import dev.rollcall.project.Projects;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@RollcallTest
class UnsubscribePageHttpTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    private Projects.NewProject project;
    private UUID channel;
    private UUID check;

    @BeforeEach
    void makeCheckWithAMailbox() {
        clock.set(Instant.parse("2026-03-01T12:00:00Z"));
        project = fixtures.project();
        channel = channel("email", "en");
        check = fixtures.check(project, "{\"channels\": \"*\"}");
    }

    @Test
    void toLookChangesNothingAndTheButtonEndsTheMail() {
        for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.HEAD)) {
            assertThat(open(method, path(channel))).hasStatusOk();
        }
        assertThat(text(open(HttpMethod.GET, path(channel))))
                .contains("E-mail from Rollcall", "a project", ">Unsubscribe</button>")
                .doesNotContain("ops@example.com");
        fixtures.ping(check, "/fail");
        assertThat(states()).containsExactly("PENDING");

        MvcTestResult done = open(HttpMethod.POST, path(channel));

        assertThat(done).hasStatusOk();
        assertThat(text(done)).contains("Done.").doesNotContain("<form");
        assertThat(states()).as("what waited is dropped").containsExactly("OUTDATED");
        fixtures.ping(check, "");
        assertThat(states()).as("nothing more is added").hasSize(1);
    }

    /** RFC 8058, 3.1 and 3.2: no page before it, no cookie, no redirect; a second request does no harm. */
    @Test
    void aMailProgramUnsubscribesWithOneRequest() {
        for (int n = 0; n < 2; n++) {
            MvcTestResult done = fixtures.http()
                    .post()
                    .uri(path(channel))
                    .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                    .content("List-Unsubscribe=One-Click")
                    .exchange();
            assertThat(done).hasStatusOk();
            assertThat(done.getResponse().getHeader("Set-Cookie")).isNull();
            clock.advance(Duration.ofMinutes(1));
        }

        assertThat(show("unsubscribed_at")).isEqualTo("2026-03-01T12:00:00+00:00");
    }

    @Test
    void aPersonOfTheProjectSeesItAndCanUndoIt() {
        open(HttpMethod.POST, path(channel));
        assertThat(show("unsubscribed_at")).isEqualTo("2026-03-01T12:00:00+00:00");
        assertThat(call(HttpMethod.POST, "/resubscribe", project.readOnlyKey())).hasStatus(401);
        assertThat(call(HttpMethod.POST, "/resubscribe", fixtures.project().readWriteKey()))
                .hasStatus(404);
        assertThat(show("unsubscribed_at")).isNotEmpty();

        assertThat(call(HttpMethod.POST, "/resubscribe", project.readWriteKey()))
                .hasStatusOk();

        assertThat(show("unsubscribed_at")).isEmpty();
        fixtures.ping(check, "/fail");
        assertThat(states()).containsExactly("PENDING");
        // The old link works again.
        assertThat(text(open(HttpMethod.GET, path(channel)))).contains("<form");
    }

    @Test
    void otherChannelsOfTheCheckStillGetAlerts() {
        channel("log", "en");
        UUID both = fixtures.check(project, "{\"channels\": \"*\"}");
        open(HttpMethod.POST, path(channel));

        fixtures.ping(both, "/fail");

        assertThat(states()).containsExactly("PENDING");
    }

    @Test
    void aForgedLinkAndThatOfAnotherKindOrActionDoNotWork() {
        UUID log = channel("log", "en");
        UUID other = channel("email", "en");
        LinkToken token = LinkToken.of(LinkToken.Action.UNSUBSCRIBE, channel, secret(channel));
        LinkToken acknowledge = LinkToken.of(LinkToken.Action.ACKNOWLEDGE, channel, secret(channel));
        LinkToken forged = LinkToken.of(LinkToken.Action.UNSUBSCRIBE, channel, SampleAlert.SIGNING_SECRET);

        for (String wrong : List.of(
                path(log),
                "/unsubscribe/" + new LinkToken(other, token.signature()),
                "/unsubscribe/" + acknowledge,
                "/unsubscribe/" + forged,
                "/unsubscribe/x")) {
            assertThat(open(HttpMethod.GET, wrong)).hasStatus(404);
            assertThat(open(HttpMethod.POST, wrong)).hasStatus(404);
        }
        assertThat(show("unsubscribed_at")).isEmpty();
    }

    @Test
    void thePageSpeaksTheLanguageOfTheChannel() {
        assertThat(text(open(HttpMethod.GET, path(channel("email", "de"))))).contains("E-Mail von", "Abbestellen");
        assertThat(text(open(HttpMethod.GET, path(channel("email", "fr"))))).contains("E-mails de", "Se désabonner");
        assertThat(text(open(HttpMethod.GET, path(channel("email", "es"))))).contains("Correo de", "Darse de baja");
    }

    /** Stored directly, because the tests have no mail server. */
    private UUID channel(String kind, String language) {
        return fixtures.jdbc()
                .sql("""
                        INSERT INTO channels (id, project_id, kind, name, config, signing_secret, created_at)
                        VALUES (gen_random_uuid(), :project, :kind, 'ops',
                            jsonb_build_object('to', 'ops@example.com', 'language', :language),
                            'whsec_' || encode(gen_random_uuid()::text::bytea, 'base64'), now())
                        RETURNING id
                        """)
                .param("project", project.id().value())
                .param("kind", kind)
                .param("language", language)
                .query(UUID.class)
                .single();
    }

    private String secret(UUID of) {
        return fixtures.jdbc()
                .sql("SELECT signing_secret FROM channels WHERE id = :id")
                .param("id", of)
                .query(String.class)
                .single();
    }

    private String path(UUID of) {
        return "/unsubscribe/" + LinkToken.of(LinkToken.Action.UNSUBSCRIBE, of, secret(of));
    }

    private List<String> states() {
        return fixtures.jdbc()
                .sql(
                        "SELECT d.status FROM deliveries d JOIN channels c ON c.id = d.channel_id WHERE c.project_id = :project")
                .param("project", project.id().value())
                .query(String.class)
                .list();
    }

    private String show(String field) {
        return fixtures.json(call(HttpMethod.GET, "", project.readWriteKey()))
                .path(field)
                .asString("");
    }

    private MvcTestResult call(HttpMethod method, String action, String key) {
        return fixtures.call(method, "/api/v3/channels/" + channel + action, key, "");
    }

    private MvcTestResult open(HttpMethod method, String path) {
        return fixtures.http().method(method).uri(path).exchange();
    }

    private static String text(MvcTestResult answer) {
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
