package bench;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The largest value of something that changes, read ten times a second. */
final class Peak implements AutoCloseable {

    private static final long EVERY_MILLIS = 100;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong largest = new AtomicLong();

    private Peak() {}

    static Peak of(LongSupplier value) {
        var peak = new Peak();
        var unused = peak.timer.scheduleAtFixedRate(
                () -> peak.largest.accumulateAndGet(value.getAsLong(), Math::max),
                0,
                EVERY_MILLIS,
                TimeUnit.MILLISECONDS);
        return peak;
    }

    long largest() {
        return largest.get();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
