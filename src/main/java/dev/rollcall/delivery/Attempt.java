package dev.rollcall.delivery;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.ChannelView;
import dev.rollcall.check.CheckView;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A delivery that is due, with the current data for its alert. */
record Attempt(AttemptStore.PendingDelivery pending, CheckView check) {

    UUID id() {
        return pending.id();
    }

    ChannelView channel() {
        return pending.channel();
    }

    /** The id of the request that caused the flip; null for silence. */
    @Nullable
    String requestId() {
        return pending.flip().change().requestId();
    }

    /** The alert to send now. */
    Alert alert(Instant now) {
        return new Alert(
                id(),
                pending.flip(),
                check,
                channel().name(),
                channel().config(),
                channel().signingSecret(),
                pending.lastPing(),
                now);
    }
}
