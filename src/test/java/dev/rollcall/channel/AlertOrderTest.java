package dev.rollcall.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.delivery.DeliverAlerts;
import dev.rollcall.delivery.QueueEntry;
import dev.rollcall.flip.Flips;
import dev.rollcall.project.Projects;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
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
    private DeliverAlerts alerts;

    @Autowired
    private Flips flips;

    private final Receiver receiver = Receiver.start();
    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        project = fixtures.project();
        clock.set(Instant.parse("2026-03-01T12:00:00Z"));
    }

    @AfterEach
    void stopReceiver() {
        receiver.close();
    }

    @Test
    void aDownThatFailedIsNotToldAfterTheUp() {
        webhook("/hook");
        UUID check = fixtures.check(project, "{\"channels\": \"*\"}");
        fixtures.ping(check, "/fail");
        UUID down = deliveries(check).get(0);
        fails(down);
        clock.advance(Duration.ofSeconds(1));
        fixtures.ping(check, "");
        UUID up = deliveries(check).get(1);

        assertThat(deliver(up)).isEqualTo(QueueEntry.LEAVE);

        assertThat(status(down)).isEqualTo("OUTDATED");
        assertThat(isQueued(down)).isFalse();
        assertThat(deliver(down)).isEqualTo(QueueEntry.REMOVE);
        assertThat(received()).containsExactly(down, up);
    }

    @Test
    void aDownWhoseNextAttemptComesFirstEndsThen() {
        webhook("/hook");
        UUID check = fixtures.check(project, "{\"channels\": \"*\"}");
        fixtures.ping(check, "/fail");
        UUID down = deliveries(check).get(0);
        fails(down);
        fixtures.ping(check, "");

        assertThat(deliver(down)).isEqualTo(QueueEntry.REMOVE);

        assertThat(status(down)).isEqualTo("OUTDATED");
        assertThat(received()).containsExactly(down);
        assertThat(deliver(deliveries(check).get(1))).isEqualTo(QueueEntry.LEAVE);
    }

    @Test
    void aDownThatFailedIsNotToldOfACheckThatCameUpByWayOfAPause() {
        webhook("/hook");
        UUID check = fixtures.check(project, "{\"channels\": \"*\"}");
        fixtures.ping(check, "/fail");
        UUID down = deliveries(check).get(0);
        fails(down);
        assertThat(fixtures.call(HttpMethod.POST, "/api/v3/checks/" + check + "/pause", project.readWriteKey(), ""))
                .hasStatusOk();
        fixtures.ping(check, "");
        assertThat(deliveries(check)).containsExactly(down);

        deliver(down);

        assertThat(status(down)).isEqualTo("OUTDATED");
        assertThat(received()).containsExactly(down);
    }

    @Test
    void anUpWaitsWhileTheDownIsUnderWay() {
        webhook("/hook");
        UUID check = fixtures.check(project, "{\"channels\": \"*\"}");
        fixtures.ping(check, "/fail");
        UUID down = deliveries(check).get(0);
        receiver.withholdAnswers();
        take(down);
        CompletableFuture<QueueEntry> underWay = CompletableFuture.supplyAsync(() -> deliver(down));
        receiver.await(1, Duration.ofSeconds(10));
        fixtures.ping(check, "");
        fixtures.ping(check, "/fail");
        UUID up = deliveries(check).get(1);
        UUID downAgain = deliveries(check).get(2);

        assertThat(deliver(downAgain)).isEqualTo(QueueEntry.PUT_OFF);
        assertThat(deliver(up)).isEqualTo(QueueEntry.PUT_OFF);
        assertThat(received()).containsExactly(down);

        receiver.answerHeld();
        assertThat(underWay).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(deliver(downAgain)).isEqualTo(QueueEntry.PUT_OFF);
        assertThat(deliver(up)).isEqualTo(QueueEntry.LEAVE);
        assertThat(deliver(downAgain)).isEqualTo(QueueEntry.LEAVE);
        assertThat(received()).containsExactly(down, up, downAgain);
    }

    @Test
    void aDownThatWasNeverTriedIsToldFirst() {
        webhook("/hook");
        UUID check = fixtures.check(project, "{\"channels\": \"*\"}");
        fixtures.ping(check, "/fail");
        fixtures.ping(check, "");
        UUID down = deliveries(check).get(0);
        UUID up = deliveries(check).get(1);

        assertThat(deliver(up)).isEqualTo(QueueEntry.PUT_OFF);
        assertThat(deliver(down)).isEqualTo(QueueEntry.LEAVE);
        assertThat(deliver(up)).isEqualTo(QueueEntry.LEAVE);

        assertThat(received()).containsExactly(down, up);
    }

    @Test
    void oneChannelDoesNotWaitForAnotherAndOneCheckNotForAnother() {
        webhook("/first");
        webhook("/second");
        UUID check = fixtures.check(project, "{\"channels\": \"*\"}");
        UUID other = fixtures.check(project, "{\"channels\": \"*\"}");
        fixtures.ping(check, "/fail");
        fixtures.ping(other, "/fail");
        UUID stuck = deliveries(check).get(0);
        take(stuck);
        UUID free = deliveries(check).get(1);
        deliver(free);
        fixtures.ping(check, "");

        List<UUID> ups = deliveries(check).subList(2, 4);
        Set<QueueEntry> outcomes = new HashSet<>();
        ups.forEach(up -> outcomes.add(deliver(up)));
        deliveries(other).forEach(down -> assertThat(deliver(down)).isEqualTo(QueueEntry.LEAVE));

        assertThat(outcomes).containsExactlyInAnyOrder(QueueEntry.PUT_OFF, QueueEntry.LEAVE);
    }

    @Test
    void anAlertSaysWhatThePingSaidThatMadeItsFlip() {
        webhookWithBody("$STATUS $EXITSTATUS $BODY");
        UUID check = fixtures.check(project, "{\"channels\": \"*\"}");
        ping(check, "/3", "disk full");
        ping(check, "/0", "all is well");
        ping(check, "/log", "and something else");

        deliveries(check).forEach(this::deliver);

        assertThat(receiver.received())
                .extracting(Receiver.Received::body)
                .containsExactly("down 3 disk full", "up 0 all is well");
    }

    @Test
    void silenceIsToldWithTheLatestPingBeforeIt() {
        webhookWithBody("$STATUS $EXITSTATUS $BODY");
        UUID check = fixtures.check(project, "{\"channels\": \"*\", \"timeout\": 60, \"grace\": 60}");
        ping(check, "/0", "before");
        flips.flipOverdue(clock.advance(Duration.ofSeconds(121)), 1_000);
        ping(check, "/log", "after");

        deliveries(check).forEach(this::deliver);

        assertThat(receiver.received()).extracting(Receiver.Received::body).containsExactly("down 0 before");
    }

    @Test
    void theLogOfDeliveriesShowsWhichWasOutdated() {
        webhook("/hook");
        UUID check = fixtures.check(project, "{\"channels\": \"*\"}");
        fixtures.ping(check, "/fail");
        fails(deliveries(check).get(0));
        clock.advance(Duration.ofSeconds(1));
        fixtures.ping(check, "");
        deliver(deliveries(check).get(1));

        JsonNode log = fixtures.json(fixtures.call(
                        HttpMethod.GET, "/api/v3/checks/" + check + "/deliveries/", project.readWriteKey(), ""))
                .get("deliveries");

        assertThat(log.get(0).get("state").asString()).isEqualTo("sent");
        assertThat(log.get(1).get("state").asString()).isEqualTo("outdated");
        assertThat(log.get(1).get("last_error").asString()).isEqualTo("the receiver answered 500");
        assertThat(log.get(1).get("finished_at").asString()).isEqualTo("2026-03-01T12:00:01+00:00");
        assertThat(log.get(1).get("next_attempt_at").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void howeverAttemptsGoTheyKeepTheOrderAndTheLastTellsThePresentStatus(long seed) {
        var random = new Random(seed);
        webhook("/hook");
        UUID check = fixtures.check(project, "{\"channels\": \"*\"}");
        boolean up = true;
        int flips = 0;
        List<UUID> pending = List.of();
        while (flips < 10 || !pending.isEmpty()) {
            clock.advance(Duration.ofSeconds(1));
            if (flips < 10 && random.nextInt(3) == 0) {
                up = !up;
                flips++;
                fixtures.ping(check, up ? "" : "/fail");
            } else if (!pending.isEmpty()) {
                receiver.answer(random.nextBoolean() ? 200 : 500);
                try {
                    deliver(pending.get(random.nextInt(pending.size())));
                } catch (DeliveryException e) {
                    assertThat(e).hasMessage("the receiver answered 500");
                }
            }
            pending = deliveries(check).stream()
                    .filter(id -> status(id).equals("PENDING"))
                    .toList();
        }

        List<UUID> inOrder = deliveries(check);
        List<Integer> places = received().stream().map(inOrder::indexOf).toList();
        assertThat(places).isSorted();
        assertThat(status(inOrder.get(inOrder.size() - 1))).isEqualTo("SENT");
        assertThat(inOrder)
                .allSatisfy(id -> assertThat(isQueued(id) && status(id).equals("OUTDATED"))
                        .isFalse());
    }

    @Test
    void anUpWaitsForADownWhoseWorkerDiedUntilAnotherHasTakenThat() {
        webhook("/hook");
        UUID check = fixtures.check(project, "{\"channels\": \"*\"}");
        fixtures.ping(check, "/fail");
        fixtures.ping(check, "");
        UUID down = deliveries(check).get(0);
        UUID up = deliveries(check).get(1);
        take(down);

        assertThat(deliver(up)).isEqualTo(QueueEntry.PUT_OFF);
        giveBack(down);
        assertThat(deliver(down)).isEqualTo(QueueEntry.LEAVE);
        assertThat(deliver(up)).isEqualTo(QueueEntry.LEAVE);

        assertThat(received()).containsExactly(down, up);
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
        List<UUID> all =
                checks.stream().flatMap(check -> deliveries(check).stream()).toList();
        ExecutorService workers = Executors.newFixedThreadPool(6);

        List<CompletableFuture<Void>> working = Stream.generate(
                        () -> CompletableFuture.runAsync(() -> work(all), workers))
                .limit(6)
                .toList();

        assertThat(working).allSatisfy(one -> assertThat(one).succeedsWithin(30, TimeUnit.SECONDS));
        workers.shutdownNow();
        assertThat(all).hasSize(24).allSatisfy(id -> assertThat(status(id)).isEqualTo("SENT"));
        assertThat(checks).allSatisfy(check -> {
            List<UUID> inOrder = deliveries(check);
            assertThat(received().stream().filter(inOrder::contains)).containsExactlyElementsOf(inOrder);
        });
    }

    /** Takes the deliveries one by one, in a random order, until all are made. */
    private void work(List<UUID> all) {
        List<UUID> mine = new ArrayList<>(all);
        Collections.shuffle(mine);
        while (mine.stream().anyMatch(id -> status(id).equals("PENDING"))) {
            for (UUID id : mine) {
                if (take(id)) {
                    deliver(id);
                    giveBack(id);
                }
            }
        }
    }

    private void fails(UUID delivery) {
        receiver.answer(500);
        assertThatThrownBy(() -> deliver(delivery)).isInstanceOf(DeliveryException.class);
        receiver.answer(200);
    }

    /** The ids of received alerts, in order, whatever the answer was. */
    private List<UUID> received() {
        return receiver.received().stream()
                .map(request -> UUID.fromString(String.valueOf(request.headers().get("webhook-id"))))
                .toList();
    }

    /** Delivers as a worker does that has just taken the entry. */
    private QueueEntry deliver(UUID id) {
        QueueEntry entry = alerts.deliver(id, lease(id));
        if (entry == QueueEntry.REMOVE) {
            fixtures.jdbc()
                    .sql("DELETE FROM scheduled_tasks WHERE task_instance = :id")
                    .param("id", id.toString())
                    .update();
        }
        return entry;
    }

    /** Marks the entry as taken, as the queue does. */
    private boolean take(UUID delivery) {
        return fixtures.jdbc().sql("""
                                UPDATE scheduled_tasks
                                SET picked = true, picked_by = 'another', version = version + 1
                                WHERE task_instance = :id AND NOT picked
                                """).param("id", delivery.toString()).update() == 1;
    }

    private void giveBack(UUID delivery) {
        fixtures.jdbc()
                .sql("UPDATE scheduled_tasks SET picked = false, version = version + 1 WHERE task_instance = :id")
                .param("id", delivery.toString())
                .update();
    }

    private long lease(UUID delivery) {
        return fixtures.jdbc()
                .sql("SELECT version FROM scheduled_tasks WHERE task_instance = :id")
                .param("id", delivery.toString())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    private boolean isQueued(UUID delivery) {
        return lease(delivery) > 0;
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
        return new ArrayList<>(
                fixtures.jdbc().sql("""
                        SELECT d.id
                        FROM deliveries d
                        JOIN flips f ON f.id = d.flip_id
                        WHERE f.check_id = :check
                        ORDER BY f.id
                        """).param("check", check).query(UUID.class).list());
    }

    private void ping(UUID check, String signal, String body) {
        clock.advance(Duration.ofSeconds(1));
        assertThat(fixtures.http().post().uri("/ping/" + check + signal).content(body.getBytes(StandardCharsets.UTF_8)))
                .hasStatusOk();
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
}
