package dev.rollcall.platform.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An instant as the published API writes it, such as {@code 2026-03-01T12:00:00+00:00}. */
public final class ApiTimestamp {

    /** The maximum number of characters of a time in a request. */
    public static final int MAX_LENGTH = 40;

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx").withZone(ZoneOffset.UTC);

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private ApiTimestamp() {}

    public static String of(Instant instant) {
        return SECONDS.format(instant);
    }

    /** As {@link #of}; null for null. */
    public static @Nullable String ofNullable(@Nullable Instant instant) {
        return instant == null ? null : of(instant);
    }

    /**
     * Reads a time of a request, such as {@code 2026-03-01T12:00:00Z}. Empty if it is not a time with an offset, from
     * 1970 to 9999.
     */
    public static Optional<Instant> parse(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant())
                    .filter(time -> !time.isBefore(Instant.EPOCH) && !time.isAfter(LATEST));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
