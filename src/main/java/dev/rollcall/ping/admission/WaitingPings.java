package dev.rollcall.ping.admission;

import dev.rollcall.platform.limit.ClientNetwork;
import dev.rollcall.platform.limit.ClientShares;
import dev.rollcall.platform.limit.Refusals;
import dev.rollcall.platform.problem.UnavailableException;
import dev.rollcall.platform.process.WebProcess;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Limits how many pings wait for a commit. As many may wait as the last commits would write in {@link #MAX_WAIT}, so an
 * accepted ping is answered soon, and any other is refused at once; but never so few that jobs which ping at the same
 * moment are refused. One client may have half of the places, so its flood leaves the others theirs (docs/adr/0123).
 */
@Component
@WebProcess
public class WaitingPings {

    /** A ping waits as long in the queue, and then for one commit. */
    static final Duration MAX_WAIT = Duration.ofMillis(500);

    /**
     * How long pings count as refused after a refusal. This bridges refusals that come and go; a single one makes a gap
     * that is too short to be an outage ({@code platform.worker.Reception}).
     */
    static final Duration OVERLOADED = Duration.ofSeconds(3);

    /** As many as a commit has if their bodies are short. With fewer than 1,000 pings a second they wait longer. */
    static final int MIN_PLACES = 500;

    /** Half of Tomcat's threads on a JVM without virtual threads; the others are for pages and the API. */
    private static final int MIN_PLACES_ON_THREADS = 100;

    static final int MAX_PLACES = 10_000;

    /** One slow commit among them changes nothing. */
    private static final int SAMPLES = 4;

    private final int minPlaces;
    private final Refusals ofAll;
    private final Refusals ofClient;
    private final LongSupplier nanoTime;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ClientShares shares = new ClientShares();

    private final long[] pingsPerSecond = new long[SAMPLES];
    private int nextSample;
    private volatile int places = MAX_PLACES;

    /** The client that was refused last because of its share. */
    private volatile String largest = "";

    private volatile long refusedAt;
    private volatile boolean hasRefused;

    @Autowired
    WaitingPings(Environment environment, MeterRegistry registry) {
        this(Threading.VIRTUAL.isActive(environment) ? MIN_PLACES : MIN_PLACES_ON_THREADS, registry, System::nanoTime);
    }

    /** With another clock. */
    WaitingPings(int minPlaces, MeterRegistry registry, LongSupplier nanoTime) {
        this.minPlaces = minPlaces;
        this.ofAll = new Refusals(registry, "overload");
        this.ofClient = new Refusals(registry, "share");
        this.nanoTime = nanoTime;
    }

    /** Whether a ping of this address would find a place now. Called before the work for a ping begins. */
    public boolean hasPlace(String address) {
        int most = places;
        if (waiting.get() < most / 2) {
            return true;
        }
        String client = ClientNetwork.of(address);
        return isInShare(client, shares.of(client) + 1, most) && isInAll(waiting.get() + 1, most);
    }

    /**
     * Records a ping of this address. It has a place until it is answered.
     *
     * @throws UnavailableException if there is no place for it
     */
    public boolean take(String address, BooleanSupplier record) {
        String client = ClientNetwork.of(address);
        if (!enter(client)) {
            throw new UnavailableException("more pings come than can be stored", null);
        }
        try {
            return record.getAsBoolean();
        } finally {
            leave(client);
        }
    }

    /** Takes a place for a ping of this {@link ClientNetwork}. Returns whether it got one; then {@link #leave} must follow. */
    boolean enter(String client) {
        int most = places;
        // Checks its share first, so a flood never seems to take the places of others, not even for a moment.
        if (!isInShare(client, shares.add(client), most)) {
            shares.remove(client);
            return false;
        }
        if (!isInAll(waiting.incrementAndGet(), most)) {
            leave(client);
            return false;
        }
        return true;
    }

    /** Gives back the place of a ping that has its answer. */
    void leave(String client) {
        shares.remove(client);
        waiting.decrementAndGet();
    }

    /**
     * Called after each commit.
     *
     * @param pings how many it had; or how many it could have had, if no more waited
     */
    public synchronized void committed(int pings, Duration time) {
        pingsPerSecond[nextSample] = pings * Duration.ofSeconds(1).toNanos() / Math.max(1, time.toNanos());
        nextSample = (nextSample + 1) % SAMPLES;
        long inTime = Arrays.stream(pingsPerSecond).max().orElse(0) * MAX_WAIT.toMillis() / 1_000;
        places = (int) Math.max(minPlaces, Math.min(MAX_PLACES, inTime));
    }

    /** Why pings that are not part of a client's flood are refused; empty if none was refused lately. */
    public Optional<String> overload() {
        return hasRefused && nanoTime.getAsLong() - refusedAt < OVERLOADED.toNanos()
                ? Optional.of("more pings come than can be stored")
                : Optional.empty();
    }

    int places() {
        return places;
    }

    private boolean isInShare(String client, int own, int most) {
        if (own > most / 2) {
            largest = client;
            ofClient.add();
            return false;
        }
        return true;
    }

    /**
     * When commits become slower, there are fewer places. Whatever a flood holds beyond its new share is not counted
     * against others.
     */
    private boolean isInAll(int all, int most) {
        if (all > most && all - Math.max(0, shares.of(largest) - most / 2) > most) {
            refusedAt = nanoTime.getAsLong();
            hasRefused = true;
            ofAll.add();
            return false;
        }
        return true;
    }
}
