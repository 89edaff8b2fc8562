package dev.rollcall.check.state;

import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.telemetry.DatabaseGauges;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Measures how many checks there are, by stored status. */
@Component
@WebProcess
class CheckMeters implements MeterBinder {

    private final DatabaseGauges.CachedReading<Map<CheckStatus, Long>> counts;

    CheckMeters(CheckStateStore states, DatabaseGauges gauges) {
        this.counts = gauges.of(states::countByStatus);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (CheckStatus status : CheckStatus.values()) {
            Gauge.builder("rollcall.checks", () -> counts.number(all -> all.getOrDefault(status, 0L)))
                    .description("Checks, by stored status")
                    .tag("status", status.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }
}
