package dev.rollcall.check;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * An expression that was kept by a release which reads more than this one, or never comes. It expects nothing, is shown
 * as it is, and makes no trouble for other checks.
 */
record Unreadable(String expression, ZoneId zone) implements Expression {

    @Override
    public @Nullable Instant nextAfter(Instant instant) {
        return null;
    }
}
