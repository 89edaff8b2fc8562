package dev.rollcall.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.Readers;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import testing.Receiver;

/** The page with the deliveries of a channel, after a real worker made them to a real receiver. */
@RollcallTest
class ChannelLogPageTest {

    private static final Pattern OLDER = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"");

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Readers readers;

    @Autowired
    private QueueStore queue;

    @Autowired
    private DueDeliveries due;

    @Autowired
    private DeliverAlerts alerts;

    private final Receiver receiver = Receiver.start();
    private Projects.NewProject project;
    private Visitor member;
    private String channel;

    @BeforeEach
    void makeChannel() {
        fixtures.clear();
        clock.set(Instant.parse("2026-03-01T12:00:00Z"));
        project = fixtures.project();
        member = readers.signIn(project.id(), ProjectRole.MEMBER);
        channel = fixtures.json(fixtures.call(
                        HttpMethod.POST,
                        "/api/v3/channels/",
                        project.readWriteKey(),
                        "{\"kind\": \"webhook\", \"name\": \"hook\", \"url\": \"" + receiver.url("/canary") + "\"}"))
                .get("id")
                .asString();
    }

    @AfterEach
    void stopReceiver() {
        receiver.close();
    }

    @Test
    void anAttemptThatFailsShowsTheAnswerAndTheNextAttemptAndAnAcceptedOneTheTime() {
        UUID check = check("backup");
        receiver.answer(503);
        work();

        assertThat(log(""))
                .contains("checks/" + new CheckId(check).uniqueKey() + "/", "backup", "New → Down", "Waiting")
                .contains("the receiver answered 503", "1 attempt.", "Next attempt in ", "Retried until Mar 2, 2026")
                .doesNotContain("canary", "127.0.0.1", "??");

        clock.advance(Duration.ofSeconds(7));
        receiver.answer(200);
        work();

        assertThat(log(""))
                .contains("Delivered", "2 attempts.", "Accepted after 7 seconds.")
                .doesNotContain("answered 503", "Next attempt");
    }

    /** The time of the hold does not count. */
    @Test
    void anAlertThatWasHeldBackIsRetriedForADayAfterItsHold() {
        UUID check = fixtures.check(project, "{\"name\": \"backup\", \"channels\": \"*\"}");
        fixtures.jdbc()
                .sql("INSERT INTO snoozes (check_id, until_at) VALUES (:check, '2026-03-04T12:00:00Z')")
                .param("check", check)
                .update();
        fixtures.ping(check, "/fail");
        work();
        clock.advance(Duration.ofDays(3));
        receiver.answer(503);
        work();

        assertThat(log("")).contains("1 attempt.", "Retried until Mar 5, 2026");
    }

    @Test
    void aPausedChannelSaysWhenOneMessageIsTried() {
        for (int n = 0; n < 6; n++) {
            check("check " + n);
        }
        receiver.answer(503);
        work();

        assertThat(log("")).contains("The channel is paused after several failures. One message is tried in ");
        assertThat(Visitor.text(member.get("/projects/" + project.id() + "/channels/")))
                .contains("One channel fails", "the receiver answered 503");
    }

    @Test
    void aRefusalThatLastsFailsAndTheStatesFilter() {
        check("one");
        receiver.answer(404);
        work();
        receiver.answer(200);
        check("two");
        work();

        assertThat(log("?state=failed"))
                .contains("the receiver answered 404", "one")
                .doesNotContain("two");
        assertThat(log("?state=sent")).contains("two").doesNotContain("answered 404");
        assertThat(log("?state=pending")).contains("No deliveries are in this state.");
        assertThat(log("?state=outdated")).contains("No deliveries are in this state.");
        assertThat(log("?state=nonsense")).contains("one", "two");
    }

    @Test
    void aHeldBackDeliverySaysWhy() {
        UUID check = fixtures.check(project, "{\"name\": \"backup\", \"channels\": \"*\"}");
        member.submit(
                "/projects/" + project.id() + "/checks/" + new CheckId(check).uniqueKey() + "/",
                "/projects/" + project.id() + "/checks/" + new CheckId(check).uniqueKey() + "/snooze",
                "hours",
                "1");
        fixtures.ping(check, "/fail");
        work();

        assertThat(log("")).contains("Held back: a person snoozed the check.", "in 1 hour");
    }

    @Test
    void thePagesTogetherHaveEachDeliveryOnce() {
        for (int n = 0; n < 53; n++) {
            check("check-" + n + "-");
        }
        work();

        String first = log("");
        Matcher older = OLDER.matcher(first);
        assertThat(older.find()).as(first).isTrue();
        String second = Visitor.text(member.get(older.group(1).replace("&amp;", "&")));

        assertThat(OLDER.matcher(second).find()).isFalse();
        assertThat(Pattern.compile("check-\\d+-")
                        .matcher(first + second)
                        .results()
                        .map(MatchResult::group))
                .hasSize(53)
                .doesNotHaveDuplicates();
    }

    @Test
    void thePageOfTheCheckLinksToTheLogAndListsItsChannels() {
        UUID check = check("backup");
        receiver.answer(500);
        work();

        String page = Visitor.text(
                member.get("/projects/" + project.id() + "/checks/" + new CheckId(check).uniqueKey() + "/"));

        assertThat(page)
                .contains(
                        "/channels/" + channel + "/deliveries/",
                        "/channels/" + channel + "/\"",
                        "Alerts do not arrive");
    }

    private UUID check(String name) {
        UUID check = fixtures.check(project, "{\"name\": \"" + name + "\", \"channels\": \"*\"}");
        fixtures.ping(check, "/fail");
        return check;
    }

    private void work() {
        new SteppedWorker(queue, due, alerts).work();
    }

    private String log(String query) {
        MvcTestResult page = member.get("/projects/" + project.id() + "/channels/" + channel + "/deliveries/" + query);
        assertThat(page).hasStatusOk();
        return Visitor.text(page);
    }
}
