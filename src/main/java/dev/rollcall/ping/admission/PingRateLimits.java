package dev.rollcall.ping.admission;

import dev.rollcall.platform.limit.RateLimit;
import dev.rollcall.platform.limit.Refusals;
import dev.rollcall.platform.process.WebProcess;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The rate limits of checks and addresses. A limit that is not set costs nothing. */
@Component
@WebProcess
public class PingRateLimits {

    private final @Nullable RateLimit ofChecks;
    private final @Nullable RateLimit ofAddresses;

    PingRateLimits(PingLimitSettings settings, MeterRegistry registry) {
        this.ofChecks = limit("check", settings.checkRateLimit(), registry);
        this.ofAddresses = limit("address", settings.addressRateLimit(), registry);
    }

    /** Counts a ping of a check. Returns the refusal if there are too many. */
    public Optional<RateLimit.Decision> refusalOfCheck(Object check) {
        return refusal(ofChecks, check);
    }

    /** Counts a ping from a client. Returns the refusal if there are too many. */
    Optional<RateLimit.Decision> refusalOfAddress(String network) {
        return refusal(ofAddresses, network);
    }

    private static Optional<RateLimit.Decision> refusal(@Nullable RateLimit limit, Object key) {
        return limit == null
                ? Optional.empty()
                : Optional.of(limit.count(key)).filter(decision -> !decision.isAllowed());
    }

    private static @Nullable RateLimit limit(String name, @Nullable Integer quota, MeterRegistry registry) {
        return quota == null ? null : new RateLimit(name, quota, new Refusals(registry, name));
    }
}
