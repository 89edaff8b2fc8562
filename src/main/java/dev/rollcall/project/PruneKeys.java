package dev.rollcall.project;

import dev.rollcall.platform.database.Prunable;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Deletes keys that have expired. Until then they only take space: an expired key is never found. */
@Component
class PruneKeys implements Prunable {

    private static final int BATCH = 10_000;

    private final ApiKeyStore keys;
    private final Clock clock;

    PruneKeys(ApiKeyStore keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "keys";
    }

    @Override
    public Batch prune(@Nullable String mark) {
        return Batch.upTo(BATCH, keys.deleteExpired(clock.instant(), BATCH));
    }
}
