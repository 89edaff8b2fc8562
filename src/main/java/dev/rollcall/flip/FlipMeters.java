package dev.rollcall.flip;

import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.telemetry.DatabaseGauges;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Measures how late the sweep is. The value grows while no worker sweeps. */
@Component
@WebProcess
class FlipMeters implements MeterBinder {

    private final DatabaseGauges.CachedReading<Duration> lag;

    FlipMeters(SweepStore sweeps, DatabaseGauges gauges, Clock clock) {
        this.lag = gauges.of(() -> {
            Instant now = clock.instant();
            return sweeps.oldestOverdue(now)
                    .map(since -> Duration.between(since, now))
                    .orElse(Duration.ZERO);
        });
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        TimeGauge.builder("rollcall.alert.lag", () -> lag.number(Duration::toMillis), TimeUnit.MILLISECONDS)
                .description(
                        "Age of the oldest work that workers have not done: a flip to down, or a delivery that is due")
                .tag("owed", "flip")
                .register(registry);
    }
}
