package dev.rollcall.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.delivery.reminder.ReminderStore;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import testing.App;
import testing.Receiver;
import tools.jackson.databind.JsonNode;

/** A channel with the setting {@code remind} is told again that a check is still down. */
@RollcallTest
class ReminderTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int BATCH = 100;

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
    private ReminderStore reminders;

    @Autowired
    private DeliveryStore deliveries;

    private final Receiver receiver = Receiver.start();
    private SteppedWorker worker;
    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        fixtures.clear();
        clock.set(NOON);
        worker = new SteppedWorker(queue, due, alerts);
        project = fixtures.project();
    }

    @AfterEach
    void stopReceiver() {
        receiver.close();
    }

    @Test
    void anHourlyChannelIsToldEachHourSinceTheCheckWentDown() {
        channel("hourly");
        UUID check = down();

        assertThat(workAt("12:59:59")).isEmpty();
        assertThat(workAt("13:00:00")).containsExactly("down reminder");
        assertThat(workAt("13:59:59")).isEmpty();
        // This worker is late. The rhythm is that of the check.
        assertThat(workAt("14:20:00")).containsExactly("down reminder");
        assertThat(workAt("14:59:59")).isEmpty();
        assertThat(workAt("15:00:00")).containsExactly("down reminder");
        fixtures.ping(check, "");
        assertThat(workAt("16:00:00")).containsExactly("up flip");
        assertThat(workAt("18:00:00")).isEmpty();
    }

    @Test
    void aDailyChannelIsToldEachDayAndOneWithoutTheSettingNever() {
        channel("daily");
        channel("off");
        channel(null);
        down();

        assertThat(workAt("23:59:59")).isEmpty();
        clock.set(NOON.plus(Duration.ofDays(1)));
        assertThat(work()).containsExactly("down reminder");
        clock.advance(Duration.ofHours(23));
        assertThat(work()).isEmpty();
        clock.advance(Duration.ofHours(1));
        assertThat(work()).containsExactly("down reminder");
    }

    @Test
    void afterAnAbsenceOfAllWorkersOneReminderIsSentAndNotThoseThatWereMissed() {
        channel("hourly");
        down();

        clock.set(NOON.plus(Duration.ofHours(30)).plusSeconds(7));

        assertThat(work()).containsExactly("down reminder");
        clock.set(NOON.plus(Duration.ofHours(31)));
        assertThat(work()).containsExactly("down reminder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "paused", "acknowledged", "removed"})
    void aReminderThatWaitsIsDroppedIfItIsNotTrueAnyMore(String now) {
        channel("hourly");
        UUID check = down();
        clock.set(NOON.plus(Duration.ofHours(1)));
        assertThat(reminders.remind(clock.instant(), BATCH).made()).isEqualTo(1);

        switch (now) {
            case "up" -> fixtures.ping(check, "");
            case "paused" -> call(HttpMethod.POST, "/api/v3/checks/" + check + "/pause", "");
            case "removed" -> call(HttpMethod.POST, "/api/v3/checks/" + check, "{\"channels\": \"\"}");
            default -> call(HttpMethod.POST, "/api/v3/checks/" + check + "/acknowledge", "");
        }

        assertThat(work()).isEqualTo(now.equals("up") ? List.of("up flip") : List.of());
        assertThat(states("REMINDER")).containsExactly("OUTDATED");
        clock.advance(Duration.ofHours(3));
        assertThat(work()).isEmpty();
    }

    @Test
    void theNextDownHasRemindersAgain() {
        channel("hourly");
        UUID check = down();
        call(HttpMethod.POST, "/api/v3/checks/" + check + "/acknowledge", "");
        clock.advance(Duration.ofMinutes(90));
        assertThat(work()).isEmpty();
        fixtures.ping(check, "");
        fixtures.ping(check, "/fail");
        assertThat(work()).containsExactly("up flip", "down flip");

        clock.advance(Duration.ofHours(1));
        assertThat(work()).containsExactly("down reminder");
    }

    @Test
    void aChannelThatIsTakenFromTheCheckIsNotReminded() {
        channel("hourly");
        UUID check = down();
        call(HttpMethod.POST, "/api/v3/checks/" + check, "{\"channels\": \"\"}");
        clock.advance(Duration.ofHours(1));

        assertThat(work()).isEmpty();
    }

    /** One row without a pause made the statement fail, and with it the reminders of all projects. */
    @Test
    void aChannelThatWantsNoMoreRemindersGetsNoneAndKeepsNobodyFromTheirs() {
        channel("hourly");
        channel("hourly");
        UUID check = down();
        String channel =
                fixtures.show(project, check).get("channels").asString().split(",")[0];
        remind(channel, "off");
        clock.advance(Duration.ofHours(1));

        assertThat(work()).containsExactly("down reminder");
        clock.advance(Duration.ofHours(1));
        assertThat(work()).containsExactly("down reminder");
    }

    /** The first reminder of the new rhythm was not due yet. A reminder without a number made the statement fail. */
    @Test
    void aChannelThatWantsFewerRemindersWaitsForItsNextAndKeepsNobodyFromTheirs() {
        channel("hourly");
        channel("hourly");
        UUID check = down();
        String channel =
                fixtures.show(project, check).get("channels").asString().split(",")[0];
        remind(channel, "daily");
        clock.advance(Duration.ofHours(1));

        assertThat(work()).containsExactly("down reminder");
        clock.set(NOON.plus(Duration.ofDays(1)));
        assertThat(work()).containsExactly("down reminder", "down reminder");
    }

    /** The hourly reminders had used the numbers of the days. As many days passed without a reminder. */
    @Test
    void aChannelThatHadManyRemindersGetsThemInItsNewRhythm() {
        channel("hourly");
        UUID check = down();
        String channel = fixtures.show(project, check).get("channels").asString();
        for (int hour = 1; hour <= 3; hour++) {
            clock.set(NOON.plus(Duration.ofHours(hour)));
            assertThat(work()).as("hour %d", hour).containsExactly("down reminder");
        }
        List<String> rhythms = List.of("daily", "daily", "hourly", "daily");
        for (int day = 1; day <= rhythms.size(); day++) {
            remind(channel, rhythms.get(day - 1));
            clock.set(NOON.plus(Duration.ofDays(day)));
            assertThat(work()).as("day %d", day).containsExactly("down reminder");
        }

        assertThat(fixtures.jdbc()
                        .sql("SELECT round FROM deliveries WHERE purpose = 'REMINDER' ORDER BY created_at")
                        .query(Integer.class)
                        .list())
                .containsExactly(1, 2, 3, 4, 5, 72, 73);
    }

    /** A text has no words for the next reminder of such a channel: each attempt failed, and the channel was paused. */
    @Test
    void aReminderThatWaitsIsDroppedIfItsChannelWantsNoMore() {
        channel("hourly");
        assertThat(call(
                        HttpMethod.POST,
                        "/api/v3/channels/",
                        "{\"kind\": \"mattermost\", \"remind\": \"hourly\", \"url\": \"" + receiver.url("/chat")
                                + "\"}"))
                .hasStatus(201);
        UUID check = down();
        clock.advance(Duration.ofHours(1));
        assertThat(reminders.remind(clock.instant(), BATCH).made()).isEqualTo(2);
        for (String channel :
                fixtures.show(project, check).get("channels").asString().split(",")) {
            remind(channel, "off");
        }

        assertThat(work()).isEmpty();

        assertThat(states("REMINDER")).containsExactly("OUTDATED", "OUTDATED");
        assertThat(fixtures.jdbc()
                        .sql("SELECT count(*) FROM channel_health")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void whileAnAlertWaitsForTheChannelNoReminderIsAdded() {
        channel("hourly");
        receiver.answer(500);
        down();
        for (int n = 0; n < 4; n++) {
            clock.advance(Duration.ofHours(1));
            assertThat(reminders.remind(clock.instant(), BATCH).made()).isZero();
        }
        receiver.answer(200);

        assertThat(work()).containsExactly("down flip");
        for (int n = 0; n < 3; n++) {
            clock.advance(Duration.ofHours(1));
            assertThat(reminders.remind(clock.instant(), BATCH).made()).isEqualTo(n == 0 ? 1 : 0);
        }
        assertThat(work()).as("only one waited").containsExactly("down reminder");
    }

    @Test
    void aReminderOfAMutedCheckWaitsForTheEndOfTheMute() {
        channel("hourly");
        UUID check = down();
        fixtures.jdbc()
                .sql("INSERT INTO snoozes (check_id, until_at) VALUES (:check, :until)")
                .param("check", check)
                .param("until", NOON.plus(Duration.ofMinutes(90)).atOffset(ZoneOffset.UTC))
                .update();

        assertThat(workAt("13:00:00")).isEmpty();
        assertThat(workAt("13:30:00")).containsExactly("down reminder");
        assertThat(workAt("14:00:00")).containsExactly("down reminder");
    }

    /** It is nothing new to the receiver, but that is its purpose. */
    @Test
    void aChannelToWhichAlertsAreEscalatedIsRemindedAfterItWasTold() {
        webhook(", \"remind\": \"hourly\", \"escalate_after\": 600", "$STATUS $PURPOSE");
        down();

        assertThat(workAt("12:09:59")).isEmpty();
        assertThat(workAt("12:10:00")).containsExactly("down flip");
        assertThat(workAt("13:00:00")).containsExactly("down reminder");
    }

    @Test
    void aReminderIsNoChangeOfStatus() {
        channel("hourly", "$STATUS $CHANGES");
        UUID check = down();
        receiver.answer(500);
        clock.advance(Duration.ofHours(1));
        work();
        fixtures.ping(check, "");
        receiver.answer(200);
        clock.advance(Duration.ofMinutes(1));

        assertThat(work()).containsExactly("up 1");
    }

    @Test
    void aDeliveryThatStillRemindsIsNotPruned() {
        channel("hourly");
        down();
        Instant horizon = clock.advance(Duration.ofDays(1));

        deliveries.deleteFinished(null, horizon, BATCH);

        assertThat(work()).containsExactly("down reminder");
    }

    @Test
    void theListOfDeliveriesSaysWhichIsAReminder() {
        channel("hourly");
        UUID check = down();
        clock.advance(Duration.ofHours(1));
        work();

        JsonNode list = fixtures.json(call(HttpMethod.GET, "/api/v3/checks/" + check + "/deliveries/", ""))
                .get("deliveries");

        assertThat(list.findValuesAsString("purpose")).containsExactlyInAnyOrder("flip", "reminder");
        assertThat(list.findValuesAsString("state")).containsExactly("sent", "sent");
    }

    @Test
    void workersTogetherMakeEachReminderOnce() throws Exception {
        channel("hourly");
        int checks = 120;
        for (int n = 0; n < checks; n++) {
            fixtures.ping(fixtures.check(project, "{\"channels\": \"*\"}"), "/fail");
        }
        worker.work();
        clock.advance(Duration.ofHours(1));
        ExecutorService workers = Executors.newFixedThreadPool(4);
        var ready = new CountDownLatch(4);
        List<Callable<Integer>> together = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            together.add(() -> {
                ready.countDown();
                ready.await();
                int made = 0;
                ReminderStore.Reminded batch;
                do {
                    batch = reminders.remind(clock.instant(), 7);
                    made += batch.made();
                } while (batch.lookedAt() > 0);
                return made;
            });
        }

        int made = 0;
        for (Future<Integer> done : workers.invokeAll(together, App.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            made += done.get();
        }
        workers.shutdownNow();

        assertThat(made).isEqualTo(checks);
        assertThat(states("REMINDER")).hasSize(checks).containsOnly("PENDING");
        assertThat(fixtures.jdbc()
                        .sql("SELECT count(DISTINCT check_id) FROM deliveries WHERE purpose = 'REMINDER'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(checks);
    }

    @Test
    void anInvalidSettingIsNamed() {
        MvcTestResult refused =
                call(HttpMethod.POST, "/api/v3/channels/", "{\"kind\": \"log\", \"remind\": \"weekly\"}");

        assertThat(refused).hasStatus(400);
        assertThat(fixtures.json(refused).get("errors").get("remind").asString())
                .isEqualTo("must be one of off, hourly, daily");
    }

    private void channel(@Nullable String remind) {
        channel(remind, "$STATUS $PURPOSE");
    }

    private void channel(@Nullable String remind, String body) {
        webhook(remind == null ? "" : ", \"remind\": \"" + remind + "\"", body);
    }

    private void webhook(String settings, String body) {
        String url = receiver.url("/hook");
        assertThat(call(
                        HttpMethod.POST,
                        "/api/v3/channels/",
                        "{\"kind\": \"webhook\", \"url_down\": \"" + url + "\", \"url_up\": \"" + url
                                + "\", \"method_down\": \"POST\", \"method_up\": \"POST\", \"body_down\": \"" + body
                                + "\", \"body_up\": \"" + body + "\"" + settings + "}"))
                .hasStatus(201);
    }

    private void remind(String channel, String rhythm) {
        assertThat(call(HttpMethod.POST, "/api/v3/channels/" + channel, "{\"remind\": \"" + rhythm + "\"}"))
                .hasStatusOk();
    }

    /** A check that is down, of which its channels were told. */
    private UUID down() {
        UUID check = fixtures.check(project, "{\"channels\": \"*\"}");
        fixtures.ping(check, "/fail");
        worker.work();
        receiver.received().clear();
        return check;
    }

    private List<String> workAt(String time) {
        clock.set(Instant.parse("2026-03-01T" + time + "Z"));
        return work();
    }

    /** What the receiver gets now. */
    private List<String> work() {
        receiver.received().clear();
        reminders.remind(clock.instant(), BATCH);
        worker.work();
        return receiver.received().stream().map(Receiver.Received::body).toList();
    }

    private List<String> states(String purpose) {
        return fixtures.jdbc()
                .sql("SELECT status FROM deliveries WHERE purpose = :purpose")
                .param("purpose", purpose)
                .query(String.class)
                .list();
    }

    private MvcTestResult call(HttpMethod method, String path, String body) {
        return fixtures.call(method, path, project.readWriteKey(), body);
    }
}
