package dev.rollcall.access;

import dev.rollcall.audit.Actor;
import dev.rollcall.audit.ActorSource;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.project.Caller;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The key of a request to the API, for the audit log. */
@Component
@WebProcess
class CallerActor implements ActorSource {

    @Override
    public Optional<Actor> find() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication known
                ? Optional.of(actor(known.getPrincipal()))
                : Optional.empty();
    }

    private static Actor actor(Caller caller) {
        return Actor.key(caller.keyId(), caller.keyName());
    }
}
