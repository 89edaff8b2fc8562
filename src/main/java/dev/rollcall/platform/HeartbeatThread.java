package dev.rollcall.platform;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Shows in the database that this process is there, from the moment the schema is current until it stops. A worker is
 * shown only while its jobs get done.
 */
@Component
@ConditionalOnExpression("${rollcall.web} || ${rollcall.worker}")
class HeartbeatThread implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(HeartbeatThread.class);
    /** A stop must not wait for a database that hangs; a row left behind grows old. */
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(2);

    private final HeartbeatStore store;
    private final ObjectProvider<WorkerPulse> worker;
    private final boolean web;
    private final Release release;
    private final UUID process = UUID.randomUUID();
    private final ScheduledThreadPoolExecutor thread;
    private volatile boolean running;
    private boolean failing;

    HeartbeatThread(
            HeartbeatStore store, ObjectProvider<WorkerPulse> worker, Release release, Environment environment) {
        this.store = store;
        this.worker = worker;
        this.web = environment.getRequiredProperty(Start.WEB, Boolean.class);
        this.release = release;
        this.thread = new ScheduledThreadPoolExecutor(1, work -> {
            var heart = new Thread(work, "heartbeat");
            heart.setDaemon(true);
            return heart;
        });
    }

    @EventListener(SchemaCurrent.class)
    @SuppressWarnings("FutureReturnValueIgnored") // beatAndSurvive lets nothing escape
    void beatFromNowOn() {
        if (!thread.isShutdown()) {
            thread.scheduleWithFixedDelay(
                    this::beatAndSurvive, 0, Heartbeats.INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** After everything else has stopped: until then this process still receives or delivers. */
    @Override
    public void stop() {
        running = false;
        thread.getQueue().clear();
        // On the same thread, so that no beat comes after it.
        Future<?> farewell = thread.submit(() -> store.delete(process));
        thread.shutdown();
        try {
            farewell.get(LONGEST_FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.debug("the heartbeat's row stays behind", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    private void beatAndSurvive() {
        try {
            Set<ProcessType> alive = alive();
            if (!alive.isEmpty()) {
                store.beat(process, alive, release.version());
            }
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                // Once an outage, not once a beat.
                failing = true;
                log.atWarn()
                        .addKeyValue("event", "heartbeat.failed")
                        .addKeyValue("reason", FailureReason.of(e))
                        .log("could not show that this process is there, will try again");
            }
        }
    }

    private Set<ProcessType> alive() {
        Set<ProcessType> alive = EnumSet.noneOf(ProcessType.class);
        if (web) {
            alive.add(ProcessType.WEB);
        }
        worker.ifAvailable(pulse -> {
            if (pulse.isThere()) {
                alive.add(ProcessType.WORKER);
            }
        });
        return alive;
    }
}
