package dev.rollcall.mute.snooze;

import dev.rollcall.platform.api.ApiTimestamp;
import dev.rollcall.platform.problem.InvalidRequestException;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long to snooze a check: either {@code until} or {@code seconds} is set.
 *
 * @param until a time with an offset
 * @param seconds from now
 */
record SnoozeRequest(
        @Nullable @Size(max = ApiTimestamp.MAX_LENGTH, message = "is too long; at most {max} characters")
        String until,

        @Nullable Long seconds) {

    /** A limit, so that no check stays muted because a person forgot it. */
    static final Duration MAX = Duration.ofDays(31);

    private static final String UNTIL = "until";
    private static final String SECONDS = "seconds";
    private static final String AT_MOST = "at most 31 days from now";

    /**
     * When the snooze ends.
     *
     * @throws InvalidRequestException naming the field
     */
    Instant endAt(Instant now) {
        if (until != null && seconds != null) {
            throw refusal(SECONDS, "must not be set together with until", "set one of them");
        }
        if (until != null) {
            return until(until, now);
        }
        if (seconds == null) {
            throw refusal(UNTIL, "is missing", "set until or seconds");
        }
        if (seconds < 1) {
            throw refusal(SECONDS, "is too small", "at least 1");
        }
        if (seconds > MAX.toSeconds()) {
            throw refusal(SECONDS, "is too large", "at most " + MAX.toSeconds() + ", which is 31 days");
        }
        return now.plusSeconds(seconds);
    }

    private static Instant until(String text, Instant now) {
        Instant end = ApiTimestamp.parse(text)
                .orElseThrow(() -> refusal(UNTIL, "is not a time", "use one such as 2026-03-01T12:00:00Z"));
        if (!end.isAfter(now)) {
            throw refusal(UNTIL, "is not in the future", AT_MOST);
        }
        if (end.isAfter(now.plus(MAX))) {
            throw refusal(UNTIL, "is too late", AT_MOST);
        }
        return end;
    }

    private static InvalidRequestException refusal(String field, String fault, String cure) {
        return new InvalidRequestException(Map.of(field, InvalidRequestException.withCure(fault, cure)));
    }
}
