package dev.rollcall.channel.http;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.MessageHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header Retry-After: seconds or a date (RFC 9110, 10.2.3). A date is compared with the receiver's own clock,
 * its header Date.
 */
final class RetryAfter {

    private static final Pattern SECONDS = Pattern.compile("(\\d{1,9})(?:\\.\\d+)?");

    private RetryAfter() {}

    static @Nullable Duration of(MessageHeaders headers) {
        Header header = headers.getFirstHeader("Retry-After");
        if (header == null) {
            return null;
        }
        var seconds = SECONDS.matcher(header.getValue().strip());
        if (seconds.matches()) {
            return Duration.ofSeconds(Long.parseLong(seconds.group(1)));
        }
        Instant until = DateUtils.parseStandardDate(headers, "Retry-After");
        Instant now = DateUtils.parseStandardDate(headers, "Date");
        return until == null || now == null || until.isBefore(now) ? null : Duration.between(now, until);
    }
}
