package dev.rollcall.mute.maintenance;

import dev.rollcall.platform.database.Prunable;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Deletes windows that opened once and have been over for 30 days. They count towards the limit of a project until
 * then.
 */
@Component
class PruneWindows implements Prunable {

    private static final Duration RETENTION = Duration.ofDays(30);
    private static final int BATCH = 1_000;

    private final WindowStore windows;
    private final Clock clock;

    PruneWindows(WindowStore windows, Clock clock) {
        this.windows = windows;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "maintenance windows";
    }

    @Override
    public Batch prune(@Nullable String mark) {
        UUID after = mark == null ? new UUID(0, 0) : UUID.fromString(mark);
        WindowStore.Deleted deleted = windows.deleteBefore(clock.instant().minus(RETENTION), after, BATCH);
        return new Batch(
                deleted.count(), deleted.last() == null ? null : deleted.last().toString());
    }
}
