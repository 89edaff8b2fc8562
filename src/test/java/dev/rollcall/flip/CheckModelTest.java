package dev.rollcall.flip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange.Reason;
import dev.rollcall.flip.CheckModel.Definition;
import dev.rollcall.flip.CheckModel.Kind;
import dev.rollcall.project.Projects;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

/**
 * Compares checks with {@link CheckModel}: random pings, pauses, edits, sweeps and steps of the clock, over HTTP and in
 * the database. Status, deadline and every flip must be the same.
 */
@RollcallTest
class CheckModelTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int CHECKS = 20;

    private static final int STEPS = 120;

    /** A run id is used only so long: the start of a run is looked up in the log, which keeps PING_LOG_LIMIT pings. */
    private static final int STEPS_OF_A_RUN = 8;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Flips flips;

    private Projects.NewProject project;

    /** The sweep looks at the checks of all projects. */
    @BeforeEach
    void startWithNone() {
        fixtures.clear();
        project = fixtures.project();
        clock.set(NOON);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void everyCheckIsWhereItsModelIs(long seed) {
        play(seed);
    }

    /** The comparison would prove nothing if the random actions never led to a reason. */
    @Test
    void theRandomActionsLeadToEveryReason() {
        assertThat(play(11)).containsExactlyInAnyOrder(Reason.values());
    }

    /** Returns the reasons of all flips. */
    private Set<Reason> play(long seed) {
        var random = new Random(seed);
        List<Pair> pairs = new ArrayList<>();
        for (int n = 0; n < CHECKS; n++) {
            Definition definition = definition(random);
            pairs.add(new Pair(fixtures.check(project, json(definition)), new CheckModel(definition)));
        }
        for (int step = 0; step < STEPS; step++) {
            clock.set(clock.instant().plusSeconds(seconds(random)));
            for (Pair pair : pairs) {
                act(random, pair, step);
            }
            if (random.nextInt(3) > 0) {
                sweep(pairs);
            }
            compareStates(pairs, "seed " + seed + ", step " + step);
        }
        pairs.forEach(pair -> compareChanges(pair, "seed " + seed));
        Set<Reason> seen = EnumSet.noneOf(Reason.class);
        pairs.forEach(pair -> pair.model().changes().forEach(change -> seen.add(change.reason())));
        return seen;
    }

    private void act(Random random, Pair pair, int step) {
        int choice = random.nextInt(100);
        if (choice < 4) {
            post(pair, "/pause", "");
            pair.model().pause(clock.instant());
        } else if (choice < 8 && pair.model().status() == CheckStatus.PAUSED) {
            post(pair, "/resume", "");
            pair.model().resume(clock.instant());
        } else if (choice < 12) {
            Definition definition = definition(random);
            post(pair, "", json(definition));
            pair.model().edit(definition, clock.instant());
        } else if (choice < 80) {
            ping(random, pair, step);
        }
    }

    private void ping(Random random, Pair pair, int step) {
        Kind kind = random.nextInt(10) < 4 ? Kind.SUCCESS : Kind.values()[random.nextInt(4)];
        UUID run = random.nextInt(3) == 0 ? new UUID(step / STEPS_OF_A_RUN, 1 + random.nextInt(2)) : null;
        String signal = switch (kind) {
            case START -> "/start";
            case SUCCESS -> random.nextBoolean() ? "" : "/0";
            case FAIL -> random.nextBoolean() ? "/fail" : "/3";
            case LOG -> "/log";
        };
        String host = "192.0.2." + random.nextInt(4);
        fixtures.pingFrom(host, pair.id(), signal + (run == null ? "" : "?rid=" + run));
        pair.model().ping(kind, clock.instant(), run, host);
    }

    private void sweep(List<Pair> pairs) {
        int looked;
        do {
            looked = Sweeper.sweep(flips, clock.instant(), 7);
        } while (looked > 0);
        pairs.forEach(pair -> pair.model().sweep(clock.instant()));
    }

    private void compareStates(List<Pair> pairs, String when) {
        Map<UUID, Row> rows = new HashMap<>();
        fixtures.jdbc()
                .sql("SELECT check_id, status, down_after FROM check_states")
                .query(row -> {
                    Timestamp downAfter = row.getTimestamp("down_after");
                    rows.put(
                            row.getObject("check_id", UUID.class),
                            new Row(
                                    CheckStatus.valueOf(row.getString("status")),
                                    downAfter == null ? null : downAfter.toInstant()));
                });
        for (Pair pair : pairs) {
            CheckModel.Miss down = pair.model().down();
            assertThat(rows.get(pair.id()))
                    .as(when)
                    .isEqualTo(new Row(pair.model().status(), down == null ? null : down.at()));
        }
    }

    private void compareChanges(Pair pair, String when) {
        List<CheckModel.Change> changes = fixtures.jdbc()
                .sql("""
                        SELECT from_status, to_status, reason, flipped_at
                        FROM flips
                        WHERE check_id = :id
                        ORDER BY id
                        """)
                .param("id", pair.id())
                .query((found, n) -> new CheckModel.Change(
                        CheckStatus.valueOf(found.getString("from_status")),
                        CheckStatus.valueOf(found.getString("to_status")),
                        Reason.valueOf(found.getString("reason")),
                        found.getTimestamp("flipped_at").toInstant()))
                .list();
        assertThat(changes).as(when).isEqualTo(pair.model().changes());
    }

    /** Mostly forwards; sometimes far, and sometimes backwards as when the clock of the database is set. */
    private static long seconds(Random random) {
        return switch (random.nextInt(20)) {
            case 0 -> 600 + random.nextInt(3_000);
            case 1 -> -random.nextInt(50);
            case 2 -> -600 - random.nextInt(600);
            default -> random.nextInt(150);
        };
    }

    private static Definition definition(Random random) {
        boolean isCron = random.nextInt(3) == 0;
        Integer max = maybe(random, 20 + random.nextInt(300));
        Integer min = maybe(random, 1 + random.nextInt(60));
        Integer pings = maybe(random, 1 + random.nextInt(4));
        Integer hosts = maybe(random, 1 + random.nextInt(4));
        return new Definition(
                isCron ? 60 * List.of(1, 2, 5, 10).get(random.nextInt(4)) : 60 + random.nextInt(300),
                isCron,
                60 + random.nextInt(200),
                maybe(random, 1 + random.nextInt(300)),
                max,
                max != null && min != null && min >= max ? null : min,
                random.nextBoolean() ? 1 : 1 + random.nextInt(4),
                random.nextBoolean() ? 1 : 1 + random.nextInt(3),
                pings,
                hosts,
                pings == null && hosts == null ? null : 60 + random.nextInt(600),
                random.nextInt(3) == 0,
                random.nextInt(4) == 0);
    }

    private static @Nullable Integer maybe(Random random, int value) {
        return random.nextInt(3) == 0 ? value : null;
    }

    private static String json(Definition definition) {
        String schedule = definition.isCron()
                ? "\"schedule\": \"*/%d * * * *\"".formatted(definition.period() / 60)
                : "\"timeout\": " + definition.period();
        return String.format(
                Locale.ROOT,
                "{%s, \"grace\": %d, \"start_grace\": %d, \"max_duration\": %d, \"min_duration\": %d,"
                        + " \"failure_tolerance\": %d, \"recovery_tolerance\": %d, \"expected_pings\": %d,"
                        + " \"expected_hosts\": %d, \"expected_period\": %d, \"notify_late\": %s, \"manual_resume\": %s}",
                schedule,
                definition.grace(),
                orZero(definition.startGrace()),
                orZero(definition.maxDuration()),
                orZero(definition.minDuration()),
                definition.failureTolerance(),
                definition.recoveryTolerance(),
                orZero(definition.expectedPings()),
                orZero(definition.expectedHosts()),
                orZero(definition.expectedPeriod()),
                definition.notifyLate(),
                definition.manualResume());
    }

    private static int orZero(@Nullable Integer value) {
        return value == null ? 0 : value;
    }

    private void post(Pair pair, String action, String body) {
        assertThat(fixtures.call(HttpMethod.POST, "/api/v3/checks/" + pair.id() + action, project.readWriteKey(), body))
                .hasStatusOk();
    }

    /** A check and its model. */
    private record Pair(UUID id, CheckModel model) {}

    private record Row(CheckStatus status, @Nullable Instant downAfter) {}
}
