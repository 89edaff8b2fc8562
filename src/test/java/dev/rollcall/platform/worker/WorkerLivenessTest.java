package dev.rollcall.platform.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorkerLivenessTest {

    private final WorkerLiveness pulse = new WorkerLiveness();

    @Test
    void thereIsNoneBeforeTheLoopHasStarted() {
        assertThat(pulse.isThere()).isFalse();
    }

    @Test
    void itIsThereWhileAllWorkGetsDone() {
        pulse.done("sweep", Duration.ofSeconds(1));
        pulse.done("pruning", Duration.ofDays(1));

        assertThat(pulse.isThere()).isTrue();
        assertThat(pulse.late()).isEmpty();
    }

    @Test
    void workThatIsNotDoneInTimeStopsItAndIsNamed() {
        pulse.done("sweep", Duration.ofSeconds(1));
        // As if its interval and the patience beyond it had passed.
        pulse.done("deliveries", Duration.ofMinutes(-2));

        assertThat(pulse.isThere()).isFalse();
        assertThat(pulse.late()).hasValue("deliveries does not get done");
    }
}
