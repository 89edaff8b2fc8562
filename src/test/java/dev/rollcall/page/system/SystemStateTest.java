package dev.rollcall.page.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.page.system.SystemState.Verdict;
import dev.rollcall.platform.process.ProcessType;
import dev.rollcall.platform.worker.Backlog;
import dev.rollcall.platform.worker.Heartbeats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SystemStateTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Heartbeats.RunningProcess WEB = process(ProcessType.WEB, true, 10f);
    private static final Heartbeats.RunningProcess WORKER = process(ProcessType.WORKER, true, null);

    @Test
    void theVerdictNamesTheWorst() {
        assertThat(state(List.of(WEB, WORKER), Duration.ZERO).verdict()).isEqualTo(Verdict.WELL);
        assertThat(state(List.of(WEB, WORKER), Duration.ofSeconds(61)).verdict())
                .isEqualTo(Verdict.LATE);
        assertThat(state(List.of(process(ProcessType.WEB, false, 10f), WORKER), Duration.ofSeconds(61))
                        .verdict())
                .isEqualTo(Verdict.NO_WEB);
        assertThat(state(List.of(WEB, process(ProcessType.WORKER, false, null)), Duration.ofSeconds(61))
                        .verdict())
                .isEqualTo(Verdict.NO_WORKER);
        assertThat(state(List.of(), Duration.ZERO).verdict()).isEqualTo(Verdict.NO_WORKER);
    }

    @Test
    void thePingsOfAllWebProcessesAtWorkAreAdded() {
        assertThat(state(
                                List.of(
                                        WEB,
                                        WEB,
                                        process(ProcessType.WEB, false, 100f),
                                        // Of the release before.
                                        process(ProcessType.WEB, true, null),
                                        WORKER),
                                Duration.ZERO)
                        .pingsPerSecond())
                .isEqualTo(20);
    }

    @Test
    void theLagIsThatOfTheOldestWork() {
        var state = new SystemState(
                List.of(),
                List.of(
                        queue(NOW.minusSeconds(5)),
                        queue(null),
                        queue(NOW.minusSeconds(30)),
                        queue(NOW.plusSeconds(1))),
                List.of(),
                NOW);
        assertThat(state.lag()).isEqualTo(Duration.ofSeconds(30));
    }

    private static SystemState state(List<Heartbeats.RunningProcess> processes, Duration lag) {
        return new SystemState(processes, List.of(queue(NOW.minus(lag))), List.of(), NOW);
    }

    private static SystemState.Queue queue(@Nullable Instant since) {
        return new SystemState.Queue("deliveries", new Backlog.Waiting(since == null ? 0 : 1, since));
    }

    private static Heartbeats.RunningProcess process(ProcessType type, boolean isAlive, @Nullable Float pings) {
        return new Heartbeats.RunningProcess(type, "v1", NOW, NOW, isAlive, pings);
    }
}
