package dev.rollcall.delivery.hold;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a delivery that was taken.
 *
 * @param reason why it is held back, else null
 * @param until when that ends or is decided again; null if it is not held back
 */
public record Decision(
        Kind kind, @Nullable HoldReason reason, @Nullable Instant until) {

    /** Sends the alert. */
    public static final Decision SEND = new Decision(Kind.SEND, null, null);

    static final Decision ANNOUNCE_FLAPPING = new Decision(Kind.ANNOUNCE_FLAPPING, null, null);
    static final Decision DROP = new Decision(Kind.DROP, null, null);

    static Decision hold(HoldReason reason, Instant until) {
        return new Decision(Kind.HOLD, reason, until);
    }

    /** What is done. */
    public enum Kind {
        SEND,
        /** It is sent, and says that the check is flapping. */
        ANNOUNCE_FLAPPING,
        /** It ends without being sent, because it would tell the receiver nothing new. */
        DROP,
        HOLD
    }
}
