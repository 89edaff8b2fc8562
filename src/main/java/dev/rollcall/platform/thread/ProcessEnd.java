package dev.rollcall.platform.thread;

import org.jspecify.annotations.Nullable;

/** Ends a process that can no longer do its work. */
public interface ProcessEnd {

    /**
     * Ends the process and logs why. Does not return, except in tests.
     *
     * @param reason a text built before, because there may be no memory to build one
     * @param cause what was thrown, if anything was
     */
    void terminate(String reason, @Nullable Throwable cause);

    /**
     * Whether the process should end after this failure: memory has run out, or the JVM itself has failed. A stack
     * overflow affects only one call. A loop of its own, because there may be no memory for a stream.
     */
    static boolean isDue(@Nullable Throwable failure) {
        int depth = 0;
        for (Throwable each = failure; each != null && depth < MAX_CAUSES; each = each.getCause()) {
            if (each instanceof VirtualMachineError && !(each instanceof StackOverflowError)) {
                return true;
            }
            depth++;
        }
        return false;
    }

    /** Limits the search, because a chain of causes may be circular. */
    int MAX_CAUSES = 50;
}
