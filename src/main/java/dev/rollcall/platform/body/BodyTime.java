package dev.rollcall.platform.body;

import dev.rollcall.platform.problem.BodyTimeoutException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * How long a client may take to send a body. A body of the API has {@link #LIMIT}. The body of a ping may last as long as
 * the job that prints it, up to {@link #LONG_LIMIT}, but only some may outlast {@link #LIMIT} at one time: each holds a
 * thread.
 */
@Component
public class BodyTime {

    public static final Duration LIMIT = Duration.ofSeconds(30);

    static final Duration LONG_LIMIT = Duration.ofHours(24);

    /** A quarter of the threads that Tomcat has where the JVM has no virtual ones. */
    private static final int MAX_LONG_ON_THREADS = 50;

    private static final int MAX_LONG_ON_VIRTUAL_THREADS = 1_000;

    private final Semaphore longOnes;
    private final LongSupplier nanoTime;

    @Autowired
    BodyTime(Environment environment) {
        this(
                Threading.VIRTUAL.isActive(environment) ? MAX_LONG_ON_VIRTUAL_THREADS : MAX_LONG_ON_THREADS,
                System::nanoTime);
    }

    /** With another number of long bodies at one time, and another clock. */
    BodyTime(int maxLong, LongSupplier nanoTime) {
        this.longOnes = new Semaphore(maxLong);
        this.nanoTime = nanoTime;
    }

    /** Starts the time of a body of the API. */
    Watch start() {
        return new Watch(false);
    }

    /** Starts the time of a body that a job may send for as long as it runs. */
    public Watch startLong() {
        return new Watch(true);
    }

    /** The time of one body. To be closed when the body has been read. Not thread-safe. */
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
