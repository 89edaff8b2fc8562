package dev.rollcall.platform.config;

/** A text that is not a valid value. The message completes a sentence, and never repeats a secret. */
public final class UnusableValueException extends IllegalArgumentException {

    public UnusableValueException(String message) {
        super(message);
    }
}
