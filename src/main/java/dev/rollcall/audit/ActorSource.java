package dev.rollcall.audit;

import java.util.Optional;

/**
 * Finds the actor of the request on this thread, if the request was authenticated in one particular way. Each module
 * that authenticates requests declares a bean of this type.
 */
public interface ActorSource {

    /** Empty if the request was authenticated in another way, or not at all. */
    Optional<Actor> find();
}
