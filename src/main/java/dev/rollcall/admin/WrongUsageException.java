package dev.rollcall.admin;

import dev.rollcall.platform.problem.InvalidRequestException;

/** A task cannot use an option; the message names it. Exit status 2. */
public final class WrongUsageException extends RuntimeException {

    public WrongUsageException(String message) {
        super(message);
    }

    /** The options make an invalid request. The field {@code api_key} is the option {@code --api-key}. */
    public static WrongUsageException of(InvalidRequestException invalid) {
        return new WrongUsageException(invalid.faults(field -> "--" + field.replace('_', '-')));
    }
}
