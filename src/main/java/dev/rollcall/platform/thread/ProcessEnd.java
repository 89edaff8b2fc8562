package dev.rollcall.platform.thread;

import org.jspecify.annotations.Nullable;

/** How a process ends that cannot do its work any more. */
public interface ProcessEnd {

    /**
     * Ends the process, which says why. Does not return, unless this is a test's.
     *
     * @param reason a text that exists already: there may be no memory to make one
     * @param cause what was thrown, if anything was
     */
    void because(String reason, @Nullable Throwable cause);

    /**
     * Whether a process that has met this should end: memory has run out, or the JVM itself has failed. A stack that
     * was too small is the fault of one call, and over with it.
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

    /** A chain of causes may be a circle. */
    int MAX_CAUSES = 50;
}
