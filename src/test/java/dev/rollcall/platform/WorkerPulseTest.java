package dev.rollcall.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorkerPulseTest {

    private final WorkerPulse pulse = new WorkerPulse();

    @Test
    void thereIsNoneBeforeTheLoopHasStarted() {
        assertThat(pulse.isThere()).isFalse();
    }

    @Test
    void itIsThereWhileEveryJobGetsDone() {
        pulse.done(job(Duration.ofSeconds(1)));
        pulse.done(job(Duration.ofDays(1)));

        assertThat(pulse.isThere()).isTrue();
    }

    @Test
    void oneJobThatIsNotDoneInTimeStopsIt() {
        pulse.done(job(Duration.ofSeconds(1)));
        // As if its interval and the patience beyond it had passed.
        pulse.done(job(Duration.ofMinutes(-2)));

        assertThat(pulse.isThere()).isFalse();
    }

    private static WorkerJob job(Duration interval) {
        return new WorkerJob() {
            @Override
            public String name() {
                return "a-job";
            }

            @Override
            public Duration interval() {
                return interval;
            }

            @Override
            public int runOnce() {
                return 0;
            }
        };
    }
}
