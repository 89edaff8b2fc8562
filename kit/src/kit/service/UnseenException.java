package kit.service;

/** A demand cannot be examined; the message says why. */
public final class UnseenException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UnseenException(String reason) {
        super(reason);
    }
}
