package dev.rollcall.ping.admission;

import dev.rollcall.platform.database.BulkheadDataSource;
import dev.rollcall.platform.database.DatabaseSettings;
import dev.rollcall.platform.limit.ClientNetwork;
import dev.rollcall.platform.limit.ClientShares;
import dev.rollcall.platform.limit.Refusals;
import dev.rollcall.platform.problem.UnavailableException;
import dev.rollcall.platform.process.WebProcess;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Limits how many pings look up their check by its slug at the same time. Each lookup needs one of the connections that
 * are kept for pings and the heartbeat ({@link BulkheadDataSource}). Some of them must be left for the threads that
 * write pings.
 */
@Component
@WebProcess
public class SlugLookups {

    /** One or two of the connections write pings, and the heartbeat needs one now and then. */
    private static final double SHARE_OF_VITAL = 0.5;

    /**
     * A lookup takes about a millisecond. With two connections, which is the default, other clients wait at most half a
     * second for those of this one.
     */
    private static final int MAX_OF_CLIENT = 1_000;

    /** The first lookups of a process take long on a busy machine, and a late answer is better than a refused ping. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private final Semaphore connections;
    private final ClientShares shares = new ClientShares();
    private final Refusals refusals;

    SlugLookups(DatabaseSettings database, MeterRegistry registry) {
        this.connections = new Semaphore(
                Math.max(1, (int) (BulkheadDataSource.vitalOf(database.poolSize()) * SHARE_OF_VITAL)), true);
        this.refusals = new Refusals(registry, "lookup");
    }

    /**
     * Does the lookup as soon as it may use a connection.
     *
     * @param address of the client
     * @throws UnavailableException if too many wait
     */
    public <T> T take(String address, Supplier<T> lookup) {
        String client = ClientNetwork.of(address);
        try {
            if (shares.add(client) > MAX_OF_CLIENT || !isReached()) {
                refusals.add();
                throw new UnavailableException("too many pings look up a slug at once", null);
            }
            try {
                return BulkheadDataSource.getVital(lookup);
            } finally {
                connections.release();
            }
        } finally {
            shares.remove(client);
        }
    }

    private boolean isReached() {
        try {
            return connections.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
