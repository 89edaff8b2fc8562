package dev.rollcall.outage.watchdog;

import dev.rollcall.platform.config.Current;
import dev.rollcall.platform.process.WorkerProcess;
import dev.rollcall.platform.worker.Outages;
import dev.rollcall.platform.worker.WorkerJob;
import dev.rollcall.platform.worker.WorkerLiveness;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Calls the watchdog while this worker does its work and a web process can receive pings. Otherwise it stays silent, so
 * the watchdog raises the alarm.
 */
@Component
@WorkerProcess
class PingWatchdog implements WorkerJob {

    private static final Logger log = LoggerFactory.getLogger(PingWatchdog.class);

    private final Current<WatchdogSettings> settings;
    private final WatchdogCall call;
    private final WorkerLiveness liveness;
    private final Outages outages;
    private final MeterRegistry meters;
    private String lastReason = "";

    PingWatchdog(
            Current<WatchdogSettings> settings,
            WatchdogCall call,
            WorkerLiveness liveness,
            Outages outages,
            MeterRegistry meters) {
        this.settings = settings;
        this.call = call;
        this.liveness = liveness;
        this.outages = outages;
        this.meters = meters;
    }

    @Override
    public String name() {
        return "ping-watchdog";
    }

    @Override
    public Duration interval() {
        return settings.get().interval();
    }

    @Override
    public int runOnce() {
        WatchdogUrl url = settings.get().url();
        if (url != null) {
            Optional<String> fault = fault();
            if (fault.isPresent()) {
                report(
                        "withheld",
                        "watchdog.withheld",
                        "the watchdog is not called, so that it raises the alarm",
                        fault.get());
            } else {
                call.failure(url.uri())
                        .ifPresentOrElse(
                                reason ->
                                        report("failed", "watchdog.failed", "the watchdog could not be called", reason),
                                this::succeeded);
            }
        }
        return 0;
    }

    private Optional<String> fault() {
        if (!liveness.isAlive()) {
            return Optional.of("this worker does not do its work");
        }
        return outages.latest()
                .filter(outage -> outage.endedAt() == null)
                .map(outage -> "no web process can receive pings");
    }

    private void succeeded() {
        lastReason = "";
        count("done");
    }

    /** Counts each call, and logs the same reason once while it lasts. */
    private void report(String result, String event, String message, String reason) {
        count(result);
        if (!reason.equals(lastReason)) {
            lastReason = reason;
            log.atWarn()
                    .addKeyValue("event", event)
                    .addKeyValue("reason", reason)
                    .log(message);
        }
    }

    private void count(String result) {
        meters.counter("rollcall.watchdog", "result", result).increment();
    }
}
