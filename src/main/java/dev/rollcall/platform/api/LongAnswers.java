package dev.rollcall.platform.api;

import dev.rollcall.platform.problem.UnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;

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

    private final Semaphore turns =
            new Semaphore(maxAnswers(Runtime.getRuntime().maxMemory()), true);

    /**
     * Writes an answer when it is its turn.
     *
     * @throws UnavailableException when too many answers are being written, and none ends within ten seconds
     */
    void inTurn(Writing answer) throws IOException {
        awaitTurn();
        try {
            answer.write();
        } finally {
            turns.release();
        }
    }

    /** Reads the whole list and passes on its items, part by part. */
    static <T, P> void forEachPart(ListPartReader<T, P> list, PartWriter<T> writer) throws IOException {
        // No variable holds a part, so it can be garbage-collected while the next one is read.
        P position = write(list.read(null), writer);
        while (position != null) {
            position = write(readNext(list, position), writer);
        }
    }

    static int maxAnswers(long maxHeapBytes) {
        return (int) Math.max(MIN_ANSWERS, Math.min(Integer.MAX_VALUE, maxHeapBytes / HEAP_DIVISOR / MAX_PART_BYTES));
    }

    /** Returns where the next part begins, or null after the last one. */
    private static <T, P> @Nullable P write(ListPart<T, P> part, PartWriter<T> writer) throws IOException {
        writer.write(part.items());
        return part.next();
    }

    /** Waits longer for a connection than other requests do, because an answer that has begun cannot be tried again. */
    private static <T, P> ListPart<T, P> readNext(ListPartReader<T, P> list, P position) {
        for (int attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
            try {
                return list.read(position);
            } catch (CannotCreateTransactionException e) {
                // No connection was free within the pool's time limit of 3 s.
            }
        }
        return list.read(position);
    }

    private void awaitTurn() {
        try {
            if (!turns.tryAcquire(MAX_WAIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new UnavailableException("too many lists are being read", null);
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
}
