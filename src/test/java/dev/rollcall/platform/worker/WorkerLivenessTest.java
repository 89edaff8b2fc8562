package dev.rollcall.platform.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorkerLivenessTest {

    private final WorkerLiveness liveness = new WorkerLiveness();

    @Test
    void aWorkerIsNotAliveBeforeItsWorkHasBegun() {
        assertThat(liveness.isAlive()).isFalse();
    }

    @Test
    void aWorkerIsAliveWhileNoWorkIsLate() {
        liveness.done("sweep", Duration.ofSeconds(1));
        liveness.done("pruning", Duration.ofDays(1));

        assertThat(liveness.isAlive()).isTrue();
        assertThat(liveness.late()).isEmpty();
    }

    @Test
    void aWorkerWithLateWorkIsNotAliveAndNamesTheWork() {
        liveness.done("sweep", Duration.ofSeconds(1));
        // As if its interval and the allowed delay had passed.
        liveness.done("deliveries", Duration.ofMinutes(-2));

        assertThat(liveness.isAlive()).isFalse();
        assertThat(liveness.late()).hasValue("deliveries does not get done");
    }
}
