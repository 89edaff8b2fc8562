package dev.rollcall.delivery;

import dev.rollcall.platform.process.WorkerProcess;
import dev.rollcall.platform.time.DatabaseClock;
import dev.rollcall.platform.worker.WorkerJob;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Makes waiting alerts due, and shortens the pauses of channels, when the database's clock was set back. Otherwise they
 * would wait until it has caught up with the time at which they were stored.
 */
@Component
@WorkerProcess
class BringForward implements WorkerJob {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Other processes notice later that the clock was set back and store alerts meanwhile, so this is repeated. */
    private static final int TURNS = 10;

    private final DeliveryStore deliveries;
    private final HealthStore health;
    private final DatabaseClock clock;
    private int timesSetBack;
    private int turnsLeft;

    BringForward(DeliveryStore deliveries, HealthStore health, DatabaseClock clock) {
        this.deliveries = deliveries;
        this.health = health;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "bring-alerts-forward";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public int runOnce() {
        int times = clock.timesSetBack();
        if (times != timesSetBack) {
            timesSetBack = times;
            turnsLeft = TURNS;
        }
        if (turnsLeft == 0) {
            return 0;
        }
        Instant now = clock.instant();
        deliveries.bringForward(now, now.plus(Leases.LENGTH));
        health.shortenPauses(now.plus(CircuitBreaker.MAX_PAUSE));
        turnsLeft--;
        return 0;
    }
}
