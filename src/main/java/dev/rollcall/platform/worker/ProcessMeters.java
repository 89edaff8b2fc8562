package dev.rollcall.platform.worker;

import dev.rollcall.platform.deploy.Release;
import dev.rollcall.platform.process.ProcessType;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.telemetry.DatabaseGauges;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Metrics of the workers and of the release. Workers open no port, so web reports on them. */
@Component
@WebProcess
class ProcessMeters implements MeterBinder {

    private final DatabaseGauges.CachedReading<List<Heartbeats.OfType>> processes;
    private final Release release;

    ProcessMeters(Heartbeats heartbeats, DatabaseGauges gauges, Release release) {
        this.processes = gauges.of(heartbeats::byType);
        this.release = release;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder(
                        "rollcall.workers",
                        () -> processes.number(known ->
                                workers(known).map(Heartbeats.OfType::alive).orElse(0)))
                .description("Worker processes with a recent heartbeat")
                .register(registry);
        TimeGauge.builder(
                        "rollcall.worker.heartbeat.age",
                        () -> processes.number(known -> workers(known)
                                .map(Heartbeats.OfType::youngest)
                                .map(age -> (double) age.toMillis())
                                // Greater than any limit, so an alert on the age needs no second rule.
                                .orElse(Double.POSITIVE_INFINITY)),
                        TimeUnit.MILLISECONDS)
                .description("How long ago a worker last wrote a heartbeat; +Inf when there is none")
                .register(registry);
        Gauge.builder("rollcall.release", () -> 1)
                .description("Which release this process runs; always 1")
                .tag("version", release.version())
                .tag("commit", release.commit())
                .tag("java", release.java())
                .register(registry);
    }

    private static Optional<Heartbeats.OfType> workers(List<Heartbeats.OfType> known) {
        return known.stream().filter(type -> type.type() == ProcessType.WORKER).findFirst();
    }
}
