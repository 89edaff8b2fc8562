package dev.rollcall.flip;

import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.telemetry.DatabaseGauges;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** How late silence is noticed: it grows while no worker sweeps. */
@Component
@WebProcess
class FlipMeters implements MeterBinder {

    private final DatabaseGauges.CachedReading<Double> lag;

    FlipMeters(FlipStore flips, DatabaseGauges gauges, Clock clock) {
        this.lag = gauges.of(() -> {
            Instant now = clock.instant();
            return flips.oldestOverdue(now)
                    .map(since -> DatabaseGauges.seconds(Duration.between(since, now)))
                    .orElse(0.0);
        });
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("rollcall.alert.lag", () -> lag.number(seconds -> seconds))
                .description("Age of the oldest thing that workers owe: a flip to down, or a delivery that is due")
                .tag("owed", "flip")
                .baseUnit("seconds")
                .register(registry);
    }
}
