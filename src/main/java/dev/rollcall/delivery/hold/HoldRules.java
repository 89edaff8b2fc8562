package dev.rollcall.delivery.hold;

import dev.rollcall.mute.Mute;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what happens to a delivery that was taken. The last message that a receiver gets must be true. */
final class HoldRules {

    /** A mute without a known end is checked again at the latest after this time. */
    static final Duration LOOK_AGAIN = Duration.ofMinutes(10);

    /** If an alert were held back until now, the workers would take it again without a pause. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private HoldRules() {}

    /** Whether the decision depends on what the receiver knows. */
    static boolean needsKnowledge(Candidate delivery, @Nullable Mute mute) {
        return delivery.isNoLongerLate()
                || (!delivery.place().mayBeSent()
                        && !delivery.place().isReminder()
                        && (mute != null
                                || delivery.place().isRemoved()
                                || delivery.wasHeldBack()
                                || delivery.escalateAfter().isPresent()));
    }

    /**
     * The decision.
     *
     * @param mute why the check is muted, or null
     * @param changes of the check; null if the channel has no rule about them
     */
    static Decision decide(
            Candidate delivery, @Nullable Mute mute, Knowledge known, FlapRule.@Nullable Changes changes, Instant now) {
        if (delivery.isUnwanted()) {
            return Decision.DROP;
        }
        if (delivery.place().isReminder()) {
            return mute == null || delivery.place().mayBeSent() ? Decision.SEND : muted(mute, now);
        }
        FlapRule.Position flaps = flaps(delivery, changes);
        Decision send = flaps == FlapRule.Position.LAST ? Decision.ANNOUNCE_FLAPPING : Decision.SEND;
        if (needsKnowledge(delivery, mute) && isNothingNew(delivery, known)) {
            return Decision.DROP;
        }
        if (delivery.place().mayBeSent()) {
            return send;
        }
        if (isTakenCareOf(delivery)) {
            return Decision.DROP;
        }
        if (mute != null && (delivery.saysDown() || !known.mayBeDown())) {
            return muted(mute, now);
        }
        Instant escalatesAt = escalatesAt(delivery).orElse(now);
        if (now.isBefore(escalatesAt)) {
            return Decision.hold(HoldReason.ESCALATION, escalatesAt);
        }
        return changes != null && flaps == FlapRule.Position.ABOVE ? whenQuiet(delivery, changes, now) : send;
    }

    private static Decision muted(Mute mute, Instant now) {
        Instant until = mute.until() == null ? now.plus(LOOK_AGAIN) : mute.until();
        return Decision.hold(HoldReason.of(mute), until);
    }

    private static FlapRule.Position flaps(Candidate delivery, FlapRule.@Nullable Changes changes) {
        return changes == null
                ? FlapRule.Position.BELOW
                : delivery.flapRule().orElseThrow().of(delivery.isLate(), changes);
    }

    /** Whether a channel to which a check is escalated need not hear of it, because a person has acknowledged it. */
    private static boolean isTakenCareOf(Candidate delivery) {
        return delivery.saysDown()
                && delivery.escalateAfter().isPresent()
                && delivery.check().acknowledgedAt() != null;
    }

    /** When a channel to which a check is escalated hears that it is down. */
    private static Optional<Instant> escalatesAt(Candidate delivery) {
        return delivery.escalateAfter()
                .filter(after -> delivery.saysDown())
                .map(after -> delivery.flip().change().at().plus(after));
    }

    /** The alert after flapping is always sent, because the previous one has announced it. */
    private static boolean isNothingNew(Candidate delivery, Knowledge known) {
        if (delivery.wasHeldBackBy(HoldReason.FLAPPING)) {
            return false;
        }
        boolean isStillLate = delivery.isLate() && !delivery.isNoLongerLate();
        boolean isToldLate =
                delivery.escalateAfter().isEmpty() && !delivery.place().isRemoved();
        return known.has(delivery.saysDown()) && !(isStillLate && isToldLate);
    }

    /**
     * If later alerts wait behind this one, it is held back even when the check is quiet, so only the latest is sent.
     * That may not be due yet: in a digest it waits for the next one.
     */
    private static Decision whenQuiet(Candidate delivery, FlapRule.Changes changes, Instant now) {
        Instant quietAt = delivery.flapRule().orElseThrow().quietAt(changes);
        if (now.isBefore(quietAt)) {
            return Decision.hold(HoldReason.FLAPPING, quietAt);
        }
        Instant laterDueAt = delivery.place().laterDueAt();
        if (laterDueAt == null) {
            return Decision.SEND;
        }
        Instant soon = now.plus(SHORTEST);
        return Decision.hold(HoldReason.FLAPPING, laterDueAt.isAfter(soon) ? laterDueAt : soon);
    }
}
