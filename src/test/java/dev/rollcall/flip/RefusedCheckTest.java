package dev.rollcall.flip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpMethod;
import org.springframework.transaction.TransactionException;

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
    void forgetRefusals() {
        allowAll();
        fixtures.jdbc().sql("DROP SEQUENCE IF EXISTS flips_test_refusals").update();
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
        refuse("check_id <> '" + strange + "'");
        clock.advance(Duration.ofMinutes(3));
        FlipOverdueChecks job = job();

        assertThat(job.runOnce()).isEqualTo(1);
        assertThat(refusals()).as("with the others, and alone").isEqualTo(2);
        assertThat(job.runOnce()).isZero();
        assertThat(refusals()).isEqualTo(2);
        assertThat(fixtures.flips(check)).containsExactly("NEW UP", "UP DOWN");
        assertThat(fixtures.flips(strange)).containsExactly("NEW UP");

        allowAll();
        clock.advance(FlipOverdueChecks.LEFT_OUT);
        assertThat(job.runOnce()).isEqualTo(1);
        assertThat(fixtures.flips(strange)).containsExactly("NEW UP", "UP DOWN");
    }

    @Test
    void aSecondRefusedCheckIsNoReasonToTryTheFirstAgain() {
        overdue(other);
        refuse("false");
        FlipOverdueChecks job = job();
        clock.advance(Duration.ofMinutes(3));
        assertThat(job.runOnce()).isZero();
        assertThat(refusals()).isEqualTo(2);

        overdue(project);
        clock.advance(Duration.ofMinutes(3));
        assertThat(job.runOnce()).isZero();
        assertThat(refusals()).as("two more, both of the second").isEqualTo(4);
    }

    /** Otherwise a short absence of the database would leave out every overdue check. */
    @Test
    void aDatabaseThatEndsTheConnectionRefusesNoCheck() {
        UUID check = overdue(project);
        refuse("nextval('flips_test_refusals') > 0 AND pg_terminate_backend(pg_backend_pid())");
        clock.advance(Duration.ofMinutes(3));
        FlipOverdueChecks job = job();

        assertThatThrownBy(job::runOnce).isInstanceOfAny(DataAccessException.class, TransactionException.class);
        assertThat(refusals()).isEqualTo(1);

        allowAll();
        assertThat(job.runOnce()).isEqualTo(1);
        assertThat(fixtures.flips(check)).containsExactly("NEW UP", "UP DOWN");
    }

    private FlipOverdueChecks job() {
        return new FlipOverdueChecks(flips, sweeps, new SweepSettings(Duration.ofSeconds(1)), clock);
    }

    /**
     * Refuses each flip to DOWN that does not meet the condition. A sequence counts them, since no rollback changes it.
     */
    private void refuse(String condition) {
        fixtures.jdbc().sql("CREATE SEQUENCE flips_test_refusals").update();
        fixtures.jdbc()
                .sql("ALTER TABLE flips ADD CONSTRAINT flips_test_refuses CHECK (CASE WHEN to_status <> 'DOWN' OR "
                        + condition + " THEN true ELSE nextval('flips_test_refusals') < 0 END)")
                .update();
    }

    private void allowAll() {
        fixtures.jdbc()
                .sql("ALTER TABLE flips DROP CONSTRAINT IF EXISTS flips_test_refuses")
                .update();
    }

    private int refusals() {
        return fixtures.jdbc()
                .sql("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM flips_test_refusals")
                .query(Integer.class)
                .single();
    }

    private UUID overdue(Projects.NewProject of) {
        UUID check = fixtures.check(of, MINUTE_AND_MINUTE);
        fixtures.ping(check, "");
        return check;
    }
}
