package dev.rollcall.platform.body;

import dev.rollcall.platform.problem.BodyTimeoutException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How long a client may take to send a body. For the API and for forms this is {@link #LIMIT}. A long body may take as long as the
 * program that prints it, up to {@link #LONG_LIMIT}. Only a limited number may exceed {@link #LIMIT} at the same time,
 * because each holds a connection, and without virtual threads a thread.
 */
@Component
public class BodyTime {

    public static final Duration LIMIT = Duration.ofSeconds(30);

    static final Duration LONG_LIMIT = Duration.ofHours(24);

    private static final int MAX_LONG = 1_000;

    private final Semaphore longOnes;
    private final LongSupplier nanoTime;

    @Autowired
    BodyTime() {
        // Half of the slots are left for bodies that end soon.
        this(Math.min(MAX_LONG, BodySlots.most() / 2), System::nanoTime);
    }

    /** With another limit for long bodies and another clock. */
    BodyTime(int maxLong, LongSupplier nanoTime) {
        this.longOnes = new Semaphore(maxLong);
        this.nanoTime = nanoTime;
    }

    /** Starts measuring the time of a body of the API, or of a form. */
    Watch start() {
        return new Watch(false);
    }

    /** Starts measuring the time of a body that a program may send while it runs. */
    public Watch startLong() {
        return new Watch(true);
    }

    /** Measures the time of one body. Close it when the body has been read. Not thread-safe. */
    public final class Watch implements AutoCloseable {

        private final boolean mayBeLong;
        private final long since = nanoTime.getAsLong();
        private boolean isLong;

        private Watch(boolean mayBeLong) {
            this.mayBeLong = mayBeLong;
        }

        /**
         * Called before each read.
         *
         * @throws BodyTimeoutException when the body has taken too long
         */
        public void check() {
            long nanos = nanoTime.getAsLong() - since;
            if (nanos < LIMIT.toNanos() || (isLong && nanos < LONG_LIMIT.toNanos())) {
                return;
            }
            if (isLong || !mayBeLong || !longOnes.tryAcquire()) {
                throw new BodyTimeoutException();
            }
            isLong = true;
        }

        @Override
        public void close() {
            if (isLong) {
                isLong = false;
                longOnes.release();
            }
        }
    }
}
