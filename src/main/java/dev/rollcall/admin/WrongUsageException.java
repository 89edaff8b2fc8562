package dev.rollcall.admin;

/** An option that a task cannot use; the message names it. Exit status 2. */
public final class WrongUsageException extends RuntimeException {

    public WrongUsageException(String message) {
        super(message);
    }
}
