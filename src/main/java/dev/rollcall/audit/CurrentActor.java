package dev.rollcall.audit;

import dev.rollcall.platform.log.RequestId;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Finds out who acts on this thread, so no service needs the actor as an argument. */
@Component
class CurrentActor {

    private final ObjectProvider<ActorSource> sources;

    CurrentActor(ObjectProvider<ActorSource> sources) {
        this.sources = sources;
    }

    /** Work outside of a request belongs to a task. */
    Actor get() {
        return sources.stream()
                .map(ActorSource::find)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> RequestId.current() == null ? Actor.TASK : Actor.LINK);
    }
}
