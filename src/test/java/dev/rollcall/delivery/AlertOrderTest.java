package dev.rollcall.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.flip.Flips;
import dev.rollcall.flip.Sweeper;
import dev.rollcall.project.Projects;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import testing.App;
import testing.Receiver;
import tools.jackson.databind.JsonNode;

/**
 * For one check and one channel, alerts are sent in the order of the flips, and the last one has the current status.
 */
@RollcallTest
class AlertOrderTest {

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
    private Flips flips;

    private final Receiver receiver = Receiver.start();
    private SteppedWorker worker;
    private SteppedWorker other;
    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        fixtures.clear();
        worker = new SteppedWorker(queue, due, alerts);
        other = new SteppedWorker(queue, due, alerts);
        project = fixtures.project();
        clock.set(Instant.parse("2026-03-01T12:00:00Z"));
    }

    @AfterEach
    void stopReceiver() {
        receiver.close();
    }

    @Test
    void aDownThatFailedIsNotToldAfterTheUp() {
        UUID check = checkWithWebhook();
        fixtures.ping(check, "/fail");
        UUID down = deliveries(check).get(0);
        fails(down);
        clock.advance(Duration.ofSeconds(1));
        fixtures.ping(check, "");
        UUID up = deliveries(check).get(1);

        assertThat(worker.work()).isEqualTo(1);

        assertThat(status(down)).isEqualTo("OUTDATED");
        assertThat(status(up)).isEqualTo("SENT");
        assertThat(received()).containsExactly(down, up);
    }

    @Test
    void afterAnOutageOnlyTheLatestIsSentAndSaysForHowManyChangesItStands() {
        webhookWithBody("$STATUS $CHANGES");
        UUID check = fixtures.check(project, "{\"channels\": \"*\"}");
        fixtures.ping(check, "/fail");
        fails(deliveries(check).get(0));
        fixtures.ping(check, "");
        fixtures.ping(check, "/fail");
        fails(deliveries(check).get(2));
        fixtures.ping(check, "");
        fixtures.ping(check, "/fail");

        assertThat(worker.work()).isEqualTo(1);

        assertThat(receiver.received())
                .extracting(Receiver.Received::body)
                .containsExactly("down 1", "down 3", "down 5");
        assertThat(deliveries(check))
                .extracting(this::status)
                .containsExactly("OUTDATED", "OUTDATED", "OUTDATED", "OUTDATED", "SENT");
        fixtures.ping(check, "");
        worker.work();
        assertThat(receiver.received().get(3).body()).isEqualTo("up 1");
    }

    /** A late ping leaves the status as it is, also when its alert stands for earlier ones, or fails itself. */
    @Test
    void aLatePingIsNotCountedAsAChangeOfStatus() {
        webhookWithBody("$STATUS $CHANGES");
        UUID check = fixtures.check(
                project, "{\"channels\": \"*\", \"timeout\": 3600, \"grace\": 3600, \"notify_late\": true}");
        fixtures.ping(check, "/fail");
        fails(deliveries(check).get(0));
        fixtures.ping(check, "");
        fails(deliveries(check).get(1));
        for (int hour = 1; hour <= 2; hour++) {
            Sweeper.sweep(flips, clock.advance(Duration.ofMinutes(61)), 100);
            fails(deliveries(check).get(hour + 1));
        }
        // The alert that the check is down is tried again. Nothing else waits any more.
        clock.advance(Duration.ofMinutes(1));
        worker.work();

        assertThat(receiver.received())
                .extracting(Receiver.Received::body)
                .containsExactly("down 1", "up 2", "late 2", "down 3", "down 3");
    }

    @Test
    void aDownIsNotToldOfACheckThatCameUpByWayOfAPause() {
        UUID check = checkWithWebhook();
        fixtures.ping(check, "/fail");
        UUID down = deliveries(check).get(0);
        fails(down);
        call(HttpMethod.POST, "/api/v3/checks/" + check + "/pause");
        fixtures.ping(check, "");
        assertThat(deliveries(check)).containsExactly(down);
        clock.advance(Duration.ofMinutes(1));

        worker.work();

        assertThat(status(down)).isEqualTo("OUTDATED");
        assertThat(received()).containsExactly(down);
    }

    @Test
    void aDownThatWasNeverTriedIsNotToldOfACheckThatWasPausedSince() {
        UUID check = checkWithWebhook();
        fixtures.ping(check, "/fail");
        call(HttpMethod.POST, "/api/v3/checks/" + check + "/pause");

        worker.work();

        assertThat(deliveries(check)).extracting(this::status).containsExactly("OUTDATED");
        assertThat(received()).isEmpty();
    }

    /** Else the receiver would believe for good that the check is down. */
    @Test
    void anUpIsToldOfACheckThatWasPausedSince() {
        UUID check = checkWithWebhook();
        fixtures.ping(check, "/fail");
        worker.work();
        fixtures.ping(check, "");
        call(HttpMethod.POST, "/api/v3/checks/" + check + "/pause");

        worker.work();

        assertThat(received()).containsExactlyElementsOf(deliveries(check)).hasSize(2);
    }

    @Test
    void laterOnesWaitWhileTheFirstIsUnderWay() {
        UUID check = checkWithWebhook();
        fixtures.ping(check, "/fail");
        Attempt down = worker.take().get(0);
        fixtures.ping(check, "");
        fixtures.ping(check, "/fail");

        assertThat(other.take()).isEmpty();
        alerts.deliver(down);
        assertThat(other.work()).isEqualTo(2);

        assertThat(received()).containsExactlyElementsOf(deliveries(check)).hasSize(3);
    }

    @Test
    void oneThatWasTriedBeforeAndIsUnderWayHoldsUpTheLaterOnes() {
        UUID check = checkWithWebhook();
        fixtures.ping(check, "/fail");
        fails(deliveries(check).get(0));
        clock.advance(Duration.ofSeconds(6));
        Attempt down = worker.take().get(0);
        fixtures.ping(check, "");

        assertThat(other.take()).isEmpty();
        alerts.deliver(down);
        assertThat(other.work()).isEqualTo(1);

        assertThat(deliveries(check)).extracting(this::status).containsExactly("SENT", "SENT");
    }

    /** The other worker looked before the later flip was there. */
    @Test
    void theLaterOneIsHandedBackIfTheEarlierWasTakenAtTheSameTime() {
        UUID check = checkWithWebhook();
        fixtures.ping(check, "/fail");
        UUID down = deliveries(check).get(0);
        fails(down);
        fixtures.ping(check, "");
        UUID up = deliveries(check).get(1);
        Attempt later = worker.take().get(0);
        assertThat(later.id()).isEqualTo(up);
        fixtures.jdbc()
                .sql(
                        "UPDATE deliveries SET held_by = :other, held_until = :until, version = version + 1 WHERE id = :id")
                .param("other", other.id())
                .param("until", clock.instant().plusSeconds(10).atOffset(java.time.ZoneOffset.UTC))
                .param("id", down)
                .update();

        alerts.deliver(later);

        assertThat(received()).as("only the failed attempt").containsExactly(down);
        assertThat(status(up)).isEqualTo("PENDING");
        assertThat(worker.take()).isEmpty();
        queue.handBackBegun(other.id(), List.of(down), clock.instant());
        worker.work();
        assertThat(received()).containsExactly(down, up);
    }

    @Test
    void oneChannelDoesNotWaitForAnotherAndOneCheckNotForAnother() {
        webhook("/first");
        webhook("/second");
        UUID check = fixtures.check(project, "{\"channels\": \"*\"}");
        UUID another = fixtures.check(project, "{\"channels\": \"*\"}");
        fixtures.ping(check, "/fail");
        assertThat(worker.take(deliveries(check).get(0))).isPresent();
        fixtures.ping(check, "");
        fixtures.ping(another, "/fail");

        assertThat(other.work()).isEqualTo(4);

        assertThat(Stream.concat(deliveries(check).stream(), deliveries(another).stream())
                        .map(this::status))
                .containsOnly("PENDING", "SENT")
                .filteredOn("PENDING"::equals)
                .hasSize(2);
    }

    @Test
    void anUpWaitsForADownWhoseWorkerDiedUntilAnotherHasTakenThat() {
        UUID check = checkWithWebhook();
        fixtures.ping(check, "/fail");
        fixtures.ping(check, "");
        assertThat(worker.take()).hasSize(1);

        assertThat(other.work()).isZero();
        clock.advance(Leases.LENGTH);
        assertThat(other.work()).isEqualTo(2);

        assertThat(received()).containsExactlyElementsOf(deliveries(check));
    }

    @Test
    void anAlertSaysWhatThePingSaidThatMadeItsFlip() {
        webhookWithBody("$STATUS $EXITSTATUS $BODY");
        UUID check = fixtures.check(project, "{\"channels\": \"*\"}");
        ping(check, "/3", "disk full");
        ping(check, "/0", "all is well");
        ping(check, "/log", "and something else");

        worker.work();

        assertThat(receiver.received())
                .extracting(Receiver.Received::body)
                .containsExactly("down 3 disk full", "up 0 all is well");
    }

    @Test
    void silenceIsToldWithTheLatestPingBeforeIt() {
        webhookWithBody("$STATUS $EXITSTATUS $BODY");
        UUID check = fixtures.check(project, "{\"channels\": \"*\", \"timeout\": 60, \"grace\": 60}");
        ping(check, "/0", "before");
        Sweeper.sweep(flips, clock.advance(Duration.ofSeconds(121)), 1_000);
        ping(check, "/log", "after");

        worker.work();

        assertThat(receiver.received()).extracting(Receiver.Received::body).containsExactly("down 0 before");
    }

    @Test
    void aLateAlertThatFailedIsNotToldAfterItsPing() {
        UUID check = lateCheck();
        becomeLate();
        fails(deliveries(check).get(0));
        clock.advance(Duration.ofMinutes(1));
        fixtures.ping(check, "");

        worker.work();

        assertThat(deliveries(check)).extracting(this::status).containsExactly("OUTDATED");
        assertThat(receiver.received()).as("only the failed attempt").hasSize(1);
    }

    @Test
    void aLateAlertThatWaitedForAWorkerIsToldOnlyIfItsPingIsStillMissing() {
        UUID pinged = lateCheck();
        UUID silent = lateCheck();
        becomeLate();
        fixtures.ping(pinged, "");

        worker.work();

        assertThat(deliveries(pinged)).extracting(this::status).containsExactly("OUTDATED");
        assertThat(received()).containsExactlyElementsOf(deliveries(silent)).hasSize(1);
    }

    @Test
    void aLateAlertWhoseWorkerDiedIsNotToldAfterItsPing() {
        UUID check = lateCheck();
        becomeLate();
        assertThat(worker.take()).hasSize(1);
        clock.advance(Leases.LENGTH);
        fixtures.ping(check, "");

        other.work();

        assertThat(deliveries(check)).extracting(this::status).containsExactly("OUTDATED");
        assertThat(received()).isEmpty();
    }

    /** Else the receiver would believe for good that the check is down. */
    @Test
    void aLateAlertThatStandsForARecoveryIsToldAlthoughItsPingHasArrived() {
        UUID check = lateCheck();
        fixtures.ping(check, "/fail");
        worker.work();
        fixtures.ping(check, "");
        fails(deliveries(check).get(1));
        becomeLate();
        fails(deliveries(check).get(2));
        clock.advance(Duration.ofMinutes(1));
        fixtures.ping(check, "");

        worker.work();

        assertThat(deliveries(check)).extracting(this::status).containsExactly("SENT", "OUTDATED", "SENT");
        assertThat(receiver.received())
                .extracting(Receiver.Received::body)
                .containsExactly("down", "up", "late", "late");
    }

    @Test
    void theLogOfDeliveriesShowsWhichWasOutdated() {
        UUID check = checkWithWebhook();
        fixtures.ping(check, "/fail");
        fails(deliveries(check).get(0));
        clock.advance(Duration.ofSeconds(1));
        fixtures.ping(check, "");
        worker.work();

        JsonNode log = fixtures.json(call(HttpMethod.GET, "/api/v3/checks/" + check + "/deliveries/"))
                .get("deliveries");

        assertThat(log.get(0).get("state").asString()).isEqualTo("sent");
        assertThat(log.get(1).get("state").asString()).isEqualTo("outdated");
        assertThat(log.get(1).get("last_error").asString()).isEqualTo("the receiver answered 500");
        assertThat(log.get(1).get("finished_at").asString()).isEqualTo("2026-03-01T12:00:01+00:00");
        assertThat(log.get(1).get("next_attempt_at").isNull()).isTrue();
    }

    @Test
    void workersThatTakeWhatTheyFindKeepTheOrder() {
        webhook("/hook");
        List<UUID> checks = Stream.generate(() -> fixtures.check(project, "{\"channels\": \"*\"}"))
                .limit(6)
                .toList();
        for (int n = 0; n < 2; n++) {
            checks.forEach(check -> fixtures.ping(check, "/fail"));
            checks.forEach(check -> fixtures.ping(check, ""));
        }
        ExecutorService workers = Executors.newFixedThreadPool(6);

        List<CompletableFuture<Void>> working = Stream.generate(
                        () -> CompletableFuture.runAsync(this::workOneByOne, workers))
                .limit(6)
                .toList();

        assertThat(working).allSatisfy(one -> assertThat(one).succeedsWithin(App.PATIENCE));
        workers.shutdownNow();
        assertThat(checks).allSatisfy(check -> {
            List<UUID> inOrder = deliveries(check);
            assertThat(inOrder).hasSize(4).extracting(this::status).containsOnly("SENT");
            assertThat(received().stream().filter(inOrder::contains)).containsExactlyElementsOf(inOrder);
        });
    }

    /** A check that was pinged just now, with alerts about late pings. */
    private UUID lateCheck() {
        if (fixtures.jdbc()
                .sql("SELECT id FROM channels")
                .query(UUID.class)
                .list()
                .isEmpty()) {
            webhookWithBody("$STATUS");
        }
        UUID check = fixtures.check(
                project, "{\"channels\": \"*\", \"timeout\": 3600, \"grace\": 3600, \"notify_late\": true}");
        fixtures.ping(check, "");
        return check;
    }

    private void becomeLate() {
        Sweeper.sweep(flips, clock.advance(Duration.ofMinutes(61)), 1_000);
    }

    private void workOneByOne() {
        var mine = new SteppedWorker(queue, due, alerts);
        while (fixtures.jdbc()
                        .sql("SELECT count(*) FROM deliveries WHERE status = 'PENDING'")
                        .query(Integer.class)
                        .single()
                > 0) {
            mine.take(1).forEach(alerts::deliver);
        }
    }

    private void fails(UUID delivery) {
        receiver.answer(500);
        assertThat(worker.deliver(delivery)).as("is its turn").isTrue();
        receiver.answer(200);
    }

    /** The ids of received alerts, in order, whatever the answer was. */
    private List<UUID> received() {
        return receiver.received().stream()
                .map(request -> UUID.fromString(String.valueOf(request.headers().get("webhook-id"))))
                .toList();
    }

    private String status(UUID delivery) {
        return fixtures.jdbc()
                .sql("SELECT status FROM deliveries WHERE id = :id")
                .param("id", delivery)
                .query(String.class)
                .single();
    }

    /** In the order of the flips. */
    private List<UUID> deliveries(UUID check) {
        return fixtures.jdbc()
                .sql("SELECT id FROM deliveries WHERE check_id = :check ORDER BY flip_id, id")
                .param("check", check)
                .query(UUID.class)
                .list();
    }

    private void ping(UUID check, String signal, String body) {
        clock.advance(Duration.ofSeconds(1));
        assertThat(fixtures.http().post().uri("/ping/" + check + signal).content(body.getBytes(StandardCharsets.UTF_8)))
                .hasStatusOk();
    }

    private UUID checkWithWebhook() {
        webhook("/hook");
        return fixtures.check(project, "{\"channels\": \"*\"}");
    }

    private void webhook(String path) {
        channel("{\"kind\": \"webhook\", \"url\": \"" + receiver.url(path) + "\"}");
    }

    private void webhookWithBody(String body) {
        channel("{\"kind\": \"webhook\", \"url\": \"%s\", \"body_down\": \"%s\", \"body_up\": \"%s\"}"
                .formatted(receiver.url("/hook"), body, body));
    }

    private void channel(String fields) {
        MvcTestResult created = fixtures.call(HttpMethod.POST, "/api/v3/channels/", project.readWriteKey(), fields);
        assertThat(created).hasStatus(201);
    }

    private MvcTestResult call(HttpMethod method, String path) {
        MvcTestResult result = fixtures.call(method, path, project.readWriteKey(), "");
        assertThat(result).hasStatusOk();
        return result;
    }
}
