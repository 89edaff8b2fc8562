package dev.rollcall.platform.problem;

/** A request body that did not arrive in time. */
public final class BodyTimeoutException extends ProblemException {

    private static final int REQUEST_TIMEOUT = 408;
    private static final String SLUG = "request-timeout";

    public BodyTimeoutException() {
        super(REQUEST_TIMEOUT, SLUG, "the request body took too long");
    }
}
