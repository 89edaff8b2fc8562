package dev.rollcall.platform.api;

import dev.rollcall.platform.database.BulkheadDataSource;
import dev.rollcall.platform.database.DatabaseSettings;
import dev.rollcall.platform.limit.ClientNetwork;
import dev.rollcall.platform.problem.UnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Limits how many long answers are written at the same time, in any format, and reads their lists. An answer keeps one
 * {@link ListPart} in memory.
 */
@Component
class LongAnswers {

    /** The parts of all answers together may take the heap divided by this. */
    private static final int HEAP_DIVISOR = 8;

    /** The largest size of a part in the heap. A store chooses the size of its parts accordingly. */
    private static final int MAX_PART_BYTES = 512 * 1024;

    private static final int MIN_ANSWERS = 16;
    private static final int MAX_ATTEMPTS = 5;
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);
    /** For a part after the first: an answer that has begun cannot be tried again. */
    private static final Duration MAX_WAIT_OF_BEGUN = Duration.ofMinutes(1);

    /**
     * Lists are read with at most this part of the connections for pages and the API. The others are for short
     * requests.
     */
    private static final double SHARE_OF_CONNECTIONS = 0.5;

    /** The share of all turns that one client may have. A slow reader must not keep out the others. */
    private static final double SHARE = 0.75;

    private final Semaphore turns;
    private final Semaphore reads;
    private final int maxOfClient;
    private final ConcurrentMap<String, Share> shares = new ConcurrentHashMap<>();

    @Autowired
    LongAnswers(DatabaseSettings database) {
        this(maxAnswers(Runtime.getRuntime().maxMemory()), maxReads(BulkheadDataSource.othersOf(database.poolSize())));
    }

    /**
     * @param most how many answers are written at the same time
     * @param reads how many of them read a part at the same time
     */
    LongAnswers(int most, int reads) {
        this.turns = new Semaphore(most, true);
        this.reads = new Semaphore(reads, true);
        this.maxOfClient = (int) (most * SHARE);
    }

    /**
     * Writes an answer when it is its turn.
     *
     * @throws UnavailableException when too many answers are being written or read, and none is ready within ten
     *     seconds
     */
    void inTurn(Writing answer) throws IOException {
        String client = client();
        Share share = Objects.requireNonNull(
                shares.compute(client, (same, known) -> (known == null ? new Share(maxOfClient) : known).entered()));
        try {
            long end = System.nanoTime() + MAX_WAIT.toNanos();
            write(share.turns, end, () -> write(turns, end, answer));
        } finally {
            shares.computeIfPresent(client, (same, known) -> known.isLeft() ? null : known);
        }
    }

    private static void write(Semaphore turns, long end, Writing answer) throws IOException {
        await(turns, end);
        try {
            answer.write();
        } finally {
            turns.release();
        }
    }

    /** Empty outside a request. */
    private static String client() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
                ? ClientNetwork.of(request.getRequest().getRemoteAddr())
                : "";
    }

    /** Reads the whole list and passes on its items, part by part. */
    <T, P> void forEachPart(ListPartReader<T, P> list, PartWriter<T> writer) throws IOException {
        // No variable holds a part, so it can be garbage-collected while the next one is read.
        P position = write(read(list, null, MAX_WAIT), writer);
        while (position != null) {
            position = write(readNext(list, position), writer);
        }
    }

    static int maxAnswers(long maxHeapBytes) {
        return (int) Math.max(MIN_ANSWERS, Math.min(Integer.MAX_VALUE, maxHeapBytes / HEAP_DIVISOR / MAX_PART_BYTES));
    }

    static int maxReads(int connections) {
        return Math.max(1, (int) (connections * SHARE_OF_CONNECTIONS));
    }

    /** Returns where the next part begins, or null after the last one. */
    private static <T, P> @Nullable P write(ListPart<T, P> part, PartWriter<T> writer) throws IOException {
        writer.write(part.items());
        return part.next();
    }

    /** Waits longer for a connection than other requests do, because an answer that has begun cannot be tried again. */
    private <T, P> ListPart<T, P> readNext(ListPartReader<T, P> list, P position) {
        for (int attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
            try {
                return read(list, position, MAX_WAIT_OF_BEGUN);
            } catch (CannotCreateTransactionException e) {
                // No connection was free within the pool's time limit of 3 s.
            }
        }
        return read(list, position, MAX_WAIT_OF_BEGUN);
    }

    private <T, P> ListPart<T, P> read(ListPartReader<T, P> list, @Nullable P position, Duration wait) {
        await(reads, System.nanoTime() + wait.toNanos());
        try {
            return list.read(position);
        } finally {
            reads.release();
        }
    }

    private static void await(Semaphore turns, long end) {
        try {
            if (!turns.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw UnavailableException.busy("too many lists are being read");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("the process is stopping", e);
        }
    }

    /** Writes one answer. */
    @FunctionalInterface
    interface Writing {

        void write() throws IOException;
    }

    /** Writes the items of one part. */
    @FunctionalInterface
    interface PartWriter<T> {

        void write(List<T> items) throws IOException;
    }

    /** The turns of one client, as long as it has or wants one. Changed only inside the map. */
    private static final class Share {

        private final Semaphore turns;
        private int users;

        Share(int most) {
            this.turns = new Semaphore(most, true);
        }

        Share entered() {
            users++;
            return this;
        }

        /** Called when an answer ends; returns whether it was the last. */
        boolean isLeft() {
            users--;
            return users == 0;
        }
    }
}
