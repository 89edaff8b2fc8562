package dev.rollcall.access;

import dev.rollcall.platform.limit.RateLimit;
import dev.rollcall.platform.limit.Refusals;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.project.Caller;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Limits each API key to KEY_RATE_LIMIT, and tells callers how many requests are left. */
@Component
@WebProcess
class KeyRateLimit {

    private final @Nullable RateLimit limit;
    private final ApiKeyEntryPoint entryPoint;

    KeyRateLimit(KeyLimitSettings settings, MeterRegistry registry, ApiKeyEntryPoint entryPoint) {
        this.limit = settings.keyRateLimit() == null
                ? null
                : new RateLimit("key", settings.keyRateLimit(), new Refusals(registry, "key"));
        this.entryPoint = entryPoint;
    }

    /**
     * Counts a request of this caller. Answers 429 if its key has sent too many. Returns whether the request continues.
     */
    boolean admit(Caller caller, HttpServletResponse response) throws IOException {
        if (limit == null) {
            return true;
        }
        RateLimit.Decision decision = limit.count(caller.keyId());
        decision.writeTo(response);
        if (!decision.isAllowed()) {
            entryPoint.tooManyRequests(response);
        }
        return decision.isAllowed();
    }
}
