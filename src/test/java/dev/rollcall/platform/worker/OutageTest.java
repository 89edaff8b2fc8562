package dev.rollcall.platform.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.flip.Flips;
import dev.rollcall.flip.Sweeper;
import dev.rollcall.platform.database.LockStore;
import dev.rollcall.platform.ingress.Arrivals;
import dev.rollcall.platform.process.ProcessType;
import dev.rollcall.platform.time.DatabaseClock;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Heartbeats find each outage, once. Simulated in the future, where no heartbeat of the test's own process is. */
@RollcallTest
class OutageTest {

    private static final Instant NOON = Instant.parse("2030-03-01T12:00:00Z");

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private HeartbeatStore store;

    @Autowired
    private Outages outages;

    @Autowired
    private ApplicationContext context;

    private SimulatedWeb one;
    private SimulatedWeb other;

    @BeforeEach
    void noWebProcessYet() {
        one = SimulatedWeb.of(context);
        other = SimulatedWeb.of(context);
    }

    @AfterEach
    void clear() {
        one.end();
    }

    @Test
    void aFirstStartIsNoOutage() {
        assertThat(one.beats(NOON)).isEmpty();
        assertThat(outages.count()).isZero();
    }

    @Test
    void aHeartbeatThatIsALittleLateIsNoOutage() {
        one.beats(NOON);
        assertThat(one.beats(NOON.plus(Reception.MAX_GAP))).isEmpty();
        assertThat(outages.count()).isZero();
    }

    @Test
    void aCrashIsFoundByTheNextWebProcessWhenNoWorkerWasThere() {
        one.beats(NOON);
        one.restart();

        assertThat(one.beats(NOON.plusSeconds(25)))
                .hasValueSatisfying(outage -> expect(outage, NOON, NOON.plusSeconds(25), Outage.Reason.LOST));
        assertThat(one.beats(NOON.plusSeconds(26))).isEmpty();
        assertThat(outages.count()).isEqualTo(1);
    }

    @Test
    void aQuickRestartAfterACrashIsAnOutageToo() {
        one.beats(NOON);
        one.restart();

        assertThat(one.beats(NOON.plusSeconds(3)))
                .hasValueSatisfying(outage -> expect(outage, NOON, NOON.plusSeconds(3), Outage.Reason.LOST));
    }

    @Test
    void aWorkerFindsAnOutageWhileItLasts() {
        one.beats(NOON);
        assertThat(one.workerBeats(NOON.plusSeconds(5))).isEmpty();
        assertThat(one.workerBeats(NOON.plusSeconds(6)))
                .hasValueSatisfying(outage -> expect(outage, NOON, null, Outage.Reason.LOST));
        assertThat(one.workerBeats(NOON.plusSeconds(7))).as("once").isEmpty();
        one.restart();

        assertThat(one.beats(NOON.plusSeconds(60)))
                .hasValueSatisfying(outage -> expect(outage, NOON, NOON.plusSeconds(60), Outage.Reason.LOST));
        assertThat(outages.count()).isEqualTo(1);
    }

    @Test
    void aWebProcessThatComesBackWithoutAStartWasStalled() {
        one.beats(NOON);
        assertThat(one.beats(NOON.plusSeconds(10)))
                .hasValueSatisfying(outage -> expect(outage, NOON, NOON.plusSeconds(10), Outage.Reason.STALLED));

        one.workerBeats(NOON.plusSeconds(20));
        assertThat(one.beats(NOON.plusSeconds(30)))
                .hasValueSatisfying(
                        outage -> expect(outage, NOON.plusSeconds(10), NOON.plusSeconds(30), Outage.Reason.STALLED));
    }

    @Test
    void aStopInOrderBeginsAnOutageAtOnceIfNoOtherWebProcessReceives() {
        one.beats(NOON);
        other.beats(NOON);
        assertThat(one.stops(NOON.plusSeconds(1))).as("the other receives").isEmpty();
        assertThat(other.stops(NOON.plusSeconds(2)))
                .hasValueSatisfying(outage -> expect(outage, NOON.plusSeconds(2), null, Outage.Reason.STOPPED));
        one.restart();

        assertThat(one.beats(NOON.plusSeconds(3)))
                .as("however short")
                .hasValueSatisfying(
                        outage -> expect(outage, NOON.plusSeconds(2), NOON.plusSeconds(3), Outage.Reason.STOPPED));
    }

    /** Each sees the row of the other until the other commits. */
    @Test
    void twoWebProcessesThatStopAtOnceBeginAnOutageAndNoCheckGoesDown() {
        fixtures.clear();
        context.getBean(SettableClock.class).set(NOON.minus(Duration.ofMinutes(55)));
        UUID check = fixtures.check(fixtures.project(), "{\"timeout\": 3600, \"grace\": 300}");
        fixtures.ping(check, "");
        one.beats(NOON);
        other.beats(NOON);
        Instant stop = NOON.plusSeconds(1);

        CompletableFuture<Optional<Outage>> second = new TransactionTemplate(
                        context.getBean(PlatformTransactionManager.class))
                .execute(first -> {
                    assertThat(one.stops(stop)).as("the other receives").isEmpty();
                    var stopsToo = CompletableFuture.supplyAsync(() -> other.stops(stop));
                    Awaitility.await().until(() -> stopsToo.isDone() || isStopWaiting());
                    return stopsToo;
                });

        assertThat(second.join()).hasValueSatisfying(outage -> expect(outage, stop, null, Outage.Reason.STOPPED));
        assertThat(outages.count()).isEqualTo(1);
        Sweeper.sweep(context.getBean(Flips.class), NOON.plus(Duration.ofMinutes(30)), 100);
        assertThat(fixtures.jdbc()
                        .sql("SELECT status FROM check_states WHERE check_id = :check")
                        .param("check", check)
                        .query(String.class)
                        .single())
                .isEqualTo("UP");
    }

    @Test
    void aProcessThatEndedBeforeTheClockWasSetBackHidesNoOutage() {
        other.beats(NOON.plusSeconds(3_600));
        other.clockIsSetBack();
        one.beats(NOON);
        one.restart();

        assertThat(one.beats(NOON.plusSeconds(25)))
                .hasValueSatisfying(outage -> expect(outage, NOON, NOON.plusSeconds(25), Outage.Reason.LOST));
        assertThat(one.stops(NOON.plusSeconds(26)))
                .hasValueSatisfying(outage -> expect(outage, NOON.plusSeconds(26), null, Outage.Reason.STOPPED));
    }

    @Test
    void anOutageThatBeganBeforeTheClockWasSetBackEndsWithTheNextHeartbeat() {
        Instant later = NOON.plusSeconds(3_600);
        one.beats(later);
        one.stops(later);
        one.restart();

        assertThat(one.beats(NOON))
                .hasValueSatisfying(outage -> expect(outage, later, later.plusNanos(1_000), Outage.Reason.STOPPED));
    }

    @Test
    void aHeartbeatThatSetsTheClockBackSaysNothingOfTheTimeToCome() {
        JdbcClient jdbc = context.getBean(JdbcClient.class);
        var ahead = new DatabaseClock(() -> Instant.now().plusSeconds(3_600), Clock.systemUTC(), System::nanoTime);
        ahead.instant();

        new HeartbeatStore(jdbc, ahead, context.getBean(LockStore.class))
                .beat(new Heartbeat(UUID.randomUUID(), Set.of(ProcessType.WEB), "v1", 0, Arrivals.UNKNOWN));

        assertThat(jdbc.sql("SELECT received_at <= clock_timestamp() FROM process_heartbeats WHERE type = 'WEB'")
                        .query(Boolean.class)
                        .list())
                .containsExactly(true);
    }

    @Test
    void whileOneWebProcessReceivesThereIsNoOutage() {
        one.beats(NOON);
        for (int second = 1; second < 30; second++) {
            assertThat(other.beats(NOON.plusSeconds(second))).isEmpty();
        }
        assertThat(one.beats(NOON.plusSeconds(30))).isEmpty();
    }

    @Test
    void anOldRowOfACrashedProcessDoesNotMakeAnOutageLonger() {
        one.beats(NOON);
        for (int second = 1; second <= 10; second++) {
            other.beats(NOON.plusSeconds(second));
        }
        other.stops(NOON.plusSeconds(11));
        one.restart();
        one.beats(NOON.plusSeconds(20));
        // A third process that starts at the same moment sees what the second has recorded.
        other.restart();
        other.beats(NOON.plusSeconds(20));

        assertThat(outages.count()).isEqualTo(1);
        assertThat(outages.latest())
                .hasValueSatisfying(
                        outage -> expect(outage, NOON.plusSeconds(11), NOON.plusSeconds(20), Outage.Reason.STOPPED));
    }

    /** It beats every five seconds and does not know the column. */
    @Test
    void aWebProcessOfTheReleaseBeforeReceivesBetweenItsHeartbeats() {
        Instant now = Instant.now();
        releaseBeforeBeats(now);

        assertThat(one.workerBeats(now.plusSeconds(10))).isEmpty();
        assertThat(one.workerBeats(now.plusSeconds(12))).isPresent();
    }

    @Test
    void aWorkerEndsAnOutageWhenAWebProcessOfTheReleaseBeforeReceives() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        one.beats(now);
        one.stops(now.plusSeconds(3));
        assertThat(one.workerBeats(now.plusSeconds(10))).isEmpty();
        releaseBeforeBeats(now);

        assertThat(one.workerBeats(now.plusSeconds(12)))
                .hasValueSatisfying(
                        outage -> expect(outage, now.plusSeconds(3), now.plusSeconds(12), Outage.Reason.STOPPED));
    }

    @Test
    void aStopThatCouldNotBeRecordedIsFoundByItsMissingHeartbeat() {
        UUID process = UUID.randomUUID();
        store.beat(
                new Heartbeat(process, Set.of(ProcessType.WEB, ProcessType.WORKER), "v1", 0, Arrivals.UNKNOWN), NOON);
        store.delete(process);

        assertThat(one.beats(NOON.plusSeconds(30)))
                .hasValueSatisfying(outage -> expect(outage, NOON, NOON.plusSeconds(30), Outage.Reason.LOST));
    }

    @Test
    void aCutBeginsAtTheLastProofAndLastsWhileTheWebProcessBeats() {
        one.beats(NOON.plusSeconds(5), open(NOON));
        assertThat(one.beats(NOON.plusSeconds(6), cut(NOON))).isEmpty();

        assertThat(one.beats(NOON.plusSeconds(7), cut(NOON)))
                .hasValueSatisfying(outage -> expect(outage, NOON, null, Outage.Reason.CUT));
        assertThat(one.beats(NOON.plusSeconds(60), cut(NOON))).isEmpty();
        assertThat(one.workerBeats(NOON.plusSeconds(61))).isEmpty();
        assertThat(one.beats(NOON.plusSeconds(62), open(NOON.plusSeconds(61))))
                .hasValueSatisfying(outage -> expect(outage, NOON, NOON.plusSeconds(62), Outage.Reason.CUT));
        assertThat(outages.count()).isEqualTo(1);
    }

    @Test
    void aCutThatIsOverBeforeItsNextHeartbeatIsRecorded() {
        one.beats(NOON.plusSeconds(5), open(NOON));
        one.beats(NOON.plusSeconds(6), cut(NOON));

        assertThat(one.beats(NOON.plusSeconds(7), open(NOON.plusSeconds(7))))
                .hasValueSatisfying(outage -> expect(outage, NOON, NOON.plusSeconds(7), Outage.Reason.CUT));
    }

    @Test
    void oneOfTwoWebProcessesThatIsCutOffIsNoOutage() {
        other.beats(NOON, open(NOON));
        for (int second = 1; second < 30; second++) {
            assertThat(one.beats(NOON.plusSeconds(second), cut(NOON.minusSeconds(10))))
                    .isEmpty();
            assertThat(other.beats(NOON.plusSeconds(second), open(NOON.plusSeconds(second))))
                    .isEmpty();
        }
        assertThat(outages.count()).isZero();
    }

    @Test
    void aRestartDuringACutDoesNotEndIt() {
        one.beats(NOON, open(NOON));
        one.beats(NOON.plusSeconds(6), cut(NOON));
        one.beats(NOON.plusSeconds(7), cut(NOON));
        one.stops(NOON.plusSeconds(8));
        one.restart();

        assertThat(one.beats(NOON.plusSeconds(20), cut(NOON))).isEmpty();
        assertThat(one.beats(NOON.plusSeconds(30), open(NOON.plusSeconds(30))))
                .hasValueSatisfying(outage -> expect(outage, NOON, NOON.plusSeconds(30), Outage.Reason.CUT));
    }

    @Test
    void theReleaseBeforeSeesACutAsAWebProcessThatStalled() {
        one.beats(NOON, open(NOON));
        one.beats(NOON.plusSeconds(6), cut(NOON));
        one.workerBeats(NOON.plusSeconds(7));

        assertThat(fixtures.jdbc()
                        .sql("SELECT reason FROM outages")
                        .query(String.class)
                        .single())
                .isEqualTo("STALLED");
    }

    @Test
    void theLatestHeartbeatOfWebIsNotPruned() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        one.beats(now);
        Instant later = now.plusSeconds(10 * 86_400);
        fixtures.jdbc()
                .sql("UPDATE process_heartbeats SET seen_at = received_at")
                .update();

        store.deleteBefore(later, 100);
        one.restart();

        assertThat(one.beats(later)).hasValueSatisfying(outage -> expect(outage, now, later, Outage.Reason.LOST));
    }

    /** The earlier one may move a deadline into the later one. */
    @Test
    void noWorkerSettlesAnOutageWhileAnotherSettlesAnEarlierOne() {
        for (int n = 0; n < 2; n++) {
            one.beats(NOON.plusSeconds(n * 100L));
            one.restart();
        }
        one.beats(NOON.plusSeconds(200));
        var transaction = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
        transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);

        transaction.executeWithoutResult(first -> {
            assertThat(outages.lockUnsettled())
                    .hasValueSatisfying(
                            found -> assertThat(found.outage().beganAt()).isEqualTo(NOON));
            transaction.executeWithoutResult(
                    second -> assertThat(outages.lockUnsettled()).isEmpty());
        });
    }

    @Test
    void onlySettledOutagesAreDeleted() {
        for (int n = 0; n < 2; n++) {
            one.beats(NOON.plusSeconds(n * 100L));
            one.restart();
        }
        one.beats(NOON.plusSeconds(200));
        fixtures.jdbc()
                .sql("UPDATE outages SET settled_at = ended_at WHERE began_at = :at")
                .param("at", Timestamp.from(NOON))
                .update();

        assertThat(outages.deleteBefore(NOON.plusSeconds(1_000), 10)).isEqualTo(1);
        assertThat(outages.count()).isEqualTo(1);
    }

    private boolean isStopWaiting() {
        return fixtures.jdbc()
                .sql("SELECT count(*) > 0 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                .query(Boolean.class)
                .single();
    }

    private static Arrivals open(Instant provenAt) {
        return new Arrivals(Arrivals.State.OPEN, provenAt);
    }

    private static Arrivals cut(Instant provenAt) {
        return new Arrivals(Arrivals.State.CUT, provenAt);
    }

    private void releaseBeforeBeats(Instant now) {
        fixtures.jdbc()
                .sql("""
                        INSERT INTO process_heartbeats (process_id, type, release, started_at, seen_at)
                        VALUES (:process, 'WEB', 'v0', :at, :at)
                        """)
                .param("process", UUID.randomUUID())
                .param("at", Timestamp.from(now))
                .update();
    }

    private static void expect(Outage outage, Instant began, @Nullable Instant ended, Outage.Reason reason) {
        assertThat(List.of(outage.beganAt(), outage.reason())).containsExactly(began, reason);
        assertThat(outage.endedAt()).isEqualTo(ended);
    }
}
