package dev.rollcall.platform.worker;

import dev.rollcall.platform.process.ProcessType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Which processes are at work on this database, wherever they run. */
@Component
public class Heartbeats {

    /** How often each process shows that it is there. */
    public static final Duration INTERVAL = Duration.ofSeconds(5);

    /** A process that was seen this long ago or less counts as alive. */
    public static final Duration FRESH = INTERVAL.multipliedBy(3);

    private final HeartbeatStore store;

    Heartbeats(HeartbeatStore store) {
        this.store = store;
    }

    /** What is known of web and of worker; a type that never ran, or stopped in order, is missing. */
    public List<OfType> byType() {
        return store.byType(FRESH);
    }

    /** How long ago the latest process of this type was seen; empty when there is none, alive or dead. */
    public Optional<Duration> youngest(ProcessType type) {
        return byType().stream()
                .filter(known -> known.type() == type)
                .map(OfType::youngest)
                .findFirst();
    }

    /** Forgets at most {@code limit} processes that vanished before the horizon. Returns how many. */
    public int deleteBefore(Instant horizon, int limit) {
        return store.deleteBefore(horizon, limit);
    }

    /**
     * The processes of one type.
     *
     * @param alive how many were seen within {@link #FRESH}
     * @param youngest how long ago the latest of them, alive or dead, was seen
     */
    public record OfType(ProcessType type, int alive, Duration youngest) {}
}
