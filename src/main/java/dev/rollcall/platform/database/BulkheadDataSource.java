package dev.rollcall.platform.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/**
 * The connections of a web process, in two pools. However many requests for pages and the API wait for a slow database,
 * pings and the heartbeat find a connection (a bulkhead; docs/adr/0134).
 */
public final class BulkheadDataSource extends AbstractRoutingDataSource implements MeterBinder, AutoCloseable {

    /** With fewer connections, one of the parts would be too small for a request that needs two at once. */
    private static final int FEWEST = 4;

    private static final double SHARE_OF_OTHERS = 0.6;

    private static final ThreadLocal<Part> PART = ThreadLocal.withInitial(() -> Part.OTHERS);

    private final HikariDataSource vital;
    private final HikariDataSource others;

    /**
     * @param vital for {@link #runVital} and {@link #getVital}
     * @param others for everything else
     */
    public BulkheadDataSource(HikariDataSource vital, HikariDataSource others) {
        this.vital = vital;
        this.others = others;
        setTargetDataSources(Map.of(Part.VITAL, vital, Part.OTHERS, others));
        initialize();
    }

    /** How many of all connections are for pages and the API. */
    public static int othersOf(int poolSize) {
        return Math.max(FEWEST / 2, (int) (poolSize * SHARE_OF_OTHERS));
    }

    /** How many of all connections are for pings and the heartbeat. */
    public static int vitalOf(int poolSize) {
        return poolSize - othersOf(poolSize);
    }

    /** Whether there are enough connections for two pools. */
    public static boolean isPossible(int poolSize) {
        return poolSize >= FEWEST;
    }

    /** Does what no other work may hold up, with the connections that are kept for it, if the process has any. */
    public static <E extends Exception> void runVital(Work<E> work) throws E {
        Part before = PART.get();
        PART.set(Part.VITAL);
        try {
            work.run();
        } finally {
            PART.set(before);
        }
    }

    /** The same with a result. */
    public static <T> T getVital(Supplier<T> work) {
        Part before = PART.get();
        PART.set(Part.VITAL);
        try {
            return work.get();
        } finally {
            PART.set(before);
        }
    }

    /** Spring Boot finds the other pool by itself, and not this one. */
    @Override
    public void bindTo(MeterRegistry registry) {
        vital.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(registry));
    }

    @Override
    public void close() {
        others.close();
        vital.close();
    }

    @Override
    protected Object determineCurrentLookupKey() {
        return PART.get();
    }

    /** What {@link #runVital} does. */
    public interface Work<E extends Exception> {

        void run() throws E;
    }

    private enum Part {
        VITAL,
        OTHERS
    }
}
