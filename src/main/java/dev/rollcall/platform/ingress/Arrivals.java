package dev.rollcall.platform.ingress;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether requests from outside can arrive, as far as a web process knows.
 *
 * @param provenAt until when that is proven; null if the state is not {@code OPEN} or {@code CUT}
 */
public record Arrivals(State state, @Nullable Instant provenAt) {

    /** SITE_ROOT is not set, or cannot be reached from inside, so nothing can be said. */
    public static final Arrivals UNKNOWN = new Arrivals(State.UNKNOWN, null);

    /** This process has just started and has no proof yet. */
    static final Arrivals AWAITED = new Arrivals(State.AWAITED, null);

    public enum State {
        UNKNOWN,
        AWAITED,
        OPEN,
        CUT
    }

    public boolean isCut() {
        return state == State.CUT;
    }
}
