package dev.rollcall.platform.config;

/**
 * The settings {@code T} as they are now. A bean of this type exists for each record with a secret. Injecting the record
 * itself gives it as it was at the start.
 */
@FunctionalInterface
public interface Current<T> {

    /** Reads the files that hold secrets again, if there are any. An invalid file changes nothing. */
    T get();
}
