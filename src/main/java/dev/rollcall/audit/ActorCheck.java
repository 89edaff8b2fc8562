package dev.rollcall.audit;

import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Checks the actor of a request once more, when it gives somebody access. Between the first check and the change, the
 * right of the actor may have ended: the body of a request may arrive much later than its head.
 */
@Component
public class ActorCheck {

    private final CurrentActor actor;
    private final ObjectProvider<ActorRights> rights;

    ActorCheck(CurrentActor actor, ObjectProvider<ActorRights> rights) {
        this.actor = actor;
        this.rights = rights;
    }

    /**
     * Called under the lock of the project's row. Pages and the API take it too when they end such a right. Tasks may
     * do everything.
     *
     * @throws RightEndedException if the person is no owner of the project now, or the key is invalid
     */
    public void requireRight(UUID project) {
        Actor by = actor.get();
        if (by.kind() != Actor.Kind.TASK && rights.stream().noneMatch(right -> right.mayGiveAccess(by, project))) {
            throw RightEndedException.of(by);
        }
    }
}
