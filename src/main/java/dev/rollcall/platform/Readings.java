package dev.rollcall.platform;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * What metrics read from the database: never more often than every few seconds, however often somebody asks, and never
 * for long. While the database is away there is no number, and the answer does not wait for one.
 */
@Component
@WebProcess
public class Readings implements DisposableBean {

    private static final double MILLIS = 1_000;
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** One at a time: a database that hangs costs one connection and one thread. */
    private final ThreadPoolExecutor thread;

    private volatile long awayUntil = System.nanoTime();

    Readings() {
        this.thread = new ThreadPoolExecutor(0, 1, FRESH.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        thread.setThreadFactory(work -> {
            var reader = new Thread(work, "metrics-reader");
            reader.setDaemon(true);
            return reader;
        });
    }

    public <T> Reading<T> of(Supplier<T> read) {
        return new Reading<>(read);
    }

    /** A duration in the unit that Prometheus wants. */
    public static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }

    @Override
    public void destroy() {
        thread.shutdownNow();
    }

    private <T> @Nullable T read(Supplier<T> read) {
        if (System.nanoTime() - awayUntil < 0) {
            return null;
        }
        Future<T> result = thread.submit(read::get);
        try {
            return result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // The other readings of the same scrape need not find out for themselves.
            awayUntil = System.nanoTime() + FRESH.toNanos();
            result.cancel(true);
        }
        return null;
    }

    /** One answer of the database, from which several numbers may be taken. */
    public final class Reading<T> {

        private final Supplier<T> read;
        private @Nullable T value;
        private long readAt;

        private Reading(Supplier<T> read) {
            this.read = read;
        }

        /** The number, or {@code NaN} while the database does not answer. */
        public synchronized double number(ToDoubleFunction<T> part) {
            if (value == null || System.nanoTime() - readAt > FRESH.toNanos()) {
                value = Readings.this.read(read);
                readAt = System.nanoTime();
            }
            return value == null ? Double.NaN : part.applyAsDouble(value);
        }
    }
}
