package dev.rollcall.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;

class CurrentActorTest {

    private final StaticListableBeanFactory sources = new StaticListableBeanFactory();

    @ParameterizedTest
    @CsvSource({"task, TASK", "web, LINK", "'web,worker', LINK", "worker, LINK"})
    void withoutASourceTheProcessSaysWhoActs(String process, Actor.Kind kind) {
        assertThat(actor(process).kind()).isEqualTo(kind);
    }

    @Test
    void theFirstSourceThatKnowsTheActorCounts() {
        Actor anna = Actor.person(UUID.randomUUID(), "Anna");
        sources.addBean("unknown", (ActorSource) Optional::empty);
        sources.addBean("person", (ActorSource) () -> Optional.of(anna));
        assertThat(actor("web")).isEqualTo(anna);
    }

    private Actor actor(String process) {
        return new CurrentActor(
                        sources.getBeanProvider(ActorSource.class),
                        new MockEnvironment().withProperty("rollcall.process", process))
                .get();
    }
}
