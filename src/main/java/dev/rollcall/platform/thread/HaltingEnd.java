package dev.rollcall.platform.thread;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process with status 1 after one event, {@code process.failed}, so that the platform starts another. It works
 * with a full heap, and while the log hangs: what it needs is made before.
 *
 * <p>It halts. An orderly stop would need memory and threads, which may be what is missing; and what a process leaves
 * undone at a sudden death is safe (docs/factors/09-disposability.md).
 */
public final class HaltingEnd implements ProcessEnd {

    private static final Logger log = LoggerFactory.getLogger(HaltingEnd.class);

    private static final int STATUS = 1;
    private static final long MAX_LOGGING_MILLIS = 2_000;
    /** In bytes; given back so that there is memory for the event. */
    private static final int RESERVE = 512 * 1024;

    /** For standard error, when even that is not enough. */
    private static final byte[] LAST_WORDS =
            "process.failed: the process cannot go on and ends itself\n".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] NOTHING = {};

    /** The one of this JVM. */
    public static final HaltingEnd OF_JVM = new HaltingEnd();

    private final FileOutputStream stderr = new FileOutputStream(FileDescriptor.err);
    private final Object beginning = new Object();
    private boolean begun;

    @SuppressWarnings("unused") // held for its size only
    private volatile byte[] reserve = new byte[RESERVE];

    private HaltingEnd() {
        Threads.start("process-end-words", () -> haltAfter(MAX_LOGGING_MILLIS, true));
        // Standard error may hang as well.
        Threads.start("process-end", () -> haltAfter(2 * MAX_LOGGING_MILLIS, false));
    }

    @Override
    public void because(String reason, @Nullable Throwable cause) {
        try {
            begin();
            reserve = NOTHING;
            log.atError()
                    .addKeyValue("event", "process.failed")
                    .addKeyValue("reason", reason)
                    .setCause(cause)
                    .log("process cannot go on and ends itself");
        } catch (Throwable e) { // whatever it is, the process ends
            writeLastWords();
        } finally {
            Runtime.getRuntime().halt(STATUS);
        }
    }

    private void begin() {
        synchronized (beginning) {
            begun = true;
            beginning.notifyAll();
        }
    }

    private void writeLastWords() {
        try {
            stderr.write(LAST_WORDS);
        } catch (IOException e) {
            // Nobody is left to be told.
        }
    }

    /** On a thread of its own from the beginning: later there may be no memory to start one. */
    private void haltAfter(long millis, boolean speaks) {
        try {
            synchronized (beginning) {
                while (!begun) {
                    beginning.wait();
                }
                beginning.wait(millis);
            }
            if (speaks) {
                writeLastWords();
            }
            Runtime.getRuntime().halt(STATUS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
