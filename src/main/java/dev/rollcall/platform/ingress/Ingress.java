package dev.rollcall.platform.ingress;

import dev.rollcall.platform.config.HttpAddress;
import dev.rollcall.platform.deploy.SiteSettings;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.time.DatabaseClock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether requests from outside reach this deploy. Thread-safe. */
@Component
@WebProcess
public class Ingress {

    /** Requests from outside are recorded at most this often, so that they cost nothing. */
    private static final Duration ARRIVAL_INTERVAL = Duration.ofSeconds(1);

    private final @Nullable HttpAddress site;
    private final IngressStore store;
    private final DatabaseClock clock;
    private volatile Reach reach = Reach.NEVER;
    private volatile boolean isLoaded;
    private volatile long arrivedNanos = System.nanoTime() - ARRIVAL_INTERVAL.toNanos();

    Ingress(SiteSettings settings, IngressStore store, DatabaseClock clock) {
        this.site = settings.root();
        this.store = store;
        this.clock = clock;
    }

    /**
     * What is known now. The first call asks the database whether SITE_ROOT was ever reached.
     *
     * @throws org.springframework.dao.DataAccessException when it does not answer
     */
    public Arrivals arrivals() {
        return site == null ? Arrivals.UNKNOWN : reach().arrivals(clock.instant());
    }

    Reach reach() {
        load();
        return reach;
    }

    synchronized Reach update(UnaryOperator<Reach> change) {
        Reach changed = change.apply(reach);
        reach = changed;
        return changed;
    }

    /** False for most requests of a busy deploy. */
    boolean isArrivalOfUse() {
        return isLoaded && System.nanoTime() - arrivedNanos >= ARRIVAL_INTERVAL.toNanos();
    }

    /** A request from outside came in. */
    void arrived() {
        arrivedNanos = System.nanoTime();
        Instant now = clock.instant();
        update(known -> known.arrived(now));
    }

    private synchronized void load() {
        if (!isLoaded && site != null) {
            reach = store.reachedAt(site.toString()).map(Reach::before).orElse(Reach.NEVER);
            isLoaded = true;
        }
    }
}
