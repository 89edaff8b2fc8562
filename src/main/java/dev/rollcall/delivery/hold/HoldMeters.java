package dev.rollcall.delivery.hold;

import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.telemetry.DatabaseGauges;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.Map;
import org.springframework.stereotype.Component;

/** A metric: the number of deliveries that are held back, by reason. */
@Component
@WebProcess
class HoldMeters implements MeterBinder {

    private final DatabaseGauges.CachedReading<Map<String, Long>> counts;

    HoldMeters(HoldStore store, DatabaseGauges gauges, Clock clock) {
        this.counts = gauges.of(() -> store.countByReason(clock.instant()));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (HoldReason reason : HoldReason.values()) {
            Gauge.builder(
                            "rollcall.deliveries.held.back",
                            () -> counts.number(all -> all.getOrDefault(reason.name(), 0L)))
                    .description("Deliveries that are held back on purpose, by reason")
                    .tag("reason", reason.label())
                    .register(registry);
        }
    }
}
