package dev.rollcall.page.channel.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryPlanTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant QUEUED = NOW.minus(Duration.ofHours(1));
    private static final Instant SOON = NOW.plusSeconds(40);
    private static final Instant LATER = NOW.plusSeconds(200);
    private static final Instant GIVEN_UP = QUEUED.plus(Duration.ofHours(25));

    @Test
    void aFailedAttemptIsRepeatedUntilItIsGivenUp() {
        assertThat(plan(3, SOON, null, null, null))
                .isEqualTo(new RetryPlan(RetryPlan.Why.RETRIED, null, SOON, GIVEN_UP));
    }

    @Test
    void aPausedChannelTriesWhenThePauseIsOver() {
        assertThat(plan(1, SOON, null, null, LATER))
                .isEqualTo(new RetryPlan(RetryPlan.Why.PAUSED, null, LATER, GIVEN_UP));
        assertThat(plan(0, QUEUED, null, null, LATER).why()).isEqualTo(RetryPlan.Why.PAUSED);
        assertThat(plan(1, LATER, null, null, SOON).next()).isEqualTo(LATER);
    }

    @Test
    void aHeldBackDeliveryIsNotGivenUp() {
        assertThat(plan(0, LATER, null, "MAINTENANCE", null))
                .isEqualTo(new RetryPlan(RetryPlan.Why.HELD_BACK, "maintenance", LATER, null));
    }

    @Test
    void aDeliveryThatAWorkerHoldsIsBeingSentUntilItsLeaseEnds() {
        assertThat(plan(0, QUEUED, SOON, null, null).why()).isEqualTo(RetryPlan.Why.BEING_SENT);
        assertThat(plan(0, QUEUED, QUEUED, null, null)).isEqualTo(new RetryPlan(RetryPlan.Why.DUE, null, QUEUED, null));
    }

    private static RetryPlan plan(
            int attempts,
            Instant dueAt,
            @Nullable Instant heldUntil,
            @Nullable String heldBackBy,
            @Nullable Instant pausedUntil) {
        return RetryPlan.of(attempts, QUEUED, dueAt, heldUntil, heldBackBy, pausedUntil, NOW);
    }
}
