package dev.rollcall.note;

import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.telemetry.DatabaseGauges;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** How many notes are stored. The number is the same in each process, because it is read from the database. */
@Component
@WebProcess
class NoteMeters implements MeterBinder {

    private final DatabaseGauges.CachedReading<Long> count;

    NoteMeters(NoteStore store, DatabaseGauges gauges) {
        this.count = gauges.of(store::count);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("rollcall.notes", () -> count.number(Long::doubleValue))
                .description("Notes that are stored")
                .register(registry);
    }
}
