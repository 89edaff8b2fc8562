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
 * What metrics read from the database: never more often than every few seconds, however often somebody asks, and never
 * for long. While the database is away there is no number, and the answer does not wait for one. A reading that takes
 * too long has no number; the others keep theirs.
 *
 * <p>Whoever asks for one number asks for others next. So all that is due begins at once, and a scrape takes about as
 * long as the slowest reading, not as all of them.
 */
@Component
@WebProcess
public class DatabaseGauges implements DisposableBean {

    private static final double MILLIS = 1_000;
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Longer than a reading takes that nothing holds up. */
    private static final Duration MAX_TURN = Duration.ofMillis(250);

    private final List<Reading<?>> all = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Threads.growing("metrics-reader", FRESH);

    /** One after another, as long as each is quick: they share the database with the pings. */
    private final Semaphore turn = new Semaphore(1, true);

    public <T> Reading<T> of(Supplier<T> read) {
        var reading = new Reading<T>(read);
        all.add(reading);
        return reading;
    }

    /** A duration in the unit that Prometheus wants. */
    public static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }

    private <T> T inTurn(Supplier<T> read) throws InterruptedException {
        boolean isOurs = turn.tryAcquire(MAX_TURN.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return read.get();
        } finally {
            if (isOurs) {
                turn.release();
            }
        }
    }

    /** One answer of the database, from which several numbers may be taken. */
    public final class Reading<T> {

        private final Supplier<T> read;
        private @Nullable Future<T> latest;
        private long begunAt;

        private Reading(Supplier<T> read) {
            this.read = read;
        }

        /** The number, or {@code NaN} while the database does not answer. */
        public double number(ToDoubleFunction<T> part) {
            all.forEach(Reading::beginIfDue);
            T value = value();
            return value == null ? Double.NaN : part.applyAsDouble(value);
        }

        /** At most one at a time: what hangs costs one connection. */
        private synchronized void beginIfDue() {
            long now = System.nanoTime();
            boolean isDue = latest == null || (latest.isDone() && now - begunAt > FRESH.toNanos());
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
                left = begunAt + PATIENCE.toNanos() - System.nanoTime();
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
