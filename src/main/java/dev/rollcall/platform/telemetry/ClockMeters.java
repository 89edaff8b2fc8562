package dev.rollcall.platform.telemetry;

import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.time.DatabaseClock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
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
        Gauge.builder("rollcall.clock.skew", () -> clock.number(known -> DatabaseGauges.seconds(known.skew())))
                .description("How far this machine's clock is ahead of the database's, which dates everything")
                .baseUnit("seconds")
                .register(registry);
    }
}
