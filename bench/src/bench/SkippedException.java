package bench;

/** A case cannot be measured on this machine; the message has the reason. */
final class SkippedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    SkippedException(String why) {
        super(why);
    }
}
