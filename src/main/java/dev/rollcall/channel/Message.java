package dev.rollcall.channel;

import dev.rollcall.project.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a delivery sends to a channel: an {@link Alert} about one check, or a {@link Notice} about anything else. */
public sealed interface Message permits Alert, Notice {

    /** The delivery's id, the same at every attempt, so that a receiver can drop duplicates. */
    UUID id();

    ProjectId project();

    UUID channelId();

    /** The channel's settings, as its kind stores them. */
    Map<String, Object> config();

    /** The key that signs the message, {@code whsec_...}. */
    String signingSecret();

    /** Names what the message is about. A later message with the same subject says that the trouble is over. */
    String subject();

    /** When what it says happened. */
    Instant at();

    /** The time of this attempt. */
    Instant now();

    /** The path of the page where the owner of a mailbox can end the e-mail of this channel. */
    default String unsubscribePath() {
        return "/unsubscribe/" + LinkToken.of(LinkToken.Action.UNSUBSCRIBE, channelId(), signingSecret());
    }

    /** The tags of the check; none if it is not about one check. */
    List<String> tags();
}
