package dev.rollcall.delivery;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.ChannelView;
import dev.rollcall.channel.Message;
import dev.rollcall.channel.Notice;
import dev.rollcall.check.CheckView;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.delivery.hold.Decision;
import dev.rollcall.flip.Flip;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that was taken, with everything that its message needs.
 *
 * @param check as it is now; null for a notice, or if the delivery cannot be read
 * @param decision whether it is to be sent
 * @param others deliveries to the same channel that may be sent in the same message
 */
record Attempt(Taken taken, @Nullable CheckView check, Decision.Kind decision, List<Attempt> others) {

    Attempt(Taken taken, @Nullable CheckView check, Decision.Kind decision) {
        this(taken, check, decision, List.of());
    }

    /** This attempt as the first of a digest. */
    Attempt with(List<Attempt> more) {
        return new Attempt(taken, check, decision, more);
    }

    /** This one, and those that may be sent in the same message. */
    Stream<Attempt> all() {
        return Stream.concat(Stream.of(this), others.stream());
    }

    UUID id() {
        return taken.id();
    }

    /**
     * The message's content.
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
     * Whether the message is not to be sent, because the receiver no longer wants it, or because the alert would tell
     * nothing new or be wrong. A reminder is wrong if the check has flipped since, is no longer down or was
     * acknowledged, or if the channel wants no more reminders. Another alert is wrong if no later one follows and it
     * says down for a check that is not down, up for one that is, or late for one that is not up: a pause makes no
     * alert.
     */
    boolean isOutdated() {
        return decision == Decision.Kind.DROP || taken.recipient().isUnsubscribed() || isWrong();
    }

    private boolean isWrong() {
        CheckView now = check;
        Flip flip = taken.flip();
        if (now != null && taken.isReminder()) {
            return taken.turn().hasLaterFlip()
                    || now.state().status() != CheckStatus.DOWN
                    || now.acknowledgedAt() != null
                    || !channel().hasReminders();
        }
        return now != null
                && flip != null
                && taken.turn().isOvertaken()
                && contradicts(flip, now.state().status());
    }

    private boolean contradicts(Flip flip, CheckStatus now) {
        return taken.saysLate()
                ? now != CheckStatus.UP
                : (flip.change().to() == CheckStatus.DOWN) != (now == CheckStatus.DOWN);
    }

    /**
     * The message to send now.
     *
     * @param changes how many changes of status it stands for
     */
    Message message(int changes, Instant now) {
        Taken.Content content = content();
        return content instanceof Taken.NoticeContent notice
                ? new Notice(id(), notice.channel(), notice.notice(), now)
                : alert((Taken.AlertContent) content, changes, now);
    }

    private Alert alert(Taken.AlertContent content, int changes, Instant now) {
        return new Alert(
                id(),
                content.flip(),
                Objects.requireNonNull(check),
                content.channel().id(),
                content.channel().name(),
                content.channel().config(),
                content.channel().signingSecret(),
                content.lastPing(),
                changes,
                decision == Decision.Kind.ANNOUNCE_FLAPPING,
                content.reminder(),
                now);
    }
}
