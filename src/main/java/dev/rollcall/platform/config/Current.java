package dev.rollcall.platform.config;

/**
 * The current settings {@code T}. A bean of this type exists for each record with a secret. Injecting the record itself
 * gives its values at startup.
 */
@FunctionalInterface
public interface Current<T> {

    /** Reads the files that hold secrets again, if there are any. An invalid file changes nothing. */
    T get();
}
