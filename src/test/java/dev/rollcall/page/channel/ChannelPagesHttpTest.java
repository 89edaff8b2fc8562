package dev.rollcall.page.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.Readers;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.channel.ChannelView;
import dev.rollcall.channel.Channels;
import dev.rollcall.channel.subscription.Subscriptions;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.Visitor;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import testing.Receiver;

/** The list of channels and the page of one, without scripts. */
@RollcallTest
class ChannelPagesHttpTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Readers readers;

    @Autowired
    private Channels channels;

    @Autowired
    private Subscriptions subscriptions;

    private final Receiver receiver = Receiver.start();
    private Projects.NewProject project;
    private Visitor member;

    @BeforeEach
    void makeProject() {
        clock.set(Instant.parse("2026-03-01T12:00:00Z"));
        project = fixtures.project();
        member = readers.signIn(project.id(), ProjectRole.MEMBER);
    }

    @AfterEach
    void stopReceiver() {
        receiver.close();
    }

    @Test
    void anEmptyListSaysWhatToDo() {
        assertThat(page("")).contains("No channels yet", "Nobody gets alerts yet", "channels/new\"");
    }

    @Test
    void theListShowsEachChannelWithoutItsSecretsAndHowManyChecksUseIt() {
        make("webhook", "hook", Map.of("url", receiver.url("/canary")));
        make("log", "journal", Map.of());
        fixtures.check(project, "{\"channels\": \"hook\"}");
        fixtures.check(project, "{\"channels\": \"*\"}");

        String list = page("");

        assertThat(list)
                .contains("All channels work", "127.0.0.1/…", "hook", "journal")
                .doesNotContain("canary", "??");
        assertThat(list).containsPattern("#checks\">2</a>").containsPattern("#checks\">1</a>");
    }

    @Test
    void aChannelThatFailsComesFirstWithItsErrorAndItsNextAttempt() {
        make("log", "a journal", Map.of());
        ChannelView broken = make("webhook", "hook", Map.of("url", receiver.url("/")));
        fails(broken, "the receiver answered 503");

        String list = page("");

        assertThat(list)
                .contains("One channel fails", "the receiver answered 503", "is-down", "Next attempt in 40 seconds");
        assertThat(list.indexOf("hook")).isLessThan(list.indexOf("a journal"));
        assertThat(page(broken.id() + "/")).contains("5 failures in a row", "the receiver answered 503");
    }

    @Test
    void anUnsubscribedMailboxIsShownAndGetsMailAgain() {
        UUID id = UUID.randomUUID();
        fixtures.jdbc()
                .sql(
                        "INSERT INTO channels (id, project_id, kind, name, config, signing_secret, created_at)"
                                + " VALUES (:id, :project, 'email', 'post', '{\"to\": \"ops@example.com\"}', 'whsec_AAAA', now())")
                .param("id", id)
                .param("project", project.id().value())
                .update();
        subscriptions.unsubscribe(id);

        assertThat(page("")).contains("Unsubscribed", "ops@example.com");
        member.submit(path(id + "/"), path(id + "/resubscribe"));
        assertThat(subscriptions.unsubscribedAt(id)).isEmpty();
    }

    @Test
    void aTestAlertReachesTheReceiverAndThePageSaysWhatItAnswered() {
        ChannelView hook = make("webhook", "hook", Map.of("url", receiver.url("/canary")));

        MvcTestResult tested = member.submit(path(hook.id() + "/"), path(hook.id() + "/test"));

        assertThat(tested).hasStatus(302).hasHeader("Location", path(hook.id() + "/"));
        assertThat(receiver.on("/canary")).hasSize(1);
        assertThat(receiver.received().get(0).body()).contains("TEST: no check of yours is down");
        assertThat(page(hook.id() + "/")).contains("The receiver accepted the test alert");
        assertThat(page(hook.id() + "/")).doesNotContain("The receiver accepted");

        receiver.answer(418);
        member.submit(path(hook.id() + "/"), path(hook.id() + "/test"));
        assertThat(page(hook.id() + "/"))
                .contains("The test alert did not arrive:", "the receiver answered 418")
                .doesNotContain("canary");
    }

    @Test
    void checksAreChosenAmongThoseThatTheFormHasShown() {
        ChannelView log = make("log", "journal", Map.of());
        UUID chosen = fixtures.check(project, "{\"name\": \"chosen\"}");
        UUID removed = fixtures.check(project, "{\"name\": \"removed\", \"channels\": \"*\"}");
        UUID notShown = fixtures.check(project, "{\"name\": \"not shown\", \"channels\": \"*\"}");
        UUID ofOthers = fixtures.check(fixtures.project(), "{}");

        MvcTestResult saved = member.submit(
                path(log.id() + "/"),
                path(log.id() + "/checks"),
                "shown",
                key(chosen),
                "shown",
                key(removed),
                "check",
                key(chosen),
                "check",
                key(ofOthers),
                "check",
                "no\0key");

        assertThat(saved).hasStatus(302);
        assertThat(uses(chosen)).isEqualTo(log.id().toString());
        assertThat(uses(removed)).isEmpty();
        assertThat(uses(notShown)).isEqualTo(log.id().toString());
        assertThat(fixtures.jdbc()
                        .sql("SELECT count(*) FROM check_channels WHERE check_id = :check")
                        .param("check", ofOthers)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aChannelIsUsedForAllChecksAtOnce() {
        ChannelView log = make("log", "journal", Map.of());
        UUID one = fixtures.check(project, "{}");
        UUID two = fixtures.check(project, "{\"channels\": \"*\"}");

        member.submit(path(log.id() + "/"), path(log.id() + "/checks/all"));

        assertThat(uses(one)).isEqualTo(log.id().toString());
        assertThat(uses(two)).isEqualTo(log.id().toString());
        assertThat(page(log.id() + "/")).contains("2 checks use it");
        assertThat(timesRecorded("checks")).isOne();
        member.submit(path(log.id() + "/"), path(log.id() + "/checks/all"));
        assertThat(timesRecorded("checks")).as("nothing changed").isOne();
    }

    private long timesRecorded(String detail) {
        return fixtures.jdbc()
                .sql("""
                        SELECT count(*)
                        FROM audit_entries
                        WHERE project_id = :project AND action = 'channel.changed' AND detail = :detail
                        """)
                .param("project", project.id().value())
                .param("detail", detail)
                .query(Long.class)
                .single();
    }

    @Test
    void checksAreFoundByAPartOfTheirName() {
        ChannelView log = make("log", "journal", Map.of());
        fixtures.check(project, "{\"name\": \"Backup of db\"}");
        fixtures.check(project, "{\"name\": \"mail\"}");

        assertThat(page(log.id() + "/?q=backup")).contains("Backup of db").doesNotContain(">mail<");
        assertThat(page(log.id() + "/?q=%25")).contains("No check matches.");
    }

    @Test
    void aChannelIsDeletedIfItsNameIsTyped() {
        ChannelView log = make("log", "journal", Map.of());

        MvcTestResult wrong = member.submit(path(log.id() + "/"), path(log.id() + "/delete"), "name", "jornal");
        assertThat(wrong).hasHeader("Location", path(log.id() + "/?wrongName=true"));
        assertThat(page(log.id() + "/?wrongName=true")).contains("This is not its name.");
        assertThat(channels.find(log.id())).isPresent();

        member.submit(path(log.id() + "/"), path(log.id() + "/delete"), "name", " journal ");
        assertThat(channels.find(log.id())).isEmpty();
        assertThat(page("?deleted=true")).contains("The channel was deleted.");
        assertThat(member.submit("/account", path(log.id() + "/delete"), "name", "journal"))
                .as("the button pressed twice")
                .hasHeader("Location", path("?deleted=true"));
    }

    @Test
    void aViewerSeesNoChannelAndNoLinkToOne() {
        ChannelView log = make("log", "journal", Map.of());
        fixtures.check(project, "{\"channels\": \"*\"}");
        Visitor viewer = readers.signIn(project.id(), ProjectRole.VIEWER);

        assertThat(viewer.get(path(""))).hasStatus(403);
        assertThat(viewer.get(path(log.id() + "/"))).hasStatus(403);
        assertThat(Visitor.text(viewer.get("/projects/" + project.id() + "/checks/")))
                .doesNotContain("/channels/");
        assertThat(Visitor.text(member.get("/projects/" + project.id() + "/checks/")))
                .contains("/channels/");
    }

    @Test
    void aChannelOfAnotherProjectIsNotFound() {
        ChannelView log = make("log", "journal", Map.of());
        Projects.NewProject other = fixtures.project();
        Visitor stranger = readers.signIn(other.id(), ProjectRole.OWNER);

        for (String rest : new String[] {"/", "/edit", "/deliveries/"}) {
            assertThat(stranger.get("/projects/" + other.id() + "/channels/" + log.id() + rest))
                    .as(rest)
                    .hasStatus(404);
        }
    }

    private ChannelView make(String kind, String name, Map<String, Object> more) {
        Map<String, Object> fields = new HashMap<>(more);
        fields.put("kind", kind);
        fields.put("name", name);
        return channels.create(project.id(), fields);
    }

    /** As after five failures in a row. */
    private void fails(ChannelView channel, String error) {
        fixtures.jdbc()
                .sql("INSERT INTO channel_health (channel_id, failures, failing_since, last_error, paused_until)"
                        + " VALUES (:channel, 5, '2026-03-01T11:00:00Z', :error, '2026-03-01T12:00:40Z')")
                .param("channel", channel.id())
                .param("error", error)
                .update();
    }

    private String uses(UUID check) {
        return fixtures.show(project, check).get("channels").asString();
    }

    private static String key(UUID check) {
        return new CheckId(check).uniqueKey();
    }

    private String page(String rest) {
        MvcTestResult page = member.get(path(rest));
        assertThat(page).hasStatusOk();
        return Visitor.text(page);
    }

    private String path(String rest) {
        return "/projects/" + project.id() + "/channels/" + rest;
    }
}
