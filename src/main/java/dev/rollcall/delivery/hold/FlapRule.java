package dev.rollcall.delivery.hold;

import java.time.Duration;
import java.time.Instant;

/**
 * When a check flaps for a channel: it has changed its status at least {@code limit} times in an hour. This lasts until
 * it has changed less often than that in an hour, or has kept its status for the time {@code quiet}.
 */
record FlapRule(int limit, Duration quiet) {

    static final Duration PERIOD = Duration.ofHours(1);

    /**
     * The changes of a check since {@link #PERIOD} before a flip. Those that an earlier message has summed up do not
     * count.
     *
     * @param untilFlip how many there are up to and including the flip
     * @param latestAt when the check changed last
     * @param limitAt when it changed before that, counted back up to the limit of the rule; the time of the flip if it
     *     has not changed so often
     */
    record Changes(long untilFlip, Instant latestAt, Instant limitAt) {}

    /** The place of a flip among the changes of its check. */
    Position of(boolean isLate, Changes changes) {
        if (changes.untilFlip() == limit && !isLate) {
            return Position.LAST;
        }
        return changes.untilFlip() < limit ? Position.BELOW : Position.ABOVE;
    }

    /** When the check is quiet if it does not change again. */
    Instant quietAt(Changes changes) {
        Instant byTime = changes.latestAt().plus(quiet);
        Instant byCount = changes.limitAt().plus(PERIOD);
        return byTime.isBefore(byCount) ? byTime : byCount;
    }

    /** A flip among the changes of an hour. */
    enum Position {
        /** It is sent as usual. */
        BELOW,
        /** It is sent, as the last one until the check is quiet. */
        LAST,
        /** It waits until the check is quiet. */
        ABOVE
    }
}
