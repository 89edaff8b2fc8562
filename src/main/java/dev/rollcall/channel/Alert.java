package dev.rollcall.channel;

import dev.rollcall.check.CheckView;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.flip.Flip;
import dev.rollcall.project.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The content of one delivery: a change of status with its check and channel.
 *
 * @param id the delivery's id, the same at every attempt, so that a receiver can drop duplicates
 * @param channelId the id of the channel
 * @param config the channel's settings, as its kind stores them
 * @param signingSecret the key that signs the message, {@code whsec_...}
 * @param lastPing the latest ping at the change of status, or null when the log holds none
 * @param changes how many changes of status this alert stands for; more than one if earlier alerts could not be sent,
 *     or were held back
 * @param isFlapping whether the check changes so often that the channel hears of its next changes only once it has
 *     settled
 * @param reminder 0 for the first alert of a change; n for the n-th reminder that the check is still down
 * @param now the time of this attempt
 */
public record Alert(
        UUID id,
        Flip flip,
        CheckView check,
        UUID channelId,
        String channelName,
        Map<String, Object> config,
        String signingSecret,
        @Nullable LastPing lastPing,
        int changes,
        boolean isFlapping,
        int reminder,
        Instant now)
        implements Message {

    /** How bad an alert is. Kinds that show a colour or an emoji choose it by the severity. */
    public enum Severity {
        /** The check is up. */
        UP,
        /** The check is up, and its ping is late. */
        LATE,
        /** The check is down. */
        DOWN
    }

    /** Creates the first alert of a change; it does not announce that the check is flapping. */
    public Alert(
            UUID id,
            Flip flip,
            CheckView check,
            UUID channelId,
            String channelName,
            Map<String, Object> config,
            String signingSecret,
            @Nullable LastPing lastPing,
            int changes,
            Instant now) {
        this(id, flip, check, channelId, channelName, config, signingSecret, lastPing, changes, false, 0, now);
    }

    /** The parts of a ping that an alert may show. */
    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    public record LastPing(Instant receivedAt, @Nullable Integer exitStatus, byte @Nullable [] body) {}

    public Severity severity() {
        StatusChange change = flip.change();
        if (change.to() == CheckStatus.DOWN) {
            return Severity.DOWN;
        }
        return change.reason() == StatusChange.Reason.LATE ? Severity.LATE : Severity.UP;
    }

    @Override
    public ProjectId project() {
        return check.project();
    }

    /** The key of the check, which is not its id. */
    @Override
    public String subject() {
        return check.uniqueKey();
    }

    @Override
    public Instant at() {
        return flip.change().at();
    }

    @Override
    public List<String> tags() {
        return check.tagList();
    }

    /** The new status, {@code up} or {@code down}; or {@code late} for a check that is up, with its ping late. */
    public String status() {
        StatusChange change = flip.change();
        return change.reason() == StatusChange.Reason.LATE ? change.reason().label() : label(change.to());
    }

    /** The status without the difference between {@code up} and {@code late}. */
    public String settledStatus() {
        return label(flip.change().to());
    }

    /** Whether the channel was told of this change before. */
    public boolean isReminder() {
        return reminder > 0;
    }

    /** Why this is sent: {@code flip}, or {@code reminder} that the check is still down. */
    public String purpose() {
        return isReminder() ? "reminder" : "flip";
    }

    /** Whether the check is down. */
    public boolean isDown() {
        return flip.change().to() == CheckStatus.DOWN;
    }

    /**
     * The path of the page where a person can acknowledge the alert; empty if the check is not down. The page needs no
     * key.
     */
    public String acknowledgePath() {
        return isDown() ? "/acknowledge/" + LinkToken.of(LinkToken.Action.ACKNOWLEDGE, id, signingSecret) : "";
    }

    private static String label(CheckStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
