package dev.rollcall.platform.thread;

import dev.rollcall.platform.process.WebProcess;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Part of liveness: down when a thread that this process needs has died or makes no progress. */
@Component("threads")
@WebProcess
public class ThreadsHealthIndicator implements HealthIndicator {

    private final VitalThreads threads;

    public ThreadsHealthIndicator(VitalThreads threads) {
        this.threads = threads;
    }

    @Override
    public Health health() {
        return threads.fault()
                .map(reason -> Health.down().withDetail("reason", reason).build())
                .orElseGet(() -> Health.up().build());
    }
}
