package dev.rollcall.ping.admission;

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
 * Limits how many pings look up their check by its slug at the same time. Each lookup needs a database connection. The
 * pool also serves pages and the API, so a flood of pings must leave them some.
 */
@Component
@WebProcess
public class SlugLookups {

    /** Two connections of ten write pings, so four are left to others. */
    private static final double SHARE_OF_POOL = 0.4;

    /** A lookup takes about a millisecond, so other clients wait at most a quarter of a second for this one. */
    private static final int MAX_OF_CLIENT = 1_000;

    /** The first lookups of a process take long on a busy machine, and a ping that waits is better than one that is refused. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private final Semaphore connections;
    private final ClientShares shares = new ClientShares();
    private final Refusals refusals;

    SlugLookups(DatabaseSettings database, MeterRegistry registry) {
        this.connections = new Semaphore(Math.max(1, (int) (database.poolSize() * SHARE_OF_POOL)), true);
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
                return lookup.get();
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
