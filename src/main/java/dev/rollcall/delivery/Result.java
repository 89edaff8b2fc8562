package dev.rollcall.delivery;

import dev.rollcall.delivery.history.DeliveryStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended, as it is stored.
 *
 * @param version of the lease under which it was made
 * @param attempts how many were made in all
 * @param lastError why the last one failed, without address; null if it did not, or none was made
 * @param dueAt when the next attempt is due, or null if that does not change
 * @param finishedAt null if another attempt follows
 * @param heldBackBy why it, or one that it replaces, was held back before; null if none was
 * @param maybeSentUntil for a delivery that may have been sent though no attempt of it is recorded: a time that has
 *     passed; else null
 */
record Result(
        UUID id,
        long version,
        DeliveryStatus status,
        int attempts,
        @Nullable String lastError,
        @Nullable Instant dueAt,
        @Nullable Instant finishedAt,
        @Nullable String heldBackBy,
        @Nullable Instant maybeSentUntil) {

    private static final int MAX_ERROR_LENGTH = 500;

    static Result sent(Taken taken, Instant now) {
        return new Result(
                taken.id(),
                taken.version(),
                DeliveryStatus.SENT,
                taken.attempts() + 1,
                null,
                null,
                now,
                taken.heldBackBy(),
                null);
    }

    static Result failedForGood(Taken taken, String reason, Instant now) {
        return new Result(
                taken.id(),
                taken.version(),
                DeliveryStatus.FAILED,
                taken.attempts() + 1,
                shortened(reason),
                null,
                now,
                taken.heldBackBy(),
                null);
    }

    static Result triedAgainAt(Taken taken, String reason, Instant dueAt) {
        return new Result(
                taken.id(),
                taken.version(),
                DeliveryStatus.PENDING,
                taken.attempts() + 1,
                shortened(reason),
                dueAt,
                null,
                taken.heldBackBy(),
                null);
    }

    /** Ended without an attempt. */
    static Result outdated(Taken taken, Instant now) {
        return new Result(
                taken.id(),
                taken.version(),
                DeliveryStatus.OUTDATED,
                taken.attempts(),
                null,
                null,
                now,
                taken.heldBackBy(),
                taken.mayBeSent() ? now : null);
    }

    /** Handed back without an attempt. */
    static Result notMade(Taken taken, Instant now) {
        return new Result(
                taken.id(),
                taken.version(),
                DeliveryStatus.PENDING,
                taken.attempts(),
                null,
                null,
                null,
                taken.heldBackBy(),
                taken.mayBeSent() ? now : null);
    }

    private static String shortened(String reason) {
        return reason.substring(0, Math.min(reason.length(), MAX_ERROR_LENGTH));
    }
}
