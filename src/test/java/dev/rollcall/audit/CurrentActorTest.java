package dev.rollcall.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.log.RequestId;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class CurrentActorTest {

    private final StaticListableBeanFactory sources = new StaticListableBeanFactory();

    @Test
    void withoutASourceARequestHasALinkAndOtherWorkIsATask() {
        assertThat(actor()).isEqualTo(Actor.TASK);
        assertThat(RequestId.during("deploy-17", this::actor)).isEqualTo(Actor.LINK);
    }

    @Test
    void theFirstSourceThatKnowsTheActorCounts() {
        Actor anna = Actor.person(UUID.randomUUID(), "Anna");
        sources.addBean("unknown", (ActorSource) Optional::empty);
        sources.addBean("person", (ActorSource) () -> Optional.of(anna));
        assertThat(RequestId.during("deploy-17", this::actor)).isEqualTo(anna);
    }

    private Actor actor() {
        return new CurrentActor(sources.getBeanProvider(ActorSource.class)).get();
    }
}
