package dev.rollcall.platform.log;

import java.sql.SQLException;

/** Why something failed, in one line for an operator. */
public final class FailureReason {

    private FailureReason() {}

    /**
     * The message at the root of the chain; of a database error, the driver's own message, which unlike its cause says
     * which address refused.
     */
    public static String of(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException || !(root instanceof SQLException)) {
                root = cause;
            }
        }
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return message.lines().findFirst().orElse(message);
    }
}
