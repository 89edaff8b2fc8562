package dev.rollcall.access;

import dev.rollcall.platform.limit.RateLimit;
import dev.rollcall.platform.limit.Refusals;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.project.Caller;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Holds each key of the API to KEY_RATE_LIMIT, and tells its callers how much is left. */
@Component
@WebProcess
class KeyRateLimit {

    private final @Nullable RateLimit limit;

    KeyRateLimit(KeyLimitSettings settings, MeterRegistry registry) {
        this.limit = settings.keyRateLimit() == null
                ? null
                : new RateLimit("key", settings.keyRateLimit(), new Refusals(registry, "key"));
    }

    /** Counts a request, and returns whether it may be served. Writes the headers of the limit. */
    boolean admits(Caller caller, HttpServletResponse response) {
        if (limit == null) {
            return true;
        }
        RateLimit.Decision decision = limit.count(caller.keyId());
        decision.writeTo(response);
        return decision.isAllowed();
    }
}
