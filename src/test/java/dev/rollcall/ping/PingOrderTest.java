package dev.rollcall.ping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.check.schedule.Every;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckState;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.KeywordFilter;
import dev.rollcall.check.state.LockedCheck;
import dev.rollcall.check.state.PingPolicy;
import dev.rollcall.check.state.RunPolicy;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.project.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares random pings of one check with a model that knows only their order. Two web processes with different clocks
 * date the pings. Pings overtake each other, with pauses between them.
 */
class PingOrderTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final CheckId CHECK = new CheckId(new UUID(0, 1));
    private static final int PINGS = 300;
    private static final int MAX_SKEW_MILLIS = 25_000;
    private static final int MAX_WAIT_MILLIS = 10_000;

    static Stream<Long> seeds() {
        return IntStream.range(0, 200).mapToObj(seed -> (long) seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aLatePingNeverMovesAStateBack(long seed) {
        var random = new Random(seed);
        LockedCheck check = check(CheckState.NEW, random.nextBoolean());
        Model model = new Model();
        Instant now = NOON;
        long[] skews = {0, random.nextInt(2 * MAX_SKEW_MILLIS) - MAX_SKEW_MILLIS};

        for (int n = 0; n < PINGS; n++) {
            now = now.plusMillis(random.nextInt(20_000));
            if (random.nextInt(20) == 0) {
                check = check.with(model.pauseOrResume(check.state()));
                continue;
            }
            var rules = new PingRules(check);
            for (int size = 1 + random.nextInt(4); size > 0; size--) {
                Instant at = now.plusMillis(skews[random.nextInt(2)]).minusMillis(random.nextInt(MAX_WAIT_MILLIS));
                rules.apply(ping(PingKind.values()[random.nextInt(4)], at, run(random)));
            }
            model.check(check.state(), rules);
            check = rules.check();
        }
    }

    /** Such a state remains after the clock of the database was set back, or in a project from another deploy. */
    @ParameterizedTest
    @EnumSource(
            value = PingKind.class,
            names = {"SUCCESS", "FAIL"})
    void theNextPingCorrectsAStateFromTheFarFuture(PingKind kind) {
        CheckState future = CheckState.NEW
                .succeeded(NOON.plus(Duration.ofDays(1)), null)
                .started(NOON.plus(Duration.ofDays(2)), new UUID(0, 2));
        var rules = new PingRules(check(future, false));

        rules.apply(ping(kind, NOON, new UUID(0, 2)));

        assertThat(rules.check().state().lastPingAt()).isEqualTo(NOON);
        assertThat(rules.log().get(0).durationMillis()).isZero();
        assertThat(rules.check().state().lastDuration()).isEqualTo(Duration.ZERO);
    }

    @Test
    void anEndDatedBeforeItsStartCountsAtItsStart() {
        var rules = new PingRules(check(CheckState.NEW, false));
        UUID run = new UUID(0, 2);

        rules.apply(ping(PingKind.START, NOON, run));
        rules.apply(ping(PingKind.SUCCESS, NOON.minusSeconds(3), run));

        assertThat(rules.check().state().lastPingAt()).isEqualTo(NOON);
        assertThat(rules.check().state().lastDuration()).isEqualTo(Duration.ZERO);
        assertThat(rules.log()).extracting(row -> row.ping().receivedAt()).containsExactly(NOON, NOON);
        assertThat(rules.changes()).extracting(StatusChange::at).containsExactly(NOON);
    }

    /** Says what must be true, from the order of the pings alone. */
    private static final class Model {

        private CheckStatus status = CheckStatus.NEW;
        private @Nullable Instant lastPing;
        private @Nullable Instant lastFlip;

        CheckState pauseOrResume(CheckState state) {
            boolean isPaused = status == CheckStatus.PAUSED;
            status = isPaused ? CheckStatus.NEW : CheckStatus.PAUSED;
            lastPing = isPaused ? null : lastPing;
            lastFlip = isPaused ? null : lastFlip;
            return isPaused ? state.resumed() : state.paused();
        }

        void check(CheckState before, PingRules rules) {
            List<CheckStatus> expected = new ArrayList<>();
            for (PingRules.NumberedPing row : rules.log()) {
                CheckStatus next = after(row.ping().kind());
                if (next != status) {
                    expected.add(next);
                }
                status = next;
                assertThat(Objects.requireNonNullElse(row.durationMillis(), 0L)).isNotNegative();
            }
            CheckState state = rules.check().state();
            assertThat(state.status()).isEqualTo(status);
            assertThat(state.pingCount())
                    .isEqualTo(before.pingCount() + rules.log().size());
            assertThat(Objects.requireNonNullElse(state.lastDuration(), Duration.ZERO))
                    .isGreaterThanOrEqualTo(Duration.ZERO);
            flipsAreInOrder(expected, rules.changes());
            lastPing = notBefore(lastPing, state.lastPingAt());
        }

        private CheckStatus after(PingKind kind) {
            return switch (kind) {
                case SUCCESS -> CheckStatus.UP;
                case FAIL -> CheckStatus.DOWN;
                case START, LOG, IGNORED -> status;
            };
        }

        private void flipsAreInOrder(List<CheckStatus> expected, List<StatusChange> flips) {
            assertThat(flips).extracting(StatusChange::to).isEqualTo(expected);
            for (StatusChange flip : flips) {
                assertThat(flip.from()).isNotEqualTo(flip.to());
                lastFlip = notBefore(lastFlip, flip.at());
            }
        }

        private static @Nullable Instant notBefore(@Nullable Instant earlier, @Nullable Instant later) {
            if (earlier != null) {
                assertThat(later).isAfterOrEqualTo(earlier);
            }
            return later;
        }
    }

    private static @Nullable UUID run(Random random) {
        int run = random.nextInt(4);
        return run == 0 ? null : new UUID(0, run);
    }

    private static Ping ping(PingKind kind, Instant at, @Nullable UUID run) {
        return new Ping(CHECK, kind, at, run, null, new Ping.Origin("https", "GET", null, null, null, null), null);
    }

    private static LockedCheck check(CheckState state, boolean manualResume) {
        return new LockedCheck(
                CHECK,
                new ProjectId(new UUID(0, 9)),
                new Every(Duration.ofHours(1)),
                Duration.ofMinutes(10),
                new PingPolicy(manualResume, "", KeywordFilter.NONE, RunPolicy.NONE),
                state);
    }
}
