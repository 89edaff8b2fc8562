package dev.rollcall.platform.telemetry;

import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.time.DatabaseClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** The skew of this machine's clock. */
@Component
@WebProcess
class ClockMeters implements MeterBinder {

    private final DatabaseGauges.CachedReading<DatabaseClock> clock;

    ClockMeters(DatabaseClock clock, DatabaseGauges gauges) {
        // Only the first call may have to ask the database.
        this.clock = gauges.of(() -> {
            clock.instant();
            return clock;
        });
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        TimeGauge.builder(
                        "rollcall.clock.skew",
                        () -> clock.number(known -> known.skew().toMillis()),
                        TimeUnit.MILLISECONDS)
                .description("How far this machine's clock is ahead of the database's, which dates everything")
                .register(registry);
    }
}
