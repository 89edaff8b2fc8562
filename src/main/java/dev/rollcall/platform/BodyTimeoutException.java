package dev.rollcall.platform;

import java.io.IOException;
import java.net.SocketTimeoutException;

/** A request body that did not arrive in time. */
public final class BodyTimeoutException extends ProblemException {

    private static final int REQUEST_TIMEOUT = 408;
    private static final String SLUG = "request-timeout";

    static final String ERROR = "the request body took too long";

    public BodyTimeoutException() {
        super(REQUEST_TIMEOUT, SLUG, ERROR);
    }

    /** What a failed read of a body means: Tomcat ends a read after 20 seconds in which nothing has arrived. */
    public static IOException of(IOException failure) {
        if (failure instanceof SocketTimeoutException || failure.getCause() instanceof SocketTimeoutException) {
            throw new BodyTimeoutException();
        }
        return failure;
    }
}
