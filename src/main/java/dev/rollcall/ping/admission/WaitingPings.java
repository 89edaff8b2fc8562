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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Limits how many pings wait for a commit. As many may wait as commits of the present speed write in {@link #MAX_WAIT},
 * so an accepted ping is answered soon, and any other is refused at once. The room is counted in bytes: each ping takes
 * the part of a commit that it fills. One client may have half of the room, so its flood leaves the other half to the
 * others (docs/adr/0123).
 */
@Component
@WebProcess
public class WaitingPings {

    /** The maximum number of pings in a commit. */
    public static final int COMMIT_PINGS = 500;

    /** A commit takes no further ping once its bodies have this many bytes. */
    public static final int COMMIT_BYTES = 1_000_000;

    /**
     * How long an accepted ping may wait for commits. If commits are slow, it may still wait for {@link #MIN_COMMITS}.
     */
    static final Duration MAX_WAIT = Duration.ofMillis(500);

    /**
     * How long pings count as refused after a refusal. This bridges refusals that come and go; a single one makes a gap
     * that is too short to be an outage ({@code platform.worker.Reception}).
     */
    static final Duration OVERLOADED = Duration.ofSeconds(3);

    /** The commit under way and the next one. With less, slow commits would wait for pings. */
    static final int MIN_COMMITS = 2;

    /** As many as the queue has places for pings without a body. */
    static final int MAX_COMMITS = 20;

    /** The room that a ping takes at least, in bytes, even if it has no body. */
    static final int PING_BYTES = COMMIT_BYTES / COMMIT_PINGS;

    /**
     * The same without virtual threads, where each ping that waits holds one of Tomcat's 200 threads: even if commits
     * are slow, half of the threads are left for pages and the API.
     */
    static final int PING_BYTES_ON_THREADS = MIN_COMMITS * COMMIT_BYTES / 100;

    /** The fastest of this many latest commits counts, so a few slow ones change nothing. */
    private static final int SAMPLES = 4;

    private final int pingBytes;
    private final Refusals ofAll;
    private final Refusals ofClient;
    private final LongSupplier nanoTime;
    private final AtomicLong waiting = new AtomicLong();
    private final ClientShares shares = new ClientShares();

    private final long[] commitNanos = new long[SAMPLES];
    private int nextSample;
    private volatile long room = (long) MAX_COMMITS * COMMIT_BYTES;

    /** The client that was refused last because of its share. */
    private volatile String largest = "";

    private volatile long refusedAt;
    private volatile boolean hasRefused;

    @Autowired
    WaitingPings(Environment environment, MeterRegistry registry) {
        this(Threading.VIRTUAL.isActive(environment) ? PING_BYTES : PING_BYTES_ON_THREADS, registry, System::nanoTime);
    }

    /** With another clock, and another size of a ping without a body. */
    WaitingPings(int pingBytes, MeterRegistry registry, LongSupplier nanoTime) {
        this.pingBytes = pingBytes;
        this.ofAll = new Refusals(registry, "overload");
        this.ofClient = new Refusals(registry, "share");
        this.nanoTime = nanoTime;
        Arrays.fill(commitNanos, Long.MAX_VALUE);
    }

    /** Whether there is room for a ping of this address now. Called before the work for a ping begins. */
    public boolean hasRoom(String address) {
        long most = room;
        if (waiting.get() < most / 2) {
            return true;
        }
        String client = ClientNetwork.of(address);
        return isInShare(client, shares.of(client) + pingBytes, most) && isInAll(waiting.get() + pingBytes, most);
    }

    /**
     * Records a ping of this address. It takes room until it is answered.
     *
     * @param bodyBytes how many bytes of its body are kept
     * @throws UnavailableException if there is no room for it
     */
    public boolean take(String address, int bodyBytes, BooleanSupplier record) {
        String client = ClientNetwork.of(address);
        if (!enter(client, bodyBytes)) {
            throw new UnavailableException("more pings come than can be stored", null);
        }
        try {
            return record.getAsBoolean();
        } finally {
            leave(client, bodyBytes);
        }
    }

    /**
     * Takes room for a ping of this {@link ClientNetwork}. Returns whether there was any; then {@link #leave} must
     * follow.
     */
    boolean enter(String client, int bodyBytes) {
        long most = room;
        int bytes = bytes(bodyBytes);
        // Checks its share first, so a flood never seems to take the room of others, not even for a moment.
        if (!isInShare(client, shares.add(client, bytes), most)) {
            shares.remove(client, bytes);
            return false;
        }
        if (!isInAll(waiting.addAndGet(bytes), most)) {
            leave(client, bodyBytes);
            return false;
        }
        return true;
    }

    /** Gives back the room of a ping that has its answer. */
    void leave(String client, int bodyBytes) {
        int bytes = bytes(bodyBytes);
        shares.remove(client, bytes);
        waiting.addAndGet(-bytes);
    }

    /**
     * Called after each commit. A commit that was not full counts as a full one, which would have taken little longer.
     */
    public synchronized void committed(Duration time) {
        commitNanos[nextSample] = Math.max(1, time.toNanos());
        nextSample = (nextSample + 1) % SAMPLES;
        long inTime = MAX_WAIT.toNanos()
                * COMMIT_BYTES
                / Arrays.stream(commitNanos).min().orElse(1);
        room = Math.max((long) MIN_COMMITS * COMMIT_BYTES, Math.min((long) MAX_COMMITS * COMMIT_BYTES, inTime));
    }

    /** Why pings that are not part of a client's flood are refused; empty if none was refused lately. */
    public Optional<String> overload() {
        return hasRefused && nanoTime.getAsLong() - refusedAt < OVERLOADED.toNanos()
                ? Optional.of("more pings come than can be stored")
                : Optional.empty();
    }

    /** How many pings without a body may wait. */
    long places() {
        return room / pingBytes;
    }

    private int bytes(int bodyBytes) {
        return Math.max(pingBytes, bodyBytes);
    }

    private boolean isInShare(String client, long own, long most) {
        if (own > most / 2) {
            largest = client;
            ofClient.add();
            return false;
        }
        return true;
    }

    /**
     * When commits become slower, there is less room. What a flood then holds beyond its smaller share is not counted
     * against others.
     */
    private boolean isInAll(long all, long most) {
        if (all > most && all - Math.max(0, shares.of(largest) - most / 2) > most) {
            refusedAt = nanoTime.getAsLong();
            hasRefused = true;
            ofAll.add();
            return false;
        }
        return true;
    }
}
