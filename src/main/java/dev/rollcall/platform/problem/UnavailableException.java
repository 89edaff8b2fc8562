package dev.rollcall.platform.problem;

import org.jspecify.annotations.Nullable;

/**
 * The request cannot be served now, status 503: the database is unavailable, its schema is old, memory is short, too
 * many requests of the same kind are under way, or this process is stopping. The caller may try again.
 */
public final class UnavailableException extends RuntimeException {

    /** The header Retry-After of the answer. */
    public static final String RETRY_AFTER_SECONDS = "5";

    public UnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
