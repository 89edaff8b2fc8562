package dev.rollcall.outage;

import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.telemetry.DatabaseGauges;
import dev.rollcall.platform.worker.Outages;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** Counts the outages and the excuses in the database. */
@Component
@WebProcess
class OutageMeters implements MeterBinder {

    private final DatabaseGauges.CachedReading<Long> outages;
    private final DatabaseGauges.CachedReading<Long> excuses;

    OutageMeters(Outages outages, ExcuseStore excuses, DatabaseGauges gauges) {
        this.outages = gauges.of(outages::count);
        this.excuses = gauges.of(excuses::count);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("rollcall.outages", () -> outages.number(Long::doubleValue))
                .description("Outages in the database: times in which no web process could receive pings")
                .register(registry);
        Gauge.builder("rollcall.excuses", () -> excuses.number(Long::doubleValue))
                .description("Excuses in the database: deadlines that were moved because of an outage")
                .register(registry);
    }
}
