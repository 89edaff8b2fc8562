package dev.rollcall.page.check.detail;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ping in the timeline.
 *
 * @param kind {@code SUCCESS}, {@code START}, {@code FAIL}, {@code LOG} or {@code IGNORED}
 * @param took how long the run took that it ended; null if unknown
 * @param bodyBytes null if it has no body
 */
record LoggedSignal(
        long n,
        String kind,
        Instant at,
        @Nullable Duration took,
        @Nullable Integer exitStatus,
        @Nullable String address,
        @Nullable String userAgent,
        @Nullable Integer bodyBytes) {}
