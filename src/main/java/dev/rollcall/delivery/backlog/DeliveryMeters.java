package dev.rollcall.delivery.backlog;

import dev.rollcall.delivery.history.DeliveryStatus;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.telemetry.DatabaseGauges;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Metrics: the number of deliveries in each status, and how long the oldest due one has waited. */
@Component
@WebProcess
class DeliveryMeters implements MeterBinder {

    private final DatabaseGauges.CachedReading<Map<String, Long>> counts;
    private final DatabaseGauges.CachedReading<Duration> lag;
    private final DatabaseGauges.CachedReading<Long> paused;

    DeliveryMeters(BacklogStore backlogs, DatabaseGauges gauges, Clock clock) {
        this.paused = gauges.of(backlogs::countPaused);
        this.counts = gauges.of(backlogs::countByStatus);
        this.lag = gauges.of(() -> {
            Instant now = clock.instant();
            return backlogs.oldestDue(now)
                    .map(since -> Duration.between(since, now))
                    .orElse(Duration.ZERO);
        });
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (DeliveryStatus status : DeliveryStatus.values()) {
            Gauge.builder("rollcall.deliveries", () -> counts.number(all -> all.getOrDefault(status.name(), 0L)))
                    .description("Deliveries in the database, by status")
                    .tag("status", status.label())
                    .register(registry);
        }
        Gauge.builder("rollcall.channels.failing", () -> paused.number(count -> count))
                .description("Channels that several alerts in a row did not reach")
                .register(registry);
        TimeGauge.builder("rollcall.alert.lag", () -> lag.number(Duration::toMillis), TimeUnit.MILLISECONDS)
                .description(
                        "Age of the oldest work that workers have not done: a flip to down, or a delivery that is due")
                .tag("owed", "delivery")
                .register(registry);
    }
}
