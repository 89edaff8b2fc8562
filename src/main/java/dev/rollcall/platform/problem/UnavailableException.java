package dev.rollcall.platform.problem;

import org.jspecify.annotations.Nullable;

/** Not now: the database is away, its schema is old, or this process is stopping. The caller may try again. */
public final class UnavailableException extends RuntimeException {

    /** What every answer to it says in the header Retry-After. */
    public static final String RETRY_AFTER_SECONDS = "5";

    public UnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
