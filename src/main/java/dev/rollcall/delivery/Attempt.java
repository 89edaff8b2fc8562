package dev.rollcall.delivery;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.ChannelView;
import dev.rollcall.check.CheckView;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A delivery that is due, with all that is told, as it was read just now. */
record Attempt(AttemptStore.Owed owed, CheckView check) {

    UUID id() {
        return owed.id();
    }

    ChannelView channel() {
        return owed.channel();
    }

    /** The request that made the flip; null when it was silence. */
    @Nullable
    String requestId() {
        return owed.flip().change().requestId();
    }

    /** What the channel is told at this moment. */
    Alert alert(Instant now) {
        return new Alert(
                id(),
                owed.flip(),
                check,
                channel().name(),
                channel().config(),
                channel().signingSecret(),
                owed.lastPing(),
                now);
    }
}
