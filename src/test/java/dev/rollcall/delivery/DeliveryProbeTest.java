package dev.rollcall.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.admin.Finding;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RollcallTest
class DeliveryProbeTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private DeliveryProbe examination;

    @BeforeEach
    void nothingQueued() {
        fixtures.clear();
    }

    @Test
    void anEmptyQueueIsFine() {
        assertThat(examination.examine()).containsExactly(Finding.ok("deliveries", "none is due"));
    }

    @Test
    void aDeliveryThatWaitsForItsNextAttemptIsMentionedAndFine() {
        queued(Duration.ofMinutes(-10), false, 3);
        assertThat(examination.examine())
                .containsExactly(Finding.ok(
                        "deliveries",
                        "none is due; 1 failed before and will be tried again (delivery.failed in the log)"));
    }

    @Test
    void aDeliveryThatAWorkerHasTakenIsFine() {
        queued(Duration.ofMinutes(10), true, 0);
        assertThat(examination.examine()).containsExactly(Finding.ok("deliveries", "none is due"));
    }

    @Test
    void aDeliveryThatNoWorkerTakesIsBroken() {
        queued(Duration.ofMinutes(10), false, 0);
        queued(Duration.ofSeconds(1), false, 0);
        assertThat(examination.examine()).singleElement().satisfies(finding -> {
            assertThat(finding.state()).isEqualTo(Finding.State.BROKEN);
            assertThat(finding.found()).isEqualTo("2 due, the first for 600 s");
        });
    }

    private void queued(Duration ago, boolean picked, int failures) {
        fixtures.jdbc()
                .sql("""
                        INSERT INTO scheduled_tasks
                            (task_name, task_instance, execution_time, picked, consecutive_failures, version)
                        VALUES ('deliver-alert', gen_random_uuid()::text, :at, :picked, :failures, 1)
                        """)
                .param("at", clock.instant().minus(ago).atOffset(ZoneOffset.UTC))
                .param("picked", picked)
                .param("failures", failures)
                .update();
    }
}
