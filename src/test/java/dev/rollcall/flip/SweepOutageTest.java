package dev.rollcall.flip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.ingress.Arrivals;
import dev.rollcall.platform.worker.SimulatedWeb;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The sweep believes silence only up to the last heartbeat of web. Simulated in the future, as {@code OutageTest}. */
@RollcallTest
class SweepOutageTest {

    private static final Instant NOON = Instant.parse("2030-03-01T12:00:00Z");
    private static final int ALL = 1_000;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private SweepStore sweeps;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private PlatformTransactionManager transactions;

    private SimulatedWeb web;

    @BeforeEach
    void startWithNone() {
        fixtures.clear();
        web = SimulatedWeb.of(context);
        clock.set(NOON);
    }

    @AfterEach
    void clear() {
        web.end();
    }

    @Test
    void aDeadlineAfterTheLastHeartbeatWaitsForTheNextOne() {
        UUID check = overdueAtTwoPastNoon();
        web.beats(NOON.plusSeconds(119));
        assertThat(sweeps.flipOverdue(NOON.plusSeconds(120), ALL, Sweeper.EVERY_CHECK, null))
                .isEqualTo(nothing());

        web.beats(NOON.plusSeconds(120));

        assertThat(sweeps.flipOverdue(NOON.plusSeconds(120), ALL, Sweeper.EVERY_CHECK, null)
                        .flipped())
                .extracting(flip -> flip.change().checkId().value())
                .containsExactly(check);
    }

    @Test
    void aDeadlineAfterTheLastProofOfIngressWaitsForTheNextOne() {
        overdueAtTwoPastNoon();
        web.beats(NOON.plusSeconds(121), new Arrivals(Arrivals.State.OPEN, NOON.plusSeconds(119)));
        assertThat(sweeps.awaitsProof(NOON.plusSeconds(119))).isFalse();
        assertThat(sweeps.awaitsProof(NOON.plusSeconds(121))).isTrue();
        assertThat(sweeps.flipOverdue(NOON.plusSeconds(121), ALL, Sweeper.EVERY_CHECK, null))
                .isEqualTo(nothing());

        web.beats(NOON.plusSeconds(122), new Arrivals(Arrivals.State.OPEN, NOON.plusSeconds(120)));

        assertThat(sweeps.awaitsProof(NOON.plusSeconds(122))).isFalse();
        assertThat(sweeps.flipOverdue(NOON.plusSeconds(122), ALL, Sweeper.EVERY_CHECK, null)
                        .flipped())
                .hasSize(1);
    }

    /**
     * If there are many such checks, the sweep one by one would otherwise never come to the check that it must leave
     * out.
     */
    @Test
    void aCheckThatWaitsTakesNoPlaceFromOneThatIsDue() {
        UUID waits = overdueAtTwoPastNoon();
        clock.set(NOON.plusSeconds(30));
        UUID due = overdueAtTwoPastNoon();
        clock.set(NOON.plusSeconds(60));
        fixtures.ping(waits, "");
        web.beats(NOON.plusSeconds(179));

        assertThat(sweeps.due(NOON.plusSeconds(180), 1, List.of())).containsExactly(new CheckId(due));

        web.beats(NOON.plusSeconds(180));
        assertThat(sweeps.due(NOON.plusSeconds(180), 1, List.of())).containsExactly(new CheckId(waits));
    }

    @Test
    void whileAnOutageLastsOrIsNotSettledOnlyEarlierDeadlinesCount() {
        overdueAtTwoPastNoon();
        clock.set(NOON.plusSeconds(30));
        overdueAtTwoPastNoon();
        web.beats(NOON.plusSeconds(130));

        assertThat(sweeps.flipOverdue(NOON.plusSeconds(500), ALL, Sweeper.EVERY_CHECK, null)
                        .flipped())
                .hasSize(1);
        web.workerBeats(NOON.plusSeconds(500));
        assertThat(sweeps.flipOverdue(NOON.plusSeconds(501), ALL, Sweeper.EVERY_CHECK, null))
                .isEqualTo(nothing());
        assertThat(sweeps.oldestOverdue(NOON.plusSeconds(501))).as("not late").isEmpty();
        assertThat(sweeps.backlog(NOON.plusSeconds(501)).count()).isZero();
        web.restart();
        web.beats(NOON.plusSeconds(600));
        assertThat(sweeps.flipOverdue(NOON.plusSeconds(610), ALL, Sweeper.EVERY_CHECK, null))
                .isEqualTo(nothing());
        assertThat(sweeps.oldestOverdue(NOON.plusSeconds(610)))
                .as("to be settled since")
                .hasValue(NOON.plusSeconds(600));
        assertThat(sweeps.backlog(NOON.plusSeconds(610)).count()).isEqualTo(1);

        fixtures.jdbc().sql("UPDATE outages SET settled_at = ended_at").update();
        assertThat(sweeps.oldestOverdue(NOON.plusSeconds(600))).hasValue(NOON.plusSeconds(150));
        assertThat(sweeps.flipOverdue(NOON.plusSeconds(600), ALL, Sweeper.EVERY_CHECK, null)
                        .flipped())
                .hasSize(1);
    }

    /** The worker's clock is an hour ahead until its next heartbeat, and web's last one was written then. */
    @Test
    void aHeartbeatOfBeforeTheClockWasSetBackProvesNoSilence() {
        UUID check = overdueAtTwoPastNoon();
        web.beats(NOON.plusSeconds(3_600));
        web.clockIsSetBack();
        assertThat(sweeps.flipOverdue(NOON.plusSeconds(3_600), ALL, Sweeper.EVERY_CHECK, null))
                .isEqualTo(nothing());

        web.restart();
        web.beats(NOON.plusSeconds(120));

        assertThat(sweeps.flipOverdue(NOON.plusSeconds(120), ALL, Sweeper.EVERY_CHECK, null)
                        .flipped())
                .extracting(flip -> flip.change().checkId().value())
                .containsExactly(check);
    }

    @Test
    void anIdleSweepDoesNotLookForTheLastHeartbeat() {
        overdueAtTwoPastNoon();
        web.beats(NOON.plusSeconds(200));

        new TransactionTemplate(transactions).executeWithoutResult(transaction -> {
            long before = looksForOutages();
            sweeps.flipOverdue(NOON.plusSeconds(119), ALL, Sweeper.EVERY_CHECK, null);
            assertThat(looksForOutages()).as("nothing is due").isEqualTo(before);
            sweeps.flipOverdue(NOON.plusSeconds(120), ALL, Sweeper.EVERY_CHECK, null);
            assertThat(looksForOutages()).isGreaterThan(before);
        });
    }

    @Test
    void whereNoWebProcessEverRanSilenceCounts() {
        overdueAtTwoPastNoon();

        assertThat(sweeps.flipOverdue(NOON.plusSeconds(120), ALL, Sweeper.EVERY_CHECK, null)
                        .flipped())
                .hasSize(1);
    }

    /** Of this connection, as far as they were not reported to other connections. */
    private long looksForOutages() {
        return fixtures.jdbc()
                .sql("SELECT seq_scan + idx_scan FROM pg_stat_xact_user_tables WHERE relname = 'outages'")
                .query(Long.class)
                .single();
    }

    private UUID overdueAtTwoPastNoon() {
        UUID check = fixtures.check(fixtures.project(), "{\"timeout\": 60, \"grace\": 60}");
        fixtures.ping(check, "");
        return check;
    }

    private static SweepStore.Sweep nothing() {
        return new SweepStore.Sweep(0, List.of());
    }
}
