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

/** Measures how late the sweep is. The value grows while no worker sweeps. */
@Component
@WebProcess
class FlipMeters implements MeterBinder {

    private final DatabaseGauges.CachedReading<Double> lag;

    FlipMeters(SweepStore sweeps, DatabaseGauges gauges, Clock clock) {
        this.lag = gauges.of(() -> {
            Instant now = clock.instant();
            return sweeps.oldestOverdue(now)
                    .map(since -> DatabaseGauges.seconds(Duration.between(since, now)))
                    .orElse(0.0);
        });
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("rollcall.alert.lag", () -> lag.number(seconds -> seconds))
                .description(
                        "Age of the oldest work that workers have not done: a flip to down, or a delivery that is due")
                .tag("owed", "flip")
                .baseUnit("seconds")
                .register(registry);
    }
}
