package dev.rollcall.delivery.backlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.admin.Finding;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

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

    @Test
    void aDeliveryThatWaitsForALaterOneOfItsCheckIsFine() {
        UUID check = queued(Duration.ofMinutes(-10), false, 3);
        fixtures.ping(check, "");
        fixtures.ping(check, "/fail");
        fixtures.jdbc()
                .sql("""
                        UPDATE deliveries
                        SET due_at = :later, attempts = 1
                        WHERE flip_id = (SELECT max(flip_id) FROM deliveries)
                        """)
                .param("later", clock.instant().plusSeconds(60).atOffset(ZoneOffset.UTC))
                .update();

        clock.advance(Duration.ofSeconds(59));
        assertThat(examination.examine())
                .containsExactly(Finding.ok(
                        "deliveries",
                        "none is due; 2 failed before and will be tried again (delivery.failed in the log)"));

        clock.advance(Duration.ofSeconds(2));
        assertThat(examination.examine())
                .singleElement()
                .satisfies(finding -> assertThat(finding.found()).startsWith("3 due, the first for 1 s"));
    }

    @Test
    void aDeliveryThatWaitsForAPausedChannelIsMentionedAndFineUntilThePauseIsOver() {
        queued(Duration.ofMinutes(10), false, 0);
        fixtures.jdbc()
                .sql("""
                        INSERT INTO channel_health (channel_id, failures, failing_since, last_error, paused_until)
                        SELECT channel_id, 5, :now, 'refused', :until FROM deliveries
                        """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("until", clock.instant().plusSeconds(60).atOffset(ZoneOffset.UTC))
                .update();

        assertThat(examination.examine())
                .containsExactly(Finding.ok(
                        "deliveries", "none is due; 1 wait for channels that fail (channel.failing in the log)"));

        clock.advance(Duration.ofSeconds(61));
        assertThat(examination.examine())
                .singleElement()
                .satisfies(finding -> assertThat(finding.found()).isEqualTo("1 due, the first for 1 s"));
    }

    @Test
    void aDeliveryThatIsHeldBackOnPurposeIsMentionedAndFine() {
        queued(Duration.ofMinutes(-10), false, 0);
        fixtures.jdbc().sql("UPDATE deliveries SET held_back_by = 'SNOOZE'").update();

        assertThat(examination.examine())
                .containsExactly(Finding.ok(
                        "deliveries", "none is due; 1 are held back on purpose (delivery.held-back in the log)"));
    }

    /** A delivery that became due so long ago, and is held by a worker or not. */
    private UUID queued(Duration ago, boolean held, int failures) {
        Projects.NewProject project = fixtures.project();
        assertThat(fixtures.call(HttpMethod.POST, "/api/v3/channels/", project.readWriteKey(), "{\"kind\": \"log\"}"))
                .hasStatus(201);
        UUID check = fixtures.check(project, "{\"channels\": \"*\"}");
        fixtures.ping(check, "/fail");
        fixtures.jdbc()
                .sql("""
                        UPDATE deliveries
                        SET due_at = :at, held_until = :held, attempts = :failures
                        WHERE check_id = :check
                        """)
                .param("at", clock.instant().minus(ago).atOffset(ZoneOffset.UTC))
                .param("held", held ? clock.instant().plusSeconds(1).atOffset(ZoneOffset.UTC) : null)
                .param("failures", failures)
                .param("check", check)
                .update();
        return check;
    }
}
