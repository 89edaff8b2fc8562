package dev.rollcall.audit;

import dev.rollcall.platform.process.CommandLine;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Finds out who acts on this thread, so that no service takes the actor as an argument. */
@Component
class CurrentActor {

    private final ObjectProvider<ActorSource> sources;
    private final Actor unknown;

    CurrentActor(ObjectProvider<ActorSource> sources, Environment environment) {
        this.sources = sources;
        boolean isTask = environment.getProperty(CommandLine.PROCESS, "").equals("task");
        this.unknown = isTask ? Actor.TASK : Actor.LINK;
    }

    Actor get() {
        return sources.stream()
                .map(ActorSource::find)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(unknown);
    }
}
