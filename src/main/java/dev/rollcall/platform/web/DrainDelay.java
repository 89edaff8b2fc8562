package dev.rollcall.platform.web;

import dev.rollcall.platform.process.StopSettings;
import dev.rollcall.platform.process.WebProcess;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps serving for DRAIN_DELAY after readiness is withdrawn, because routers take a while to notice. Runs before the
 * server stops, and after the worker's part of the same process has begun to stop.
 */
@Component
@WebProcess
class DrainDelay implements SmartLifecycle {

    private final StopSettings settings;
    private volatile boolean running;

    DrainDelay(StopSettings settings) {
        this.settings = settings;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        try {
            // Never counted down: only the timeout ends the wait.
            new CountDownLatch(1).await(settings.drainDelay().toMillis(), TimeUnit.MILLISECONDS);
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
        return DEFAULT_PHASE - 1;
    }
}
