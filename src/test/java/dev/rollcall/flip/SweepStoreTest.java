package dev.rollcall.flip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.check.Checks;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckState;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.LockedCheck;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.check.state.StatusChange.Reason;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

@RollcallTest
class SweepStoreTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int ALL = 1_000;
    private static final String MINUTE_AND_MINUTE = "{\"timeout\": 60, \"grace\": 60}";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private FlipStore flips;

    @Autowired
    private SweepStore sweeps;

    @Autowired
    private Checks checks;

    private Projects.NewProject project;

    /** The sweep looks at the checks of all projects. */
    @BeforeEach
    void startWithNone() {
        fixtures.clear();
        project = fixtures.project();
        clock.set(NOON);
    }

    @Test
    void theSweepMarksExactlyTheOverdueChecksAsDown() {
        List<CheckId> all = everyKindOfCheck();
        Set<Instant> moments = new TreeSet<>();
        for (LockedCheck check : read(all)) {
            Instant deadline = check.state().downAfter(check.schedule(), check.grace());
            if (deadline != null) {
                moments.addAll(List.of(deadline.minus(1, ChronoUnit.MICROS), deadline));
            }
        }
        int flipped = 0;

        for (Instant now : moments) {
            Map<CheckId, Instant> overdue = new HashMap<>();
            for (LockedCheck check : read(all)) {
                Instant deadline = check.state().downAfter(check.schedule(), check.grace());
                if (deadline != null && check.deadlines().isOverdue(now)) {
                    overdue.put(check.id(), later(deadline, check.state().lastPingAt()));
                }
            }
            SweepStore.Sweep sweep = sweeps.flipOverdue(now, ALL, Sweeper.EVERY_CHECK, null);
            assertThat(sweep.flipped().stream()
                            .map(Flip::change)
                            .collect(Collectors.toMap(StatusChange::checkId, StatusChange::at)))
                    .as("at " + now)
                    .isEqualTo(overdue);
            flipped += overdue.size();
        }

        assertThat(flipped).isGreaterThan(20).isLessThan(all.size());
    }

    @Test
    void aFlipHasOldStatusTimeAndReasonAndTheCheckIsDown() {
        UUID check = fixtures.check(project, MINUTE_AND_MINUTE);
        fixtures.ping(check, "");

        SweepStore.Sweep sweep = sweeps.flipOverdue(NOON.plusSeconds(500), ALL, Sweeper.EVERY_CHECK, null);

        assertThat(sweep.lookedAt()).isEqualTo(1);
        assertThat(sweep.flipped())
                .extracting(Flip::change)
                .containsExactly(new StatusChange(
                        new CheckId(check), CheckStatus.UP, CheckStatus.DOWN, Reason.TIMEOUT, NOON.plusSeconds(120)));
        Flip flip = sweep.flipped().get(0);
        assertThat(flips.of(new CheckId(check), FlipPeriod.ALL, null).items()).contains(flip);
        assertThat(fixtures.show(project, check).get("status").asString()).isEqualTo("down");
    }

    @Test
    void aCheckThatIsDownIsNotFlippedAgain() {
        UUID check = fixtures.check(project, MINUTE_AND_MINUTE);
        fixtures.ping(check, "");
        assertThat(sweeps.flipOverdue(NOON.plusSeconds(500), ALL, Sweeper.EVERY_CHECK, null)
                        .flipped())
                .hasSize(1);

        assertThat(sweeps.flipOverdue(NOON.plusSeconds(501), ALL, Sweeper.EVERY_CHECK, null))
                .isEqualTo(new SweepStore.Sweep(0, List.of()));
    }

    @Test
    void aPingMovesOnlyTheDeadlineAndTheSweepLooksAgain() {
        UUID check = fixtures.check(project, MINUTE_AND_MINUTE);
        fixtures.ping(check, "");
        clock.advance(Duration.ofSeconds(100));
        fixtures.ping(check, "");
        assertThat(sweepAfter(check)).isEqualTo(NOON.plusSeconds(120));

        assertThat(sweeps.flipOverdue(NOON.plusSeconds(150), ALL, Sweeper.EVERY_CHECK, null))
                .isEqualTo(new SweepStore.Sweep(1, List.of()));
        assertThat(sweepAfter(check)).isEqualTo(NOON.plusSeconds(220));
        assertThat(sweeps.flipOverdue(NOON.plusSeconds(219), ALL, Sweeper.EVERY_CHECK, null))
                .isEqualTo(new SweepStore.Sweep(0, List.of()));

        assertThat(sweeps.flipOverdue(NOON.plusSeconds(220), ALL, Sweeper.EVERY_CHECK, null)
                        .flipped())
                .extracting(flip -> flip.change().at())
                .containsExactly(NOON.plusSeconds(220));
    }

    @Test
    void anEarlierDeadlineIsSweptInTime() {
        UUID check = fixtures.check(project, "{\"timeout\": 3600, \"grace\": 60}");
        fixtures.ping(check, "");
        clock.advance(Duration.ofSeconds(10));

        fixtures.ping(check, "/start");

        assertThat(sweeps.flipOverdue(NOON.plusSeconds(69), ALL, Sweeper.EVERY_CHECK, null)
                        .lookedAt())
                .isZero();
        assertThat(sweeps.flipOverdue(NOON.plusSeconds(70), ALL, Sweeper.EVERY_CHECK, null)
                        .flipped())
                .hasSize(1);
    }

    @Test
    void aCheckThatRecoversIsWatchedAgain() {
        UUID check = fixtures.check(project, MINUTE_AND_MINUTE);
        fixtures.ping(check, "/fail");
        assertThat(sweeps.flipOverdue(NOON.plusSeconds(10_000), ALL, Sweeper.EVERY_CHECK, null)
                        .lookedAt())
                .isZero();

        fixtures.ping(check, "");

        assertThat(sweeps.flipOverdue(NOON.plusSeconds(120), ALL, Sweeper.EVERY_CHECK, null)
                        .flipped())
                .hasSize(1);
    }

    @Test
    void theSweepTakesNoMoreThanItsLimitAndTheOldestDeadlinesFirst() {
        List<UUID> made = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            UUID check = fixtures.check(project, MINUTE_AND_MINUTE);
            fixtures.ping(check, "");
            made.add(check);
            clock.advance(Duration.ofSeconds(1));
        }
        Instant late = NOON.plusSeconds(500);
        List<Integer> lookedAt = new ArrayList<>();
        List<Set<UUID>> downed = new ArrayList<>();

        for (int n = 0; n < 4; n++) {
            SweepStore.Sweep sweep = sweeps.flipOverdue(late, 2, Sweeper.EVERY_CHECK, null);
            lookedAt.add(sweep.lookedAt());
            downed.add(sweep.flipped().stream()
                    .map(flip -> flip.change().checkId().value())
                    .collect(Collectors.toSet()));
        }

        assertThat(lookedAt).containsExactly(2, 2, 1, 0);
        assertThat(downed)
                .containsExactly(
                        Set.copyOf(made.subList(0, 2)), Set.copyOf(made.subList(2, 4)), Set.of(made.get(4)), Set.of());
    }

    @Test
    void aPausedCheckIsSweptOnceMoreAndNeverFlipped() {
        UUID check = fixtures.check(project, MINUTE_AND_MINUTE);
        fixtures.ping(check, "");
        pause(check);
        Instant late = NOON.plusSeconds(500);

        assertThat(sweeps.flipOverdue(late, ALL, Sweeper.EVERY_CHECK, null))
                .isEqualTo(new SweepStore.Sweep(1, List.of()));

        assertThat(sweeps.flipOverdue(late, ALL, Sweeper.EVERY_CHECK, null).lookedAt())
                .isZero();
        assertThat(fixtures.show(project, check).get("status").asString()).isEqualTo("paused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NEW", "PAUSED", "UP"})
    void aRunThatExceedsTheGraceTimeTakesACheckDownFromEveryStatus(String before) {
        UUID check = fixtures.check(project, "{\"timeout\": 3600, \"grace\": 60}");
        if (before.equals("PAUSED")) {
            pause(check);
        } else if (before.equals("UP")) {
            fixtures.ping(check, "");
        }
        clock.advance(Duration.ofSeconds(10));
        fixtures.ping(check, "/start");

        assertThat(sweeps.flipOverdue(NOON.plusSeconds(69), ALL, Sweeper.EVERY_CHECK, null)
                        .flipped())
                .isEmpty();
        assertThat(sweeps.flipOverdue(NOON.plusSeconds(70), ALL, Sweeper.EVERY_CHECK, null)
                        .flipped())
                .extracting(Flip::change)
                .containsExactly(new StatusChange(
                        new CheckId(check),
                        CheckStatus.valueOf(before),
                        CheckStatus.DOWN,
                        Reason.TIMEOUT,
                        NOON.plusSeconds(70)));
    }

    /** A run may have exceeded its grace time before the ping of another run. */
    private static Instant later(Instant deadline, @Nullable Instant lastPing) {
        return lastPing != null && lastPing.isAfter(deadline) ? lastPing : deadline;
    }

    /** Checks of every status, with and without pings, with and without a run under way, by period and by cron. */
    private List<CheckId> everyKindOfCheck() {
        List<LockedCheck> made = new ArrayList<>();
        List<@Nullable Instant> instants = Arrays.asList(null, NOON, NOON.plusSeconds(45), NOON.plusSeconds(400));
        for (String fields : List.of(MINUTE_AND_MINUTE, "{\"schedule\": \"*/5 * * * *\", \"grace\": 90}")) {
            for (CheckStatus status : CheckStatus.values()) {
                for (Instant lastPing : instants) {
                    for (Instant lastStart : instants) {
                        CheckId id = new CheckId(fixtures.check(project, fields));
                        made.add(read(List.of(id))
                                .get(0)
                                .with(new CheckState(status, 1, lastPing, lastStart, null, null)));
                    }
                }
            }
        }
        checks.save(made);
        return made.stream().map(LockedCheck::id).toList();
    }

    private List<LockedCheck> read(List<CheckId> ids) {
        return checks.lock(ids);
    }

    private void pause(UUID check) {
        assertThat(fixtures.call(HttpMethod.POST, "/api/v3/checks/" + check + "/pause", project.readWriteKey(), ""))
                .hasStatusOk();
    }

    private Instant sweepAfter(UUID check) {
        return fixtures.jdbc()
                .sql("SELECT sweep_after FROM check_states WHERE check_id = :check")
                .param("check", check)
                .query((row, n) -> row.getTimestamp("sweep_after").toInstant())
                .single();
    }
}
