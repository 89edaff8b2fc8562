package dev.rollcall.platform.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.platform.ingress.Arrivals;
import dev.rollcall.platform.process.ProcessType;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Heartbeats are written for other processes, because no worker runs here. */
@RollcallTest
class HeartbeatsTest {

    private static final Set<ProcessType> WORKER = Set.of(ProcessType.WORKER);

    @Autowired
    private Heartbeats heartbeats;

    @Autowired
    private HeartbeatStore store;

    @Autowired
    private Fixtures fixtures;

    @BeforeEach
    void forgetWorkers() {
        fixtures.jdbc()
                .sql("DELETE FROM process_heartbeats WHERE type = 'WORKER'")
                .update();
    }

    @Test
    void aTypeThatNeverRanIsMissing() {
        assertThat(heartbeats.youngest(ProcessType.WORKER)).isEmpty();
    }

    @Test
    void theProcessOfATypeThatWasSeenLastIsFound() {
        UUID old = UUID.randomUUID();
        store.beat(new Heartbeat(old, WORKER, "v1", 0, Arrivals.UNKNOWN));
        lastSeen(old, Duration.ofHours(1));
        assertThat(heartbeats.youngest(ProcessType.WORKER).orElseThrow())
                .isBetween(Duration.ofMinutes(60), Duration.ofMinutes(61));

        store.beat(new Heartbeat(UUID.randomUUID(), WORKER, "v2", 0, Arrivals.UNKNOWN));

        assertThat(heartbeats.youngest(ProcessType.WORKER).orElseThrow()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void onlyProcessesSeenLatelyCountAsAlive() {
        UUID gone = UUID.randomUUID();
        store.beat(new Heartbeat(gone, WORKER, "v1", 0, Arrivals.UNKNOWN));
        store.beat(new Heartbeat(UUID.randomUUID(), WORKER, "v1", 0, Arrivals.UNKNOWN));
        store.beat(new Heartbeat(UUID.randomUUID(), WORKER, "v1", 0, Arrivals.UNKNOWN));
        lastSeen(gone, Heartbeats.MAX_AGE.plusSeconds(1));

        assertThat(workers().alive()).isEqualTo(2);
    }

    @Test
    void aProcessKeepsOneRowOfEachTypeAndItsTimeOfStart() {
        UUID process = UUID.randomUUID();
        store.beat(new Heartbeat(process, Set.of(ProcessType.WEB, ProcessType.WORKER), "v1", 0, Arrivals.UNKNOWN));
        lastSeen(process, Duration.ofHours(1));
        OffsetDateTime started = started(process);

        store.beat(new Heartbeat(process, Set.of(ProcessType.WEB, ProcessType.WORKER), "v1", 0, Arrivals.UNKNOWN));

        assertThat(workers().youngest()).isLessThan(Duration.ofMinutes(1));
        assertThat(started(process)).isEqualTo(started);
        store.delete(process);
        assertThat(heartbeats.youngest(ProcessType.WORKER)).isEmpty();
    }

    @Test
    void theProcessesAreListedWithTheirReleaseAndTheRateOfTheirPings() {
        UUID process = UUID.randomUUID();
        UUID silent = UUID.randomUUID();
        String release = "v" + process;
        store.beat(new Heartbeat(process, Set.of(ProcessType.WEB, ProcessType.WORKER), release, 1, Arrivals.UNKNOWN));
        store.beat(
                new Heartbeat(process, Set.of(ProcessType.WEB, ProcessType.WORKER), release, 12.5, Arrivals.UNKNOWN));
        store.beat(new Heartbeat(silent, WORKER, release, 0, Arrivals.UNKNOWN));
        lastSeen(silent, Heartbeats.MAX_AGE.plusSeconds(1));

        assertThat(heartbeats.processes().stream().filter(each -> each.release().equals(release)))
                .extracting(
                        Heartbeats.RunningProcess::type,
                        Heartbeats.RunningProcess::isAlive,
                        Heartbeats.RunningProcess::pingsPerSecond)
                .containsExactly(
                        tuple(ProcessType.WEB, true, 12.5f),
                        tuple(ProcessType.WORKER, true, null),
                        tuple(ProcessType.WORKER, false, null));
        fixtures.jdbc()
                .sql("DELETE FROM process_heartbeats WHERE release = :release")
                .param("release", release)
                .update();
    }

    @Test
    void processesLastSeenBeforeTheHorizonAreDeleted() {
        UUID vanished = UUID.randomUUID();
        store.beat(new Heartbeat(vanished, WORKER, "v1", 0, Arrivals.UNKNOWN));
        store.beat(new Heartbeat(UUID.randomUUID(), WORKER, "v1", 0, Arrivals.UNKNOWN));
        lastSeen(vanished, Duration.ofDays(2));

        assertThat(heartbeats.deleteBefore(Instant.now().minus(Duration.ofDays(1)), 100))
                .isEqualTo(1);

        assertThat(workers().alive()).isEqualTo(1);
    }

    private Heartbeats.OfType workers() {
        return heartbeats.byType().stream()
                .filter(known -> known.type() == ProcessType.WORKER)
                .findFirst()
                .orElseThrow();
    }

    private void lastSeen(UUID process, Duration ago) {
        fixtures.jdbc()
                .sql("""
                        UPDATE process_heartbeats
                        SET seen_at = now() - :ago * interval '1 second'
                        WHERE process_id = :process
                        """)
                .param("ago", ago.toSeconds())
                .param("process", process)
                .update();
    }

    private OffsetDateTime started(UUID process) {
        return fixtures.jdbc()
                .sql("SELECT started_at FROM process_heartbeats WHERE process_id = :process AND type = 'WORKER'")
                .param("process", process)
                .query(OffsetDateTime.class)
                .single();
    }
}
