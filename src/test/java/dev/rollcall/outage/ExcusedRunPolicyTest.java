package dev.rollcall.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.flip.Flips;
import dev.rollcall.flip.Sweeper;
import dev.rollcall.platform.worker.SimulatedWeb;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/**
 * An outage of Rollcall from 12:00 to 12:10, and checks with expectations of their runs. Each would be down by a run or
 * pings that the outage lost.
 */
@RollcallTest
class ExcusedRunPolicyTest {

    private static final Instant NOON = Instant.parse("2030-03-01T12:00:00Z");
    private static final Instant ENDED = NOON.plus(Duration.ofMinutes(10));

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Excuses excuses;

    @Autowired
    private Flips flips;

    @Autowired
    private ApplicationContext context;

    private SimulatedWeb web;
    private Projects.NewProject project;

    @BeforeEach
    void startWithNone() {
        fixtures.clear();
        web = SimulatedWeb.of(context);
        clock.set(NOON.minus(Duration.ofMinutes(55)));
        project = fixtures.project();
    }

    @AfterEach
    void clear() {
        web.end();
    }

    @Test
    void aRunThatWasLostDoesNotCountBesideAFailure() {
        UUID check = pinged("{\"timeout\": 3600, \"grace\": 300, \"failure_tolerance\": 2}", "");
        outageAndExcuses();

        clock.set(ENDED.plus(Duration.ofMinutes(10)));
        fixtures.ping(check, "/fail");

        assertThat(fixtures.show(project, check).get("status").asString()).isEqualTo("up");
        assertThat(flipsAt(ENDED.plus(Duration.ofMinutes(74)))).isEmpty();
        assertThat(flipsAt(ENDED.plus(Duration.ofMinutes(75)))).containsExactly("TIMEOUT");
    }

    @Test
    void aRunThatMayHaveEndedInTheOutageIsNotTooLong() {
        pinged("{\"timeout\": 3600, \"grace\": 300, \"max_duration\": 5400}", "/start");
        outageAndExcuses();

        // Without the outage the run would have been too long at 12:35.
        assertThat(flipsAt(NOON.plus(Duration.ofMinutes(99)))).isEmpty();
        assertThat(flipsAt(NOON.plus(Duration.ofMinutes(100)))).containsExactly("TIMEOUT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"expected_pings", "expected_hosts"})
    void pingsThatWereLostBreakNoQuota(String quota) {
        pinged("{\"timeout\": 36000, \"grace\": 300, \"" + quota + "\": 2, \"expected_period\": 7200}", "");
        outageAndExcuses();

        // Without the outage the period would have ended at 13:05.
        assertThat(flipsAt(ENDED.plus(Duration.ofMinutes(119)))).isEmpty();
        assertThat(flipsAt(ENDED.plus(Duration.ofHours(2)))).containsExactly("TOO_FEW");
    }

    @Test
    void noPingIsCalledLateThatMayHaveComeInTheOutage() {
        pinged("{\"timeout\": 3600, \"grace\": 300, \"notify_late\": true}", "");
        web.beats(NOON);
        assertThat(sweptAt(NOON.plus(Duration.ofMinutes(6))))
                .as("during the outage")
                .isEmpty();

        outageAndExcuses();

        assertThat(flipsAt(ENDED.plus(Duration.ofMinutes(59)))).isEmpty();
        assertThat(flipsAt(ENDED.plus(Duration.ofHours(1)))).containsExactly("LATE");
    }

    private UUID pinged(String fields, String signal) {
        UUID check = fixtures.check(project, fields);
        fixtures.ping(check, signal);
        return check;
    }

    private void outageAndExcuses() {
        web.beats(NOON);
        web.restart();
        clock.set(ENDED);
        assertThat(web.beats(ENDED)).isPresent();
        boolean isMore = true;
        while (isMore) {
            isMore = excuses.excuseSome(100);
        }
    }

    /** The reasons of the flips that silence causes until then, while web receives. */
    private List<String> flipsAt(Instant now) {
        web.receives(now);
        return sweptAt(now);
    }

    private List<String> sweptAt(Instant now) {
        Sweeper.sweep(flips, now, 100);
        return fixtures.jdbc()
                .sql("SELECT reason FROM flips WHERE reason NOT IN ('PING', 'FAIL', 'USER')")
                .query(String.class)
                .list();
    }
}
