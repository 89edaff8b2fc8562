package dev.rollcall.ping;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ping as the published API lists it.
 *
 * @param exitStatus left out if the ping carried none; not in the published API
 * @param duration the seconds that the run took, left out if the ping ended no run
 */
@JsonPropertyOrder({"type", "date", "n", "scheme", "remote_addr", "method", "ua", "rid"})
record PingLogBody(
        String type,
        String date,
        long n,
        String scheme,
        @JsonProperty("remote_addr") @Nullable String remoteAddr,
        String method,
        String ua,
        @Nullable UUID rid,

        @JsonProperty("exitstatus") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Integer exitStatus,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BigDecimal duration,
        @JsonProperty("body_url") @Nullable String bodyUrl) {

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);
    private static final int DIGITS = 6;

    /**
     * Creates the body.
     *
     * @param bodyUrl the URL of the body, used only if the ping has one
     */
    static PingLogBody of(PingLogEntry ping, String bodyUrl) {
        return new PingLogBody(
                ping.kind() == PingKind.IGNORED ? "ign" : ping.kind().name().toLowerCase(Locale.ROOT),
                date(ping.receivedAt()),
                ping.n(),
                ping.origin().scheme(),
                ping.origin().remoteAddress(),
                ping.origin().method(),
                ping.origin().userAgent() == null ? "" : ping.origin().userAgent(),
                ping.runId(),
                ping.exitStatus(),
                ping.duration() == null ? null : seconds(ping.duration()),
                ping.hasBody() ? bodyUrl : null);
    }

    private static String date(Instant instant) {
        return MICROSECONDS.format(instant);
    }

    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos() / 1_000, DIGITS);
    }
}
