package dev.rollcall.platform.thread;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process with status 1 after one event, {@code process.failed}, so the platform starts another. It works with
 * a full heap and while logging hangs, because everything it needs is created in advance.
 *
 * <p>It halts the JVM. An orderly stop needs memory and threads, which may be missing. A sudden death is safe
 * (docs/factors/09-disposability.md).
 */
public final class HaltingEnd implements ProcessEnd {

    private static final Logger log = LoggerFactory.getLogger(HaltingEnd.class);

    private static final int STATUS = 1;
    private static final long MAX_LOGGING_MILLIS = 2_000;
    /** Freed to have memory for the event. */
    private static final int RESERVE_BYTES = 512 * 1024;

    /** Written to standard error when the event cannot be logged. */
    private static final byte[] LAST_MESSAGE =
            "process.failed: the process cannot continue and ends itself\n".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] NOTHING = {};

    /** The only instance in this JVM. */
    public static final HaltingEnd OF_JVM = new HaltingEnd();

    private final FileOutputStream stderr = new FileOutputStream(FileDescriptor.err);
    private final Object beginning = new Object();
    private boolean begun;

    @SuppressWarnings("unused") // held for its size only
    private volatile byte[] reserve = new byte[RESERVE_BYTES];

    private HaltingEnd() {
        Threads.start("process-end-message", () -> haltAfter(MAX_LOGGING_MILLIS, true));
        // Standard error may hang as well.
        Threads.start("process-end", () -> haltAfter(2 * MAX_LOGGING_MILLIS, false));
    }

    @Override
    public void terminate(String reason, @Nullable Throwable cause) {
        try {
            begin();
            reserve = NOTHING;
            log.atError()
                    .addKeyValue("event", "process.failed")
                    .addKeyValue("reason", reason)
                    .setCause(cause)
                    .log("process cannot continue and ends itself");
        } catch (Throwable e) { // the process ends in any case
            writeLastMessage();
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

    private void writeLastMessage() {
        try {
            stderr.write(LAST_MESSAGE);
        } catch (IOException e) {
            // Nothing more can be done.
        }
    }

    /** Runs on a thread that is started early, because later there may be no memory to start one. */
    private void haltAfter(long millis, boolean writes) {
        try {
            synchronized (beginning) {
                while (!begun) {
                    beginning.wait();
                }
            }
            TimeUnit.MILLISECONDS.sleep(millis);
            if (writes) {
                writeLastMessage();
            }
            Runtime.getRuntime().halt(STATUS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
