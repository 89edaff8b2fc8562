package dev.rollcall.check;

/** A check cannot be imported. The message says why, without naming another project. */
public final class RefusedCheckException extends RuntimeException {

    public RefusedCheckException(String message) {
        super(message);
    }
}
