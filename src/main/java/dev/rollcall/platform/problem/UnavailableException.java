package dev.rollcall.platform.problem;

import org.jspecify.annotations.Nullable;

/**
 * The request cannot be served now, status 503: the database is unavailable, its schema is old, memory is short, too
 * many requests of the same kind are under way, or this process is stopping. The caller may try again.
 */
public final class UnavailableException extends RuntimeException {

    /** The header Retry-After of the answer. */
    public static final String RETRY_AFTER_SECONDS = "5";

    private final boolean isBusy;

    public UnavailableException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private UnavailableException(String message, @Nullable Throwable cause, boolean isBusy) {
        super(message, cause);
        this.isBusy = isBusy;
    }

    /** For a request that is refused because too many of its kind are under way. Its page must not blame the database. */
    public static UnavailableException busy(String message) {
        return new UnavailableException(message, null, true);
    }

    /** Whether it was refused because too many requests of its kind are under way. */
    public boolean isBusy() {
        return isBusy;
    }
}
