package dev.rollcall.platform.problem;

import java.util.Map;

/**
 * What is wrong with a request, in words fit for strangers. Modules extend it; {@link Problems} alone turns it into
 * a response.
 */
public abstract class ProblemException extends RuntimeException {

    private final int status;
    private final String slug;
    private final String detail;
    private final Map<String, String> fields;

    /**
     * @param status the HTTP status
     * @param slug names the kind of problem for good: {@code check-not-found}; described in docs/problems.md
     * @param error what clients of the published Healthchecks API read
     */
    protected ProblemException(int status, String slug, String error) {
        this(status, slug, error, Map.of());
    }

    /** As above, with what is wrong with each field of the request. */
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

    /** The fields at fault, each with what is wrong with it. */
    public Map<String, String> fields() {
        return fields;
    }
}
