package dev.rollcall.flip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

/** What is stored for one check, by an import or by hand, must not end the sweep for all others. */
@RollcallTest
class RefusedCheckTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String MINUTE_AND_MINUTE = "{\"timeout\": 60, \"grace\": 60, \"channels\": \"*\"}";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Flips flips;

    @Autowired
    private SweepStore sweeps;

    private Projects.NewProject other;
    private Projects.NewProject project;

    @BeforeEach
    void startWithNone() {
        fixtures.clear();
        clock.set(NOON);
        other = fixtures.project();
        project = fixtures.project();
    }

    @AfterEach
    void allowAll() {
        fixtures.jdbc()
                .sql("ALTER TABLE flips DROP CONSTRAINT IF EXISTS flips_test_refuses")
                .update();
    }

    @Test
    void aCheckThatIsLateOnlyAfterItsDeadlineIsSweptLikeOthers() {
        UUID strange = overdue(other);
        fixtures.jdbc()
                .sql("UPDATE check_states SET down_after = :down, late_after = :late WHERE check_id = :check")
                .param("down", NOON.plusSeconds(600).atOffset(ZoneOffset.UTC))
                .param("late", NOON.plusSeconds(900).atOffset(ZoneOffset.UTC))
                .param("check", strange)
                .update();
        UUID check = overdue(project);
        clock.advance(Duration.ofMinutes(3));

        assertThat(Sweeper.sweep(flips, clock.instant(), 100)).isEqualTo(2);

        assertThat(fixtures.flips(check)).containsExactly("NEW UP", "UP DOWN");
        assertThat(fixtures.flips(strange)).containsExactly("NEW UP");
        clock.set(NOON.plusSeconds(600));
        assertThat(Sweeper.sweep(flips, clock.instant(), 100)).isEqualTo(1);
        assertThat(fixtures.flips(strange)).containsExactly("NEW UP", "UP DOWN");
    }

    @Test
    void aChannelWithAnUnreadableDigestIsToldAtOnceAndStopsNoSweep() {
        assertThat(fixtures.call(
                        HttpMethod.POST,
                        "/api/v3/channels/",
                        other.readWriteKey(),
                        "{\"kind\": \"log\", \"name\": \"x\"}"))
                .hasStatus(201);
        fixtures.jdbc()
                .sql("UPDATE channels SET config = config || '{\"digest\": 60.5}' WHERE project_id = :project")
                .param("project", other.id().value())
                .update();
        UUID strange = overdue(other);
        UUID check = overdue(project);
        clock.advance(Duration.ofMinutes(3));

        assertThat(Sweeper.sweep(flips, clock.instant(), 100)).isEqualTo(2);

        assertThat(fixtures.flips(check)).containsExactly("NEW UP", "UP DOWN");
        assertThat(fixtures.flips(strange)).containsExactly("NEW UP", "UP DOWN");
        assertThat(fixtures.jdbc()
                        .sql("SELECT count(*) FROM deliveries WHERE NOT in_digest")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aCheckThatTheDatabaseRefusesIsLeftOutForAWhile() {
        UUID strange = overdue(other);
        UUID check = overdue(project);
        fixtures.jdbc()
                .sql("ALTER TABLE flips ADD CONSTRAINT flips_test_refuses CHECK (check_id <> '" + strange
                        + "' OR to_status <> 'DOWN')")
                .update();
        clock.advance(Duration.ofMinutes(3));
        var job = new FlipOverdueChecks(flips, sweeps, new SweepSettings(Duration.ofSeconds(1)), clock);

        assertThat(job.runOnce()).isEqualTo(1);
        assertThat(job.runOnce()).isZero();
        assertThat(fixtures.flips(check)).containsExactly("NEW UP", "UP DOWN");
        assertThat(fixtures.flips(strange)).containsExactly("NEW UP");

        fixtures.jdbc()
                .sql("ALTER TABLE flips DROP CONSTRAINT flips_test_refuses")
                .update();
        clock.advance(FlipOverdueChecks.LEFT_OUT);
        assertThat(job.runOnce()).isEqualTo(1);
        assertThat(fixtures.flips(strange)).containsExactly("NEW UP", "UP DOWN");
    }

    private UUID overdue(Projects.NewProject of) {
        UUID check = fixtures.check(of, MINUTE_AND_MINUTE);
        fixtures.ping(check, "");
        return check;
    }
}
