package dev.rollcall.check;

/** A check that cannot be taken in as it is. The message says what is wrong with it, and names no other project. */
public final class RefusedCheckException extends RuntimeException {

    public RefusedCheckException(String message) {
        super(message);
    }
}
