package dev.rollcall.delivery;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.ChannelView;
import dev.rollcall.channel.Notice;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.flip.Flip;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that a worker has taken.
 *
 * @param version the fencing token: it changes when another worker takes the delivery
 * @param attempts the number of failed attempts
 * @param heldUntil when the lease expires if it is not renewed
 * @param heldBackBy why it, or one that it replaces, was held back before its first attempt; null if none was
 * @param mayBeSent whether an earlier worker took it and did not record the outcome
 * @param isInDigest whether it may be sent in one message with others of its channel
 * @param waitsSince since when it could have been sent: since the flip, or since it is no longer held back; null for a
 *     notice
 * @param recipient the channel, as it is now
 * @param turn its place among the deliveries of the same check and channel
 * @param content what the message says, or null if it cannot be read
 * @param unreadable why it cannot be read, or null
 */
record Taken(
        UUID id,
        long version,
        int attempts,
        UUID channelId,
        Instant heldUntil,
        @Nullable String heldBackBy,
        boolean mayBeSent,
        boolean isInDigest,
        @Nullable Instant waitsSince,
        Recipient recipient,
        Turn turn,
        @Nullable Content content,
        @Nullable RuntimeException unreadable) {

    /**
     * What a channel is like when its delivery is taken.
     *
     * @param isFailing whether the latest attempt to it failed
     * @param isUnsubscribed whether the owner of the mailbox wants no more e-mail
     * @param isRemoved whether the check does not use it any more, neither directly nor by a group; true for a notice
     */
    record Recipient(boolean isFailing, boolean isUnsubscribed, boolean isRemoved) {}

    /**
     * A delivery's place among those of the same check and channel.
     *
     * @param isBehindOthers whether earlier ones failed or were held back, which this one replaces
     * @param laterDueAt when the last of the later ones is due; null if none waits
     * @param hasLaterFlip whether the check has flipped since; being late counts
     * @param changes how many flips it stands for: changes of status, and its own
     */
    record Turn(boolean isBehindOthers, @Nullable Instant laterDueAt, boolean hasLaterFlip, int changes) {

        /** Whether later ones wait. */
        boolean isBeforeOthers() {
            return laterDueAt != null;
        }

        /** Whether the check has flipped since, and no alert about that follows. */
        boolean isOvertaken() {
            return hasLaterFlip && !isBeforeOthers();
        }
    }

    /** What the message says. */
    sealed interface Content {

        ChannelView channel();
    }

    /**
     * What an alert says, without its check.
     *
     * @param reminder 0 for the first alert of the flip; n for the n-th reminder
     */
    record AlertContent(Flip flip, ChannelView channel, int reminder, Alert.@Nullable LastPing lastPing)
            implements Content {}

    /** What a notice says. */
    record NoticeContent(Notice.Content notice, ChannelView channel) implements Content {}

    /** Null for a notice, or if the delivery cannot be read. */
    @Nullable
    Flip flip() {
        return content instanceof AlertContent alert ? alert.flip() : null;
    }

    /** Whether it is a first alert that could have been sent before this time. */
    boolean isLate(Instant horizon) {
        return waitsSince != null && waitsSince.isBefore(horizon) && !isReminder();
    }

    /** Whether it repeats that a check is down. */
    boolean isReminder() {
        return content instanceof AlertContent alert && alert.reminder() > 0;
    }

    /** Whether it says that a ping is late, which is no change of status. */
    boolean saysLate() {
        Flip flip = flip();
        return flip != null && flip.change().reason() == StatusChange.Reason.LATE;
    }

    /** Null for a notice, or if the delivery cannot be read. */
    @Nullable
    CheckId checkId() {
        Flip flip = flip();
        return flip == null ? null : flip.change().checkId();
    }

    /** The id of the request that caused the flip; null for silence and for a notice. */
    @Nullable
    String requestId() {
        Flip flip = flip();
        return flip == null ? null : flip.change().requestId();
    }

    /** The place in a trace where the flip was made; null for a notice, and without OpenTelemetry. */
    @Nullable
    String traceparent() {
        Flip flip = flip();
        return flip == null ? null : flip.change().traceparent();
    }
}
