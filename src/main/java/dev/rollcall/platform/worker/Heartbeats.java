package dev.rollcall.platform.worker;

import dev.rollcall.platform.process.ProcessType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which processes work on this database, on any machine. */
@Component
public class Heartbeats {

    /**
     * How often each process writes a heartbeat. Silence counts only after the next one, so this delays alerts.
     */
    public static final Duration INTERVAL = Duration.ofSeconds(1);

    /** A process counts as alive for this long after its last heartbeat. */
    public static final Duration MAX_AGE = Duration.ofSeconds(15);

    private static final int MAX_PROCESSES = 100;

    private final HeartbeatStore store;

    Heartbeats(HeartbeatStore store) {
        this.store = store;
    }

    /** The state of web and of worker. A type that never ran, or that stopped normally, is missing. */
    public List<OfType> byType() {
        return store.byType(MAX_AGE);
    }

    /**
     * At most 100 processes, alive or not, web processes first. A process that stopped normally is missing.
     */
    public List<RunningProcess> processes() {
        return store.processes(MAX_AGE, MAX_PROCESSES);
    }

    /** How long ago a process of this type was last seen; empty when there is none, alive or dead. */
    public Optional<Duration> youngest(ProcessType type) {
        return byType().stream()
                .filter(known -> known.type() == type)
                .map(OfType::youngest)
                .findFirst();
    }

    /** Deletes at most {@code limit} processes that were last seen before the horizon. Returns how many. */
    public int deleteBefore(Instant horizon, int limit) {
        return store.deleteBefore(horizon, limit);
    }

    /**
     * A process. A process that is both web and worker appears twice.
     *
     * @param isAlive whether it was seen within {@link #MAX_AGE}
     * @param pingsPerSecond what it recorded in the last seconds before it was seen; null for a worker
     */
    public record RunningProcess(
            ProcessType type,
            String release,
            Instant startedAt,
            Instant seenAt,
            boolean isAlive,
            @Nullable Float pingsPerSecond) {}

    /**
     * The processes of one type.
     *
     * @param alive how many were seen within {@link #MAX_AGE}
     * @param youngest how long ago the latest of them, alive or dead, was seen
     */
    public record OfType(ProcessType type, int alive, Duration youngest) {}
}
