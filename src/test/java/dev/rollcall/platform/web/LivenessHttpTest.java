package dev.rollcall.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.platform.thread.LoopProgress;
import dev.rollcall.platform.thread.VitalThreads;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RollcallTest
class LivenessHttpTest {

    private static final String PATH = "/actuator/health/liveness";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private VitalThreads threads;

    @Test
    void livenessIsDownWhileAThreadMakesNoProgress() {
        assertThat(fixtures.http().get().uri(PATH)).hasStatus(200);

        LoopProgress turns = threads.expect("test", Duration.ofSeconds(1));
        try {
            threads.look();
            threads.look();
            assertThat(fixtures.http().get().uri(PATH))
                    .hasStatus(503)
                    .bodyJson()
                    .extractingPath("status")
                    .isEqualTo("DOWN");
        } finally {
            threads.forget(turns);
        }

        assertThat(fixtures.http().get().uri(PATH)).hasStatus(200);
    }
}
