package dev.rollcall.platform.telemetry;

import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.thread.Threads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Numbers for metrics that are read from the database: each at most every {@link #MAX_AGE}, however often it is
 * requested. A number is {@code NaN} while the database is unavailable, or if reading it takes longer than {@link
 * #MAX_WAIT}. Other numbers are not affected.
 *
 * <p>A scrape asks for one number after another. The first one starts all readings that are due, so a scrape takes
 * about as long as the slowest reading, not as all of them.
 */
@Component
@WebProcess
public class DatabaseGauges implements DisposableBean {

    private static final Duration MAX_AGE = Duration.ofSeconds(5);
    private static final Duration MAX_WAIT = Duration.ofSeconds(2);

    /** Longer than a reading takes when nothing delays it. */
    private static final Duration MAX_TURN = Duration.ofMillis(250);

    private final List<CachedReading<?>> all = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Threads.growing("metrics-reader", MAX_AGE);

    /** Readings run one after another while each is quick, because they share the database with requests. */
    private final Semaphore turn = new Semaphore(1, true);

    /** A reading that several gauges may share. {@code read} runs on a thread of its own. */
    public <T> CachedReading<T> of(Supplier<T> read) {
        var reading = new CachedReading<T>(read);
        all.add(reading);
        return reading;
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }

    private <T> T inTurn(Supplier<T> read) throws InterruptedException {
        boolean isHeld = turn.tryAcquire(MAX_TURN.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return read.get();
        } finally {
            if (isHeld) {
                turn.release();
            }
        }
    }

    /** One answer of the database, which may contain several numbers. */
    public final class CachedReading<T> {

        private final Supplier<T> read;
        private @Nullable Future<T> latest;
        private long begunAt;

        private CachedReading(Supplier<T> read) {
            this.read = read;
        }

        /** The number, or {@code NaN} while the database does not answer. */
        public double number(ToDoubleFunction<T> part) {
            all.forEach(CachedReading::beginIfDue);
            T value = value();
            return value == null ? Double.NaN : part.applyAsDouble(value);
        }

        /** At most one runs at a time, so a reading that hangs holds one connection. */
        private synchronized void beginIfDue() {
            long now = System.nanoTime();
            boolean isDue = latest == null || (latest.isDone() && now - begunAt > MAX_AGE.toNanos());
            if (isDue) {
                try {
                    latest = threads.submit(() -> inTurn(read));
                    begunAt = now;
                } catch (RejectedExecutionException e) {
                    latest = null; // the process stops
                }
            }
        }

        private @Nullable T value() {
            Future<T> answer;
            long left;
            synchronized (this) {
                answer = latest;
                left = begunAt + MAX_WAIT.toNanos() - System.nanoTime();
            }
            try {
                return answer == null ? null : answer.get(Math.max(0, left), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                // No number.
            }
            return null;
        }
    }
}
