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
 * @param exitStatus there only for a ping that carried one; ours alone
 * @param duration seconds that the run took, there only for a ping that ended one
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
     * The ping as it is shown.
     *
     * @param bodyUrl where its body would be
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
