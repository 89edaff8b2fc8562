package dev.rollcall.platform.process;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long a stop may take: SHUTDOWN_TIMEOUT for work in progress, and DRAIN_DELAY before it (not ready, still
 * serving). Platforms kill a process after 30 s. Ours ends within 25 s; the last three are for handing work back and
 * closing connections.
 */
@Validated
@ConfigurationProperties
public record StopSettings(
        @DefaultValue("20s") @NotNull @DurationMin(millis = 100)
        Duration shutdownTimeout,

        @DefaultValue("0s") @NotNull @DurationMin Duration drainDelay) {

    private static final Duration MAX_TOTAL = Duration.ofSeconds(22);

    @AssertTrue(message = "SHUTDOWN_TIMEOUT and DRAIN_DELAY together must not be more than 22s")
    boolean isWithinBudget() {
        // A sum would overflow for very large values.
        return shutdownTimeout.compareTo(MAX_TOTAL.minus(drainDelay)) <= 0;
    }
}
