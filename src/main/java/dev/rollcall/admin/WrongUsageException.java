package dev.rollcall.admin;

/** A task cannot use an option; the message names it. Exit status 2. */
public final class WrongUsageException extends RuntimeException {

    public WrongUsageException(String message) {
        super(message);
    }
}
