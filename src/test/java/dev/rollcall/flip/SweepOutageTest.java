package dev.rollcall.flip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
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
        web.clear();
        clock.set(NOON);
    }

    @AfterEach
    void clear() {
        web.clear();
    }

    @Test
    void aDeadlineAfterTheLastHeartbeatWaitsForTheNextOne() {
        UUID check = overdueAtTwoPastNoon();
        web.beats(NOON.plusSeconds(119));
        assertThat(sweeps.flipOverdue(NOON.plusSeconds(120), ALL)).isEqualTo(nothing());

        web.beats(NOON.plusSeconds(120));

        assertThat(sweeps.flipOverdue(NOON.plusSeconds(120), ALL).flipped())
                .extracting(flip -> flip.change().checkId().value())
                .containsExactly(check);
    }

    @Test
    void whileAnOutageLastsOrIsNotSettledOnlyEarlierDeadlinesCount() {
        overdueAtTwoPastNoon();
        clock.set(NOON.plusSeconds(30));
        overdueAtTwoPastNoon();
        web.beats(NOON.plusSeconds(130));

        assertThat(sweeps.flipOverdue(NOON.plusSeconds(500), ALL).flipped()).hasSize(1);
        web.workerBeats(NOON.plusSeconds(500));
        assertThat(sweeps.flipOverdue(NOON.plusSeconds(501), ALL)).isEqualTo(nothing());
        web.restart();
        web.beats(NOON.plusSeconds(600));
        assertThat(sweeps.flipOverdue(NOON.plusSeconds(600), ALL)).isEqualTo(nothing());
        assertThat(sweeps.oldestOverdue(NOON.plusSeconds(600))).as("not late").isEmpty();
        assertThat(sweeps.backlog(NOON.plusSeconds(600)).checks()).isZero();

        fixtures.jdbc().sql("UPDATE outages SET settled_at = ended_at").update();
        assertThat(sweeps.oldestOverdue(NOON.plusSeconds(600))).hasValue(NOON.plusSeconds(150));
        assertThat(sweeps.flipOverdue(NOON.plusSeconds(600), ALL).flipped()).hasSize(1);
    }

    @Test
    void whereNoWebProcessEverRanSilenceCounts() {
        overdueAtTwoPastNoon();

        new TransactionTemplate(transactions).executeWithoutResult(transaction -> {
            // In the transaction, because the process of this test writes its heartbeat again.
            web.clear();
            assertThat(sweeps.flipOverdue(NOON.plusSeconds(120), ALL).flipped()).hasSize(1);
            transaction.setRollbackOnly();
        });
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
