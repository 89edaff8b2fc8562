package dev.rollcall.channel.http;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.MessageHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Reads how long a receiver asks to wait. A time is compared with the receiver's own clock, its header Date.
 *
 * <p>It is in Retry-After, as seconds or as a date (RFC 9110, 10.2.3). GitHub omits it when no request of the hour is
 * left; X-RateLimit-Reset then has the end of the hour.
 *
 * @see <a href="https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api">Rate limits of
 *     GitHub</a>
 */
final class RetryAfter {

    private static final Pattern EPOCH_SECOND = Pattern.compile("\\d{10}");
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,9})(?:\\.\\d+)?");

    private RetryAfter() {}

    static @Nullable Duration of(MessageHeaders headers) {
        Header header = headers.getFirstHeader("Retry-After");
        if (header == null) {
            return untilReset(headers);
        }
        var seconds = SECONDS.matcher(header.getValue().strip());
        if (seconds.matches()) {
            return Duration.ofSeconds(Long.parseLong(seconds.group(1)));
        }
        return until(DateUtils.parseStandardDate(headers, "Retry-After"), headers);
    }

    private static @Nullable Duration untilReset(MessageHeaders headers) {
        Header remaining = headers.getFirstHeader("X-RateLimit-Remaining");
        Header reset = headers.getFirstHeader("X-RateLimit-Reset");
        if (remaining == null || !remaining.getValue().equals("0") || reset == null) {
            return null;
        }
        var epochSecond = EPOCH_SECOND.matcher(reset.getValue());
        return epochSecond.matches() ? until(Instant.ofEpochSecond(Long.parseLong(reset.getValue())), headers) : null;
    }

    private static @Nullable Duration until(@Nullable Instant time, MessageHeaders headers) {
        Instant now = DateUtils.parseStandardDate(headers, "Date");
        return time == null || now == null || time.isBefore(now) ? null : Duration.between(now, time);
    }
}
