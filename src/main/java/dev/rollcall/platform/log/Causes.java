package dev.rollcall.platform.log;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The chain of causes of a failure. */
public final class Causes {

    /** Limits the search, because a chain may be circular. */
    private static final int MAX = 50;

    private Causes() {}

    /** The failure, its cause, the cause of that, and so on. */
    public static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(MAX);
    }

    /** The outermost one of this kind. */
    public static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> kind) {
        return of(failure).filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** Whether one of them is of this kind. */
    public static boolean include(Throwable failure, Class<? extends Throwable> kind) {
        return of(failure).anyMatch(kind::isInstance);
    }
}
