package dev.rollcall.platform.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** An instant as the published API writes it, {@code 2026-03-01T12:00:00+00:00}. */
public final class ApiTimestamp {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx").withZone(ZoneOffset.UTC);

    private ApiTimestamp() {}

    public static String of(Instant instant) {
        return SECONDS.format(instant);
    }

    /** As {@link #of}; null for null. */
    public static @Nullable String ofNullable(@Nullable Instant instant) {
        return instant == null ? null : of(instant);
    }
}
