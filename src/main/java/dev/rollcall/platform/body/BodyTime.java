package dev.rollcall.platform.body;

import dev.rollcall.platform.limit.ClientNetwork;
import dev.rollcall.platform.limit.SharedPermits;
import dev.rollcall.platform.problem.BodyTimeoutException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How long a client may take to send a body. For the API and for forms this is {@link #LIMIT}. A long body may take as long as the
 * program that prints it, up to {@link #LONG_LIMIT}. Only a limited number may exceed {@link #LIMIT} at the same time,
 * because each holds a connection, and without virtual threads a thread. One client may have half of them.
 */
@Component
public class BodyTime {

    public static final Duration LIMIT = Duration.ofSeconds(30);

    static final Duration LONG_LIMIT = Duration.ofHours(24);

    private static final int MAX_LONG = 1_000;

    private final SharedPermits longOnes;
    private final LongSupplier nanoTime;

    @Autowired
    BodyTime() {
        // Half of the slots are left for bodies that end soon.
        this(Math.min(MAX_LONG, BodySlots.most() / 2), System::nanoTime);
    }

    /** With another limit for long bodies and another clock. */
    BodyTime(int maxLong, LongSupplier nanoTime) {
        this.longOnes = new SharedPermits(maxLong, (maxLong + 1) / 2);
        this.nanoTime = nanoTime;
    }

    /** Starts measuring the time of a body of the API, or of a form. */
    Watch start() {
        return new Watch(null);
    }

    /** Starts measuring the time of a body that a program may send while it runs. */
    public Watch startLong(HttpServletRequest request) {
        return new Watch(ClientNetwork.of(request.getRemoteAddr()));
    }

    /** Measures the time of one body. Close it when the body has been read. Not thread-safe. */
    public final class Watch implements AutoCloseable {

        /** Null if the body may not be long. */
        private final @Nullable String client;

        private final long since = nanoTime.getAsLong();
        private boolean isLong;

        private Watch(@Nullable String client) {
            this.client = client;
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
            if (isLong || client == null || !longOnes.tryAcquire(client)) {
                throw new BodyTimeoutException();
            }
            isLong = true;
        }

        @Override
        public void close() {
            if (isLong && client != null) {
                isLong = false;
                longOnes.release(client);
            }
        }
    }
}
