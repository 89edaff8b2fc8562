package dev.rollcall.signin.session;

import dev.rollcall.platform.database.Prunable;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Deletes sessions that have expired. Until then they only take space: an expired session is never used. */
@Component
class PruneSessions implements Prunable {

    private static final int BATCH = 10_000;

    private final SessionStore sessions;
    private final Clock clock;

    PruneSessions(SessionStore sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public Batch prune(@Nullable String mark) {
        return Batch.upTo(BATCH, sessions.deleteExpired(clock.instant(), BATCH));
    }
}
