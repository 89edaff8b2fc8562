package dev.rollcall.platform.problem;

import java.util.Map;

/**
 * An error in a request, in words that strangers may read. Modules extend it; only {@link ProblemExceptionHandler}
 * turns it into a response.
 */
public abstract class ProblemException extends RuntimeException {

    private final int status;
    private final String slug;
    private final String detail;
    private final Map<String, String> fields;

    /**
     * @param status the HTTP status
     * @param slug the permanent name of this kind of problem, such as {@code not-found}; described in docs/problems.md
     * @param error the text of the member {@code error}
     */
    protected ProblemException(int status, String slug, String error) {
        this(status, slug, error, Map.of());
    }

    /** As above, with the invalid fields of the request, each with its error. */
    protected ProblemException(int status, String slug, String error, Map<String, String> fields) {
        this(status, slug, error, error, fields);
    }

    /**
     * As above.
     *
     * @param detail {@code error} with what to do about it
     */
    protected ProblemException(int status, String slug, String error, String detail, Map<String, String> fields) {
        super(error);
        this.status = status;
        this.slug = slug;
        this.detail = detail;
        this.fields = Map.copyOf(fields);
    }

    int status() {
        return status;
    }

    String slug() {
        return slug;
    }

    String detail() {
        return detail;
    }

    /** The invalid fields, each with its error. */
    public Map<String, String> fields() {
        return fields;
    }
}
