package faults;

import java.io.UncheckedIOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import testing.App;

/**
 * A job that succeeds and fails in turn. It repeats a signal until it is acknowledged, so each acknowledged signal is
 * exactly one flip, whatever became of the attempts before.
 */
final class Changes implements AutoCloseable {

    private static final int MILLIS_BETWEEN = 700;

    private final Supplier<App> web;
    private final String check;
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final ScheduledExecutorService job = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> task;
    private volatile boolean isLast;

    Changes(Supplier<App> web, String check) {
        this.web = web;
        this.check = check;
        task = job.scheduleWithFixedDelay(this::signal, 0, MILLIS_BETWEEN, TimeUnit.MILLISECONDS);
    }

    /** The number of acknowledged signals: up, down, up, and so on. */
    int acknowledged() {
        return acknowledged.get();
    }

    /** Ends with a success, and returns when it is acknowledged. */
    @Override
    public void close() {
        isLast = true;
        try {
            if (!job.awaitTermination(Pings.LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                task.cancel(true);
                throw new AssertionError("the last signal was not acknowledged within " + Pings.LONGEST);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void signal() {
        boolean isUp = acknowledged.get() % 2 == 1;
        if (isLast && isUp) {
            job.shutdown();
            return;
        }
        App process = web.get();
        try {
            if (process.get("/ping/" + check + (isUp ? "/fail" : "")).statusCode() == 200) {
                acknowledged.incrementAndGet();
            }
        } catch (UncheckedIOException e) {
            // Not acknowledged, so it is sent again.
            return;
        }
    }
}
