package dev.rollcall.platform.telemetry;

import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.time.DatabaseClock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** How far the clock of this process's machine is off. */
@Component
@WebProcess
class ClockMeters implements MeterBinder {

    private final DatabaseGauges.Reading<DatabaseClock> clock;

    ClockMeters(DatabaseClock clock, DatabaseGauges readings) {
        // Only the first look may have to ask the database.
        this.clock = readings.of(() -> {
            clock.instant();
            return clock;
        });
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("rollcall.clock.skew", () -> clock.number(known -> DatabaseGauges.seconds(known.skew())))
                .description("How far this machine's clock is ahead of the database's, by which everything is dated")
                .baseUnit("seconds")
                .register(registry);
    }
}
