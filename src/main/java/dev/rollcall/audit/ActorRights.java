package dev.rollcall.audit;

import java.util.UUID;

/**
 * What a kind of actor may do in a project at this moment. Each module that stores such rights declares a bean of this
 * type.
 */
public interface ActorRights {

    /** Whether the actor may give others access to the project. False for an actor of another kind. */
    boolean mayGiveAccess(Actor actor, UUID project);
}
