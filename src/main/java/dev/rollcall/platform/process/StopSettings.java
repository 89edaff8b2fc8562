package dev.rollcall.platform.process;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long a stop may take; SHUTDOWN_TIMEOUT for work in progress, DRAIN_DELAY before it (not ready, still serving).
 * Platforms kill after 30 s. We are gone within 25 s, of which the last three are for what follows the two: deliveries
 * are handed back, and connections closed.
 */
@Validated
@ConfigurationProperties
public record StopSettings(
        @DefaultValue("20s") @NotNull @DurationMin(millis = 100)
        Duration shutdownTimeout,

        @DefaultValue("0s") @NotNull @DurationMin Duration drainDelay) {

    private static final Duration BUDGET = Duration.ofSeconds(22);

    @AssertTrue(message = "SHUTDOWN_TIMEOUT and DRAIN_DELAY together must not be more than 22s")
    boolean isWithinBudget() {
        // Not their sum, which overflows for absurd values.
        return shutdownTimeout.compareTo(BUDGET.minus(drainDelay)) <= 0;
    }
}
