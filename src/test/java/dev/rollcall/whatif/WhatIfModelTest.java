package dev.rollcall.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.check.CheckRequests;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.flip.Flips;
import dev.rollcall.flip.Sweeper;
import dev.rollcall.project.Projects;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

/**
 * A replay with a check's own settings tells the alerts that really came: of random checks with random pings, pauses
 * and silences, over HTTP and through the sweep.
 */
@RollcallTest
class WhatIfModelTest {

    private static final int CHECKS = 120;

    /** As many as PING_LOG_LIMIT of the tests, so that every ping is stored. */
    private static final int STEPS = 20;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Flips flips;

    @Autowired
    private WhatIfs whatIfs;

    private Projects.NewProject project;

    /** The sweep looks at the checks of all projects. */
    @BeforeEach
    void startWithNone() {
        fixtures.clear();
        project = fixtures.project();
        clock.set(Instant.parse("2026-03-01T12:00:00Z"));
    }

    @Test
    void aReplayWithTheChecksOwnSettingsTellsTheAlertsThatReallyCame() {
        var random = new Random(92);
        List<UUID> checks = new ArrayList<>();
        for (int n = 0; n < CHECKS; n++) {
            checks.add(fixtures.check(project, definition(random)));
        }
        for (int step = 0; step < STEPS; step++) {
            clock.set(clock.instant().plusSeconds(random.nextInt(6) == 0 ? 2_000 : random.nextInt(200)));
            sweep();
            checks.forEach(check -> act(random, check));
        }
        clock.set(clock.instant().plusSeconds(10_000));
        sweep();

        Set<String> reasons = new HashSet<>();
        for (UUID check : checks) {
            WhatIf result = whatIfs.ask(project.id(), new CheckId(check), CheckRequests.of(Map.of()));
            assertThat(withoutLate(result.would()))
                    .as(fixtures.show(project, check).toString())
                    .isEqualTo(withoutLate(result.were()));
            result.were().forEach(alert -> reasons.add(alert.status() + " " + alert.reason()));
        }
        assertThat(reasons)
                .contains(
                        "down TIMEOUT",
                        "down FAIL",
                        "down NOT_STARTED",
                        "down TOO_LONG",
                        "down TOO_SHORT",
                        "down TOO_FEW",
                        "up PING");
    }

    /**
     * The sweep records a late check only if it looks between the expected time and the deadline; a worker always does.
     */
    private static List<ReplayedAlert> withoutLate(List<ReplayedAlert> alerts) {
        return alerts.stream().filter(alert -> !alert.status().equals("late")).toList();
    }

    private void act(Random random, UUID check) {
        int choice = random.nextInt(100);
        if (choice < 3 && !isPaused(check)) {
            assertThat(fixtures.call(HttpMethod.POST, "/api/v3/checks/" + check + "/pause", project.readWriteKey(), ""))
                    .hasStatusOk();
        } else if (choice < 10) {
            // Refused unless it is paused.
            fixtures.call(HttpMethod.POST, "/api/v3/checks/" + check + "/resume", project.readWriteKey(), "");
        } else if (choice < 80) {
            String signal =
                    List.of("", "", "", "/start", "/start", "/fail", "/log").get(random.nextInt(7));
            String run = random.nextInt(3) == 0 ? "?rid=" + new UUID(0, 1 + random.nextInt(2)) : "";
            fixtures.pingFrom("192.0.2." + random.nextInt(4), check, signal + run);
        }
    }

    /** To pause a check again would end its run without a trace. */
    private boolean isPaused(UUID check) {
        return fixtures.jdbc()
                .sql("SELECT status = 'PAUSED' FROM check_states WHERE check_id = :check")
                .param("check", check)
                .query(Boolean.class)
                .single();
    }

    private void sweep() {
        int looked;
        do {
            looked = Sweeper.sweep(flips, clock.instant(), 50);
        } while (looked > 0);
    }

    private static String definition(Random random) {
        String schedule = random.nextInt(3) == 0
                ? "\"schedule\": \"*/%d * * * *\""
                        .formatted(List.of(1, 2, 5, 10).get(random.nextInt(4)))
                : "\"timeout\": " + (60 + random.nextInt(300));
        boolean hasQuota = random.nextInt(4) == 0;
        return "{%s, \"grace\": %d, \"start_grace\": %d, \"max_duration\": %d, \"min_duration\": %d, "
                        .formatted(
                                schedule,
                                60 + random.nextInt(200),
                                maybe(random, 100 + random.nextInt(300)),
                                maybe(random, 300 + random.nextInt(300)),
                                maybe(random, 50 + random.nextInt(240)))
                + "\"failure_tolerance\": %d, \"recovery_tolerance\": %d, \"expected_pings\": %d, "
                        .formatted(1 + random.nextInt(3), 1 + random.nextInt(3), hasQuota ? 1 + random.nextInt(4) : 0)
                + "\"expected_hosts\": %d, \"expected_period\": %d, \"notify_late\": %s, \"manual_resume\": %s}"
                        .formatted(
                                hasQuota ? random.nextInt(3) : 0,
                                hasQuota ? 300 + random.nextInt(300) : 0,
                                random.nextBoolean(),
                                random.nextInt(4) == 0);
    }

    private static int maybe(Random random, int value) {
        return random.nextInt(3) == 0 ? value : 0;
    }
}
