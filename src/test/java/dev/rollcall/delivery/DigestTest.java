package dev.rollcall.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.delivery.QueueStore.Taking;
import dev.rollcall.delivery.backlog.BacklogStore;
import dev.rollcall.delivery.reminder.ReminderStore;
import dev.rollcall.flip.Flips;
import dev.rollcall.flip.Sweeper;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import testing.Receiver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Several alerts in one message: those of a channel with digests, and those that are late. */
@RollcallTest
class DigestTest {

    private static final String PERIOD_OF_A_YEAR = "\"channels\": \"*\", \"timeout\": 31536000}";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private QueueStore queue;

    @Autowired
    private DueDeliveries due;

    @Autowired
    private DeliverAlerts alerts;

    @Autowired
    private BacklogStore backlogs;

    @Autowired
    private Flips flips;

    @Autowired
    private ReminderStore reminders;

    private final Receiver receiver = Receiver.start();
    private SteppedWorker worker;
    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        fixtures.clear();
        clock.set(Instant.parse("2026-03-01T12:00:10Z"));
        worker = new SteppedWorker(queue, due, alerts);
        project = fixtures.project();
    }

    @AfterEach
    void stopReceiver() {
        receiver.close();
    }

    @Test
    void alertsOfOneMinuteAreOneMessageThatNamesEachCheckWithItsStatusNow() {
        chat(60);
        List<UUID> checks = checks(3);
        fixtures.ping(checks.get(0), "/fail");
        clock.advance(Duration.ofSeconds(20));
        fixtures.ping(checks.get(1), "/fail");
        clock.advance(Duration.ofSeconds(10));
        fixtures.ping(checks.get(2), "/fail");
        fixtures.ping(checks.get(2), "");
        clock.advance(Duration.ofSeconds(19));
        assertThat(worker.work()).as("at 12:00:59").isZero();

        clock.advance(Duration.ofSeconds(1));
        assertThat(worker.work()).as("at 12:01:00").isEqualTo(1);

        assertThat(titles()).containsExactly("3 checks changed their status");
        assertThat(lines(0))
                .containsExactlyInAnyOrder(
                        "job 0: down since 2026-03-01 12:00:10 UTC",
                        "job 1: down since 2026-03-01 12:00:30 UTC",
                        "job 2: up since 2026-03-01 12:00:40 UTC");
        assertThat(statuses()).containsExactlyInAnyOrder("SENT", "SENT", "SENT", "OUTDATED");
        assertThat(fixtures.jdbc()
                        .sql("SELECT count(DISTINCT finished_at) FROM deliveries WHERE status = 'SENT'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        clock.advance(Duration.ofMinutes(5));
        assertThat(worker.work()).isZero();
    }

    @Test
    void aCheckThatIsLateIsNotSaidToBeUpSinceThen() {
        chat(60);
        List<UUID> checks = checks(1);
        UUID late = fixtures.check(
                project,
                "{\"name\": \"late\", \"timeout\": 60, \"grace\": 3600, \"notify_late\": true, \"channels\": \"*\"}");
        fixtures.ping(late, "");
        clock.advance(Duration.ofMinutes(1));
        worker.work();
        int before = receiver.received().size();
        Sweeper.sweep(flips, clock.instant(), 100);
        fixtures.ping(checks.get(0), "/fail");
        clock.advance(Duration.ofMinutes(1));

        worker.work();

        assertThat(lines(before))
                .containsExactlyInAnyOrder(
                        "late: late since 2026-03-01 12:01:10 UTC", "job 0: down since 2026-03-01 12:01:10 UTC");
    }

    @Test
    void oneAlertAloneIsSentAsItIs() {
        chat(60);
        fixtures.ping(checks(1).get(0), "/fail");
        clock.advance(Duration.ofMinutes(1));

        worker.work();

        assertThat(titles()).containsExactly("DOWN: job 0");
        assertThat(lines(0)).contains("Why: it reported a failure");
    }

    @Test
    void aCheckThatFlipsEachMinuteIsToldEachMinute() {
        chat(60);
        List<UUID> checks = checks(2);
        for (int minute = 0; minute < 3; minute++) {
            String signal = minute % 2 == 0 ? "/fail" : "";
            checks.forEach(check -> fixtures.ping(check, signal));
            clock.advance(Duration.ofMinutes(1));
            // Others are due in the next minute only.
            checks.forEach(check -> fixtures.ping(check, signal.isEmpty() ? "/fail" : ""));
            worker.work();
            checks.forEach(check -> fixtures.ping(check, signal));
        }
        assertThat(receiver.received()).hasSize(3);
    }

    /** The workers would take the one that waits without a pause, although they may not send it. */
    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anAlertOfACheckThatFlapsWaitsForTheDigestOfALaterOne() {
        clock.set(Instant.parse("2026-03-01T10:57:00Z"));
        chat(3600, ", \"flap_limit\": 2, \"flap_quiet\": 60");
        UUID check = checks(1).get(0);
        signal(check, "10:57:00", "/fail");
        signal(check, "10:58:00", "");
        signal(check, "10:59:30", "/fail");
        workAt("11:00:00");
        signal(check, "11:00:10", "");
        workAt("11:01:10");
        int before = receiver.received().size();
        assertThat(backlogs.oldestDue(clock.instant())).isEmpty();
        workAt("11:59:59");
        assertThat(receiver.received()).hasSize(before);

        workAt("12:00:00");

        assertThat(receiver.received()).hasSize(before + 1);
        assertThat(titles().get(before)).isEqualTo("UP: job 0");
        assertThat(statuses()).doesNotContain("PENDING");
    }

    /** Else Pushover would repeat the emergency although the check is up. */
    @Test
    void aRecoveryThatEndsAnEmergencyIsAMessageOfItsOwn() {
        String key = "abcdefghijklmnopqrstuvwxyz1234";
        channel("{\"kind\": \"pushover\", \"priority\": 2, \"digest\": 60, \"token\": \"" + key + "\", \"user\": \""
                + key + "\", \"base_url\": \"" + receiver.url("") + "\"}");
        List<UUID> checks = checks(2);
        for (String signal : List.of("/fail", "")) {
            checks.forEach(check -> fixtures.ping(check, signal));
            clock.advance(Duration.ofMinutes(1));
            worker.work();
        }

        assertThat(receiver.received().stream()
                        .filter(request -> request.path().startsWith("/1/receipts/cancel_by_tag/")))
                .hasSize(2);
    }

    @Test
    void manyChecksAreSeveralMessagesAndEachIsNamedOnce() {
        chat(60);
        checks(45).forEach(check -> fixtures.ping(check, "/fail"));
        clock.advance(Duration.ofMinutes(1));

        worker.work();

        assertThat(titles())
                .containsExactly(
                        "20 checks changed their status",
                        "20 checks changed their status",
                        "5 checks changed their status");
        List<String> named = new ArrayList<>();
        IntStream.range(0, 3).forEach(message -> named.addAll(lines(message)));
        assertThat(named).hasSize(45).doesNotHaveDuplicates();
    }

    /** The usual take has little room for one channel. */
    @Test
    void aDigestIsNotCutByTheLimitOfItsChannel() {
        chat(60);
        checks(12).forEach(check -> fixtures.ping(check, "/fail"));
        clock.advance(Duration.ofMinutes(1));

        List<Attempt> taken = worker.take(2);

        assertThat(taken)
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.all()).hasSize(12));
        taken.forEach(alerts::deliver);
        assertThat(titles()).containsExactly("12 checks changed their status");
    }

    @Test
    void aDigestThatFailsIsOneFailureAndAllOfItIsTriedAgain() {
        chat(60);
        checks(3).forEach(check -> fixtures.ping(check, "/fail"));
        clock.advance(Duration.ofMinutes(1));
        receiver.answer(503);

        worker.work();

        assertThat(statuses()).containsOnly("PENDING");
        assertThat(fixtures.jdbc()
                        .sql("SELECT failures FROM channel_health")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        receiver.answer(200);
        clock.advance(Duration.ofSeconds(7));
        worker.work();
        assertThat(titles()).containsExactly("3 checks changed their status", "3 checks changed their status");
        assertThat(statuses()).containsOnly("SENT");
    }

    @Test
    void aDigestWhoseWorkerDiedIsTakenOverAsAWhole() {
        chat(60);
        checks(3).forEach(check -> fixtures.ping(check, "/fail"));
        clock.advance(Duration.ofMinutes(1));
        Attempt lost = worker.take().get(0);
        SteppedWorker other = new SteppedWorker(queue, due, alerts);
        assertThat(other.take()).isEmpty();

        clock.advance(Leases.LENGTH.plusSeconds(1));
        other.work();
        alerts.deliver(lost);

        assertThat(titles()).containsExactly("3 checks changed their status");
        assertThat(statuses()).containsOnly("SENT");
    }

    @Test
    void alertsOlderThanADayAreOneMessageOfEachChannelAndKindsWithoutDigestsGetEach() {
        chat(0);
        webhook();
        List<UUID> checks = checks(3);
        checks.forEach(check -> fixtures.ping(check, "/fail"));
        fixtures.ping(checks.get(2), "");
        clock.advance(Duration.ofHours(25));

        worker.work();

        assertThat(titles()).containsExactly("Late: 3 checks changed their status while alerts could not be sent");
        assertThat(lines(0))
                .containsExactlyInAnyOrder(
                        "job 0: down since 2026-03-01 12:00:10 UTC",
                        "job 1: down since 2026-03-01 12:00:10 UTC",
                        "job 2: up since 2026-03-01 12:00:10 UTC");
        assertThat(receiver.on("/hook")).hasSize(4);
    }

    /** Two workers begin after an outage. A lock could keep the other from holding its alert back. */
    @Test
    void aWorkerLeavesALateAlertThatAnotherHasTaken() {
        chat(0);
        checks(3).forEach(check -> fixtures.ping(check, "/fail"));
        clock.advance(Duration.ofHours(25));
        Instant now = clock.instant();
        UUID other = UUID.randomUUID();
        List<Taken> taken = queue.take(new Taking(other, 1, null, Map.of(), 1), now, now.plus(Leases.LENGTH));

        assertThat(worker.work()).isEqualTo(1);
        assertThat(statuses()).containsExactlyInAnyOrder("SENT", "SENT", "PENDING");
        assertThat(fixtures.jdbc()
                        .sql("SELECT id FROM deliveries WHERE NOT in_digest")
                        .query(UUID.class)
                        .list())
                .containsExactly(taken.get(0).id());

        queue.handBack(other, taken, now);
        worker.work();
        assertThat(statuses()).containsOnly("SENT");
    }

    @Test
    void alertsOfTheLastDayAreSentOneByOneWithTheirTrueTime() {
        chat(0);
        checks(2).forEach(check -> fixtures.ping(check, "/fail"));
        clock.advance(Duration.ofHours(23));

        worker.work();

        assertThat(titles()).containsExactlyInAnyOrder("DOWN: job 0", "DOWN: job 1");
        assertThat(lines(0)).contains("Since: 2026-03-01 12:00:10 UTC");
    }

    /** Their flip is older than a day, but they are not late. */
    @Test
    void remindersAreMessagesOfTheirOwnEvenBesideAlertsThatAreLate() {
        channel("{\"kind\": \"mattermost\", \"remind\": \"daily\", \"url\": \"" + receiver.url("/chat") + "\"}");
        List<UUID> checks = checks(4);
        fixtures.ping(checks.get(0), "/fail");
        fixtures.ping(checks.get(1), "/fail");
        worker.work();
        receiver.received().clear();
        fixtures.ping(checks.get(2), "/fail");
        fixtures.ping(checks.get(3), "/fail");

        remindAfterADay();
        assertThat(titles())
                .containsExactlyInAnyOrder(
                        "STILL DOWN: job 0",
                        "STILL DOWN: job 1",
                        "Late: 2 checks changed their status while alerts could not be sent");
        receiver.received().clear();
        remindAfterADay();
        assertThat(titles())
                .containsExactlyInAnyOrder(
                        "STILL DOWN: job 0", "STILL DOWN: job 1", "STILL DOWN: job 2", "STILL DOWN: job 3");
    }

    @Test
    void remindersThatTheReleaseBeforeMarkedAsLateAreMessagesOfTheirOwn() {
        channel("{\"kind\": \"mattermost\", \"remind\": \"daily\", \"url\": \"" + receiver.url("/chat") + "\"}");
        checks(2).forEach(check -> fixtures.ping(check, "/fail"));
        worker.work();
        receiver.received().clear();
        reminders.remind(clock.advance(Duration.ofDays(1)), 100);
        assertThat(fixtures.jdbc()
                        .sql("UPDATE deliveries SET in_digest = true WHERE purpose = 'REMINDER'")
                        .update())
                .isEqualTo(2);

        worker.work();

        assertThat(titles()).containsExactlyInAnyOrder("STILL DOWN: job 0", "STILL DOWN: job 1");
        assertThat(statuses()).containsOnly("SENT");
    }

    @Test
    void alertsThatWereHeldBackForDaysAreNotLate() {
        chat(0);
        List<UUID> checks = checks(4);
        for (int n = 0; n < 2; n++) {
            snooze(checks.get(n), Duration.ofDays(10));
            fixtures.ping(checks.get(n), "/fail");
        }
        assertThat(worker.work()).isZero();
        fixtures.ping(checks.get(2), "/fail");
        fixtures.ping(checks.get(3), "/fail");
        clock.advance(Duration.ofDays(2));
        worker.work();
        assertThat(titles()).containsExactly("Late: 2 checks changed their status while alerts could not be sent");
        receiver.received().clear();

        clock.advance(Duration.ofDays(8));
        worker.work();

        assertThat(titles()).containsExactlyInAnyOrder("DOWN: job 0", "DOWN: job 1");
        assertThat(lines(0)).contains("Since: 2026-03-01 12:00:10 UTC");
    }

    @Test
    void aDigestOfAlertsThatWereHeldBackForDaysDoesNotSayThatTheyCouldNotBeSent() {
        chat(60);
        List<UUID> checks = checks(2);
        for (UUID check : checks) {
            snooze(check, Duration.ofDays(2));
            fixtures.ping(check, "/fail");
        }
        clock.advance(Duration.ofMinutes(1));
        assertThat(worker.work()).isZero();
        clock.advance(Duration.ofDays(2));

        worker.work();

        assertThat(titles()).containsExactly("2 checks changed their status");
    }

    @Test
    void alertsThatCouldNotBeSentForADayAfterTheyWereHeldBackAreLate() {
        chat(0);
        for (UUID check : checks(2)) {
            snooze(check, Duration.ofDays(2));
            fixtures.ping(check, "/fail");
        }
        assertThat(worker.work()).isZero();
        clock.advance(Duration.ofDays(3).plusMinutes(1));

        worker.work();

        assertThat(titles()).containsExactly("Late: 2 checks changed their status while alerts could not be sent");
    }

    /** They wait for their next attempt while alerts of the same channel are late. */
    @Test
    void alertsThatWereHeldBackAndTriedSinceAreLateOnlyADayAfterTheirRelease() {
        chat(0);
        List<UUID> checks = checks(4);
        for (UUID check : checks.subList(0, 2)) {
            snooze(check, Duration.ofDays(2));
            fixtures.ping(check, "/fail");
        }
        assertThat(worker.work()).isZero();
        clock.advance(Duration.ofHours(24).plusMinutes(30));
        checks.subList(2, 4).forEach(check -> fixtures.ping(check, "/fail"));
        clock.advance(Duration.ofHours(23).plusMinutes(30).minusSeconds(1));
        assertThat(new SteppedWorker(queue, due, alerts).take()).as("lost").hasSize(2);
        clock.advance(Duration.ofSeconds(1));
        receiver.answer(503, Map.of("Retry-After", "3600"), "");
        worker.work();
        assertThat(titles()).containsExactlyInAnyOrder("DOWN: job 0", "DOWN: job 1");
        receiver.received().clear();
        receiver.answer(200);

        clock.advance(Duration.ofMinutes(31));
        worker.work();
        assertThat(titles()).containsExactly("Late: 2 checks changed their status while alerts could not be sent");
        receiver.received().clear();
        clock.advance(Duration.ofMinutes(30));
        worker.work();

        assertThat(titles()).containsExactlyInAnyOrder("DOWN: job 0", "DOWN: job 1");
    }

    /** A day later, with the reminders that are due then. */
    private void remindAfterADay() {
        reminders.remind(clock.advance(Duration.ofDays(1).plusSeconds(1)), 100);
        worker.work();
    }

    private void snooze(UUID check, Duration length) {
        fixtures.jdbc()
                .sql("INSERT INTO snoozes (check_id, until_at) VALUES (:check, :until)")
                .param("check", check)
                .param("until", clock.instant().plus(length).atOffset(ZoneOffset.UTC))
                .update();
    }

    private List<UUID> checks(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> fixtures.check(project, "{\"name\": \"job " + n + "\", " + PERIOD_OF_A_YEAR))
                .toList();
    }

    private void signal(UUID check, String time, String signal) {
        at(time);
        fixtures.ping(check, signal);
    }

    private void workAt(String time) {
        at(time);
        worker.work();
    }

    private void at(String time) {
        clock.set(Instant.parse("2026-03-01T" + time + "Z"));
    }

    private void chat(int digest) {
        chat(digest, "");
    }

    private void chat(int digest, String settings) {
        channel("{\"kind\": \"mattermost\", \"digest\": " + digest + ", \"url\": \"" + receiver.url("/chat") + "\""
                + settings + "}");
    }

    private void webhook() {
        channel("{\"kind\": \"webhook\", \"url\": \"" + receiver.url("/hook") + "\"}");
    }

    private void channel(String fields) {
        assertThat(fixtures.call(HttpMethod.POST, "/api/v3/channels/", project.readWriteKey(), fields))
                .hasStatus(201);
    }

    private List<String> titles() {
        return receiver.on("/chat").stream()
                .map(request ->
                        JsonMapper.shared().readTree(request.body()).get("text").asString())
                .toList();
    }

    /** The facts of a message, or its checks. */
    private List<String> lines(int message) {
        List<String> lines = new ArrayList<>();
        JsonNode body =
                JsonMapper.shared().readTree(receiver.on("/chat").get(message).body());
        body.get("attachments")
                .get(0)
                .get("fields")
                .forEach(field -> lines.add(field.get("title").asString() + ": "
                        + field.get("value").asString().replace("\\", "")));
        return lines;
    }

    private List<String> statuses() {
        return fixtures.jdbc()
                .sql("SELECT status FROM deliveries")
                .query(String.class)
                .list();
    }
}
