package kit;

/** A command line that cannot be run; the message says why. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UsageException(String reason) {
        super(reason);
    }
}
