package dev.rollcall.platform.worker;

import dev.rollcall.platform.database.Prunable;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Prunes heartbeats of processes that ended without deleting them. They are kept for a day. */
@Component
class PruneHeartbeats implements Prunable {

    private static final Duration RETENTION = Duration.ofDays(1);
    private static final int BATCH = 1_000;

    private final Heartbeats heartbeats;
    private final Clock clock;

    PruneHeartbeats(Heartbeats heartbeats, Clock clock) {
        this.heartbeats = heartbeats;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "process heartbeats";
    }

    @Override
    public Batch prune(@Nullable String mark) {
        return Batch.upTo(BATCH, heartbeats.deleteBefore(clock.instant().minus(RETENTION), BATCH));
    }
}
