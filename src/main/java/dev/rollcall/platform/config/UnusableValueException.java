package dev.rollcall.platform.config;

/** A text that a value of ours cannot be made from. The message completes a sentence and repeats no secret. */
public final class UnusableValueException extends IllegalArgumentException {

    public UnusableValueException(String message) {
        super(message);
    }
}
