package dev.rollcall.signin.limit;

import dev.rollcall.platform.database.Prunable;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Deletes counts of attempts whose window has ended. */
@Component
class PruneAttempts implements Prunable {

    private static final int BATCH = 10_000;

    private final AttemptStore attempts;
    private final Clock clock;

    PruneAttempts(AttemptStore attempts, Clock clock) {
        this.attempts = attempts;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "sign-in attempts";
    }

    @Override
    public Batch prune(@Nullable String mark) {
        return Batch.upTo(BATCH, attempts.deleteEnded(clock.instant(), BATCH));
    }
}
