package dev.rollcall.delivery;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.ChannelView;
import dev.rollcall.check.CheckView;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.delivery.hold.Decision;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that was taken, with everything that its alert needs.
 *
 * @param check as it is now; null if the delivery cannot be read
 * @param decision whether it is to be sent
 */
record Attempt(Taken taken, @Nullable CheckView check, Decision.Kind decision) {

    UUID id() {
        return taken.id();
    }

    /**
     * The alert's content.
     *
     * @throws RuntimeException why it cannot be read
     */
    Taken.Content content() {
        if (taken.unreadable() != null) {
            throw taken.unreadable();
        }
        return Objects.requireNonNull(taken.content());
    }

    ChannelView channel() {
        return content().channel();
    }

    /**
     * Whether the alert tells the receiver nothing new, or is the last one to the channel and its status would be wrong:
     * down for a check that is not, or up for one that is down.
     */
    boolean isOutdated() {
        return decision == Decision.Kind.DROP || isWrong();
    }

    private boolean isWrong() {
        CheckView now = check;
        return now != null
                && taken.turn().isOvertaken()
                && (content().flip().change().to() == CheckStatus.DOWN)
                        != (now.state().status() == CheckStatus.DOWN);
    }

    /**
     * The alert to send now.
     *
     * @param changes how many changes of status it stands for
     */
    Alert alert(int changes, Instant now) {
        Taken.Content content = content();
        return new Alert(
                id(),
                content.flip(),
                Objects.requireNonNull(check),
                content.channel().name(),
                content.channel().config(),
                content.channel().signingSecret(),
                content.lastPing(),
                changes,
                decision == Decision.Kind.ANNOUNCE_FLAPPING,
                now);
    }
}
