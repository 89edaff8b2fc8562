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
import dev.rollcall.check.state.StatusChange.Reason;
import dev.rollcall.ping.PingRules.NumberedPing;
import dev.rollcall.project.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PingRulesTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final CheckId CHECK = new CheckId(new UUID(0, 1));
    private static final UUID RUN = new UUID(0, 2);
    private static final UUID OTHER_RUN = new UUID(0, 3);

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void aCheckForPostOnlyIgnoresOtherMethods(String method) {
        var rules = new PingRules(check(CheckState.NEW, false, true));

        rules.apply(ping(PingKind.SUCCESS, 0, null, method));

        assertThat(rules.log()).extracting(row -> row.ping().kind()).containsExactly(PingKind.IGNORED);
        assertThat(rules.check().state()).isEqualTo(CheckState.NEW.counted());
        assertThat(rules.changes()).isEmpty();
    }

    @Test
    void aCheckForPostOnlyCountsAPost() {
        var rules = new PingRules(check(CheckState.NEW, false, true));

        rules.apply(ping(PingKind.SUCCESS, 0, null, "POST"));

        assertThat(rules.log()).extracting(row -> row.ping().kind()).containsExactly(PingKind.SUCCESS);
        assertThat(rules.check().state().status()).isEqualTo(CheckStatus.UP);
    }

    @ParameterizedTest
    @EnumSource(PingKind.class)
    void aPausedCheckWithManualResumeIgnoresEveryPing(PingKind kind) {
        CheckState paused = CheckState.NEW.paused();
        var rules = new PingRules(check(paused, true, false));

        rules.apply(ping(kind, 0));

        assertThat(rules.log()).extracting(row -> row.ping().kind()).containsExactly(PingKind.IGNORED);
        assertThat(rules.check().state()).isEqualTo(paused.counted());
        assertThat(rules.changes()).isEmpty();
    }

    @Test
    void aPingResumesAnotherPausedCheck() {
        var rules = new PingRules(check(CheckState.NEW.paused(), false, false));

        rules.apply(ping(PingKind.SUCCESS, 0));

        assertThat(rules.check().state().status()).isEqualTo(CheckStatus.UP);
        assertThat(rules.changes())
                .containsExactly(
                        new StatusChange(CHECK, CheckStatus.PAUSED, CheckStatus.UP, Reason.PING, NOON, null, 1L, null));
    }

    @Test
    void aCheckWithManualResumeAcceptsPingsWhenItIsNotPaused() {
        var rules = new PingRules(check(CheckState.NEW, true, false));

        rules.apply(ping(PingKind.FAIL, 0));

        assertThat(rules.check().state().status()).isEqualTo(CheckStatus.DOWN);
    }

    @Test
    void severalPingsTogetherLeaveTheSameStateAsOneAfterAnother() {
        var rules = new PingRules(check(CheckState.NEW, false, false));

        rules.apply(ping(PingKind.START, 0, RUN, "GET"));
        rules.apply(ping(PingKind.LOG, 1));
        rules.apply(ping(PingKind.SUCCESS, 2, RUN, "GET"));
        rules.apply(ping(PingKind.START, 3, OTHER_RUN, "GET"));

        assertThat(rules.check().state())
                .isEqualTo(CheckState.NEW
                        .started(at(0), RUN)
                        .counted()
                        .succeeded(at(2), RUN)
                        .started(at(3), OTHER_RUN));
    }

    @Test
    void onlyTheStateOfTheCheckChanges() {
        LockedCheck check = check(CheckState.NEW, true, true);
        var rules = new PingRules(check);

        rules.apply(ping(PingKind.SUCCESS, 0, null, "POST"));

        assertThat(rules.check()).isEqualTo(check.with(CheckState.NEW.succeeded(NOON, null)));
    }

    @Test
    void numbersContinueFromThePingsOfTheCheck() {
        CheckState seven = new CheckState(CheckStatus.UP, 7, NOON, null, null, null);
        var rules = new PingRules(check(seven, false, true));

        rules.apply(ping(PingKind.SUCCESS, 1, null, "POST"));
        rules.apply(ping(PingKind.SUCCESS, 2, null, "GET"));
        rules.apply(ping(PingKind.LOG, 3, null, "POST"));

        assertThat(rules.log()).extracting(NumberedPing::n).containsExactly(8L, 9L, 10L);
        assertThat(rules.check().state().pingCount()).isEqualTo(10);
    }

    @Test
    void theFirstPingOfACheckIsNumberOne() {
        var rules = new PingRules(check(CheckState.NEW, false, false));

        rules.apply(ping(PingKind.SUCCESS, 0));

        assertThat(rules.log()).extracting(NumberedPing::n).containsExactly(1L);
    }

    @ParameterizedTest
    @EnumSource(
            value = PingKind.class,
            names = {"SUCCESS", "FAIL"})
    void thePingThatEndsARunSaysHowLongItTook(PingKind end) {
        var rules = new PingRules(check(CheckState.NEW, false, false));

        rules.apply(ping(PingKind.START, 0, RUN, "GET"));
        rules.apply(ping(PingKind.LOG, 10, RUN, "GET"));
        rules.apply(ping(end, 90, RUN, "GET"));
        rules.apply(ping(PingKind.SUCCESS, 100, RUN, "GET"));

        assertThat(rules.log()).extracting(NumberedPing::durationMillis).containsExactly(null, null, 90_000L, null);
    }

    @Test
    void aPingThatEndsARunWithoutMeasuringItDoesNotRepeatTheDurationOfAnEarlierOne() {
        var rules = new PingRules(check(CheckState.NEW, false, false));

        rules.apply(ping(PingKind.START, 0, RUN, "GET"));
        rules.apply(ping(PingKind.SUCCESS, 5, RUN, "GET"));
        rules.apply(ping(PingKind.START, 10, RUN, "GET"));
        rules.apply(ping(PingKind.SUCCESS, 20));
        rules.apply(ping(PingKind.START, 30, RUN, "GET"));
        rules.apply(ping(PingKind.FAIL, 40, OTHER_RUN, "GET"));

        assertThat(rules.log())
                .extracting(NumberedPing::durationMillis)
                .containsExactly(null, 5_000L, null, null, null, null);
    }

    @Test
    void overlappingRunsAreMeasuredByTheirIds() {
        var rules = new PingRules(check(CheckState.NEW, false, false));
        rules.addRun(RUN, at(-60));

        rules.apply(ping(PingKind.START, 0, OTHER_RUN, "GET"));
        assertThat(rules.endsAnotherRun(ping(PingKind.SUCCESS, 5, OTHER_RUN, "GET")))
                .isFalse();
        assertThat(rules.endsAnotherRun(ping(PingKind.SUCCESS, 5, RUN, "GET"))).isTrue();
        rules.apply(ping(PingKind.SUCCESS, 5, RUN, "GET"));
        rules.apply(ping(PingKind.FAIL, 7, OTHER_RUN, "GET"));
        rules.apply(ping(PingKind.SUCCESS, 8, RUN, "GET"));

        assertThat(rules.log()).extracting(NumberedPing::durationMillis).containsExactly(null, 65_000L, 7_000L, null);
        assertThat(rules.check().state().lastDuration()).isNull();
    }

    @Test
    void anIgnoredPingMeasuresNothing() {
        var rules = new PingRules(check(CheckState.NEW.started(NOON, null), false, true));

        rules.apply(ping(PingKind.SUCCESS, 90, null, "GET"));

        assertThat(rules.log()).extracting(NumberedPing::durationMillis).containsOnlyNulls();
    }

    @Test
    void eachChangeOfStatusIsRecordedWithItsReasonAndTime() {
        var rules = new PingRules(check(CheckState.NEW, false, false));

        rules.apply(ping(PingKind.SUCCESS, 1));
        rules.apply(ping(PingKind.FAIL, 2));
        rules.apply(ping(PingKind.SUCCESS, 3));

        assertThat(rules.changes())
                .containsExactly(
                        new StatusChange(CHECK, CheckStatus.NEW, CheckStatus.UP, Reason.PING, at(1), null, 1L, null),
                        new StatusChange(CHECK, CheckStatus.UP, CheckStatus.DOWN, Reason.FAIL, at(2), null, 2L, null),
                        new StatusChange(CHECK, CheckStatus.DOWN, CheckStatus.UP, Reason.PING, at(3), null, 3L, null));
    }

    @Test
    void aPingThatKeepsTheStatusRecordsNoChange() {
        var rules = new PingRules(check(CheckState.NEW.succeeded(NOON, null), false, false));

        rules.apply(ping(PingKind.SUCCESS, 1));
        rules.apply(ping(PingKind.START, 2));
        rules.apply(ping(PingKind.LOG, 3));

        assertThat(rules.changes()).isEmpty();
    }

    private static Instant at(int seconds) {
        return NOON.plusSeconds(seconds);
    }

    private static Ping ping(PingKind kind, int seconds) {
        return ping(kind, seconds, null, "GET");
    }

    private static Ping ping(PingKind kind, int seconds, @Nullable UUID runId, String method) {
        var origin = new Ping.Origin("https", method, "203.0.113.7", "curl/8", null, null);
        return new Ping(CHECK, kind, at(seconds), runId, null, origin, null);
    }

    private static LockedCheck check(CheckState state, boolean manualResume, boolean takesOnlyPost) {
        return new LockedCheck(
                CHECK,
                new ProjectId(new UUID(0, 9)),
                new Every(Duration.ofHours(1)),
                Duration.ofMinutes(10),
                new PingPolicy(manualResume, takesOnlyPost ? "POST" : "", KeywordFilter.NONE, RunPolicy.NONE),
                state);
    }
}
