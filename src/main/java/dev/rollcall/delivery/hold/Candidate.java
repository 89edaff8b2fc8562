package dev.rollcall.delivery.hold;

import dev.rollcall.channel.ChannelView;
import dev.rollcall.check.CheckView;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.flip.Flip;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that a worker has taken and may have to hold back.
 *
 * @param version of the lease
 * @param check as it is now
 * @param place its place among the deliveries of the same check and channel
 */
public record Candidate(UUID id, long version, Flip flip, ChannelView channel, CheckView check, Place place) {

    /**
     * The place of a delivery.
     *
     * @param heldBackBy why it, or one that it replaces, was held back before its first attempt; null if none was
     * @param laterDueAt when the last of the later ones is due; null if none waits
     * @param mayBeSent whether a worker that had taken it before did not say how that ended
     * @param isReminder whether it repeats what the receiver was told
     * @param isRemoved whether the check does not use the channel any more
     */
    public record Place(
            @Nullable String heldBackBy,
            @Nullable Instant laterDueAt,
            boolean mayBeSent,
            boolean isReminder,
            boolean isRemoved) {}

    boolean saysDown() {
        return flip.change().to() == CheckStatus.DOWN;
    }

    boolean isLate() {
        return flip.change().reason() == StatusChange.Reason.LATE;
    }

    /** Whether it reports trouble to a channel that the check does not use any more. */
    boolean isUnwanted() {
        return place.isRemoved() && saysDown();
    }

    boolean wasHeldBack() {
        return place.heldBackBy() != null;
    }

    boolean wasHeldBackBy(HoldReason reason) {
        return reason.name().equals(place.heldBackBy());
    }

    /** Whether it says that a ping is late that has arrived by now. No later alert corrects that. */
    boolean isNoLongerLate() {
        Instant last = check.state().lastPingAt();
        return isLate() && last != null && last.isAfter(flip.change().at());
    }

    Optional<Duration> escalateAfter() {
        return channel.escalateAfter();
    }

    Optional<FlapRule> flapRule() {
        return channel.flapLimit().stream()
                .mapToObj(limit -> new FlapRule(limit, channel.flapQuiet()))
                .findFirst();
    }
}
