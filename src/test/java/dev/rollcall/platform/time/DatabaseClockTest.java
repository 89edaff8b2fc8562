package dev.rollcall.platform.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;

/** The test moves the database's clock and the JVM's timer, and sets how long round trips take. */
class DatabaseClockTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong(-7_000_000_000L);
    private final AtomicInteger asked = new AtomicInteger();
    private Instant there = NOON;
    private Duration skew = Duration.ofHours(2);
    private final Clock machine = new Clock() {
        @Override
        public Instant instant() {
            return there.plus(skew);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };
    private final DatabaseClock clock = new DatabaseClock(
            () -> {
                asked.incrementAndGet();
                return there;
            },
            machine,
            nanos::get);

    @Test
    void theFirstCallAsksTheDatabaseAndLaterCallsUseTheTimer() {
        assertThat(clock.instant()).isEqualTo(NOON);
        int askedAtFirst = asked.get();

        pass(Duration.ofHours(3));

        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofHours(3)));
        assertThat(asked.get()).isEqualTo(askedAtFirst);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT2H", "PT-2H", "PT0S"})
    void theMachinesClockChangesOnlyTheSkew(Duration machineAhead) {
        clock.instant();
        skew = machineAhead;

        assertThat(clock.instant()).isEqualTo(NOON);
        assertThat(clock.skew()).isEqualTo(machineAhead);
    }

    @Test
    void withoutADatabaseThereIsNoTimeUntilItAnswers() {
        boolean[] away = {true};
        var unset = new DatabaseClock(
                () -> {
                    if (away[0]) {
                        throw new DataAccessResourceFailureException("connection refused");
                    }
                    return there;
                },
                machine,
                nanos::get);
        assertThatThrownBy(unset::instant).isInstanceOf(DataAccessResourceFailureException.class);
        assertThatThrownBy(unset::skew).isInstanceOf(DataAccessResourceFailureException.class);

        away[0] = false;

        assertThat(unset.instant()).isEqualTo(NOON);
    }

    @Test
    void aStatementThatFailsLeavesTheClockRunning() {
        clock.instant();
        assertThatThrownBy(() -> clock.set(() -> {
                    throw new DataAccessResourceFailureException("connection refused");
                }))
                .isInstanceOf(DataAccessResourceFailureException.class);

        pass(Duration.ofSeconds(5));

        assertThat(clock.instant()).isEqualTo(there);
    }

    @Test
    void aSlowAnswerDoesNotMoveACorrectClock() {
        clock.instant();

        clock.set(answer(Duration.ofSeconds(4), Duration.ZERO));
        assertThat(clock.instant()).isEqualTo(there);
        clock.set(answer(Duration.ZERO, Duration.ofSeconds(4)));
        assertThat(clock.instant()).isEqualTo(there);
    }

    @Test
    void aFastAnswerCorrectsASlowFirstAnswer() {
        var slowAtFirst = new DatabaseClock(answer(Duration.ofSeconds(1), Duration.ofSeconds(3)), machine, nanos::get);
        slowAtFirst.set(answer(Duration.ofSeconds(1), Duration.ofSeconds(3)));
        assertThat(Duration.between(slowAtFirst.instant(), there)).isEqualTo(Duration.ofSeconds(1));

        slowAtFirst.set(answer(Duration.ofMillis(1), Duration.ofMillis(1)));

        assertThat(Duration.between(slowAtFirst.instant(), there).abs()).isLessThanOrEqualTo(Duration.ofMillis(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "PT-1H"})
    void theNextAnswerFollowsAChangedDatabaseClock(Duration jump) {
        clock.instant();
        there = there.plus(jump);

        clock.set(answer(Duration.ofMillis(1), Duration.ofMillis(1)));

        assertThat(Duration.between(clock.instant(), there).abs()).isLessThanOrEqualTo(Duration.ofMillis(2));
    }

    @Test
    void itCountsHowOftenTheDatabasesClockWasSetBack() {
        clock.instant();
        for (Duration jump : List.of(Duration.ofHours(1), Duration.ofHours(-1), Duration.ofSeconds(-1))) {
            there = there.plus(jump);
            clock.set(answer(Duration.ZERO, Duration.ZERO));
        }

        assertThat(clock.timesSetBack()).isEqualTo(1);
    }

    @Test
    void itNeverGoesBackWhileTheDatabasesClockGoesOn() {
        var random = new Random(5);
        Instant last = clock.instant();
        for (int n = 0; n < 2_000; n++) {
            pass(Duration.ofMillis(random.nextInt(5_000)));
            clock.set(answer(Duration.ofMillis(random.nextInt(300)), Duration.ofMillis(random.nextInt(300))));
            Instant next = clock.instant();
            assertThat(next).isBetween(last, there.plusMillis(300));
            assertThat(next).isAfterOrEqualTo(there.minusMillis(300));
            last = next;
        }
    }

    @Test
    void itTicksInMicroseconds() {
        clock.instant();
        nanos.addAndGet(1_999);

        assertThat(clock.instant()).isEqualTo(NOON.plusNanos(1_000));
    }

    /** A round trip: the time is read between the way there and the way back. */
    private Supplier<Instant> answer(Duration way, Duration back) {
        return () -> {
            pass(way);
            Instant answer = there;
            pass(back);
            return answer;
        };
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        there = there.plus(time);
    }
}
