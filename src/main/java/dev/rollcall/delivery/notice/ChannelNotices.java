package dev.rollcall.delivery.notice;

import dev.rollcall.channel.Notice;
import dev.rollcall.channel.Notice.Fact;
import dev.rollcall.channel.Notice.Severity;
import dev.rollcall.channel.Notices;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Tells the other channels of a project that one of its channels fails, and later that it works again. The notices name
 * the channel and never its address.
 */
@Component
public class ChannelNotices {

    private final TroubleStore troubles;
    private final Notices notices;

    ChannelNotices(TroubleStore troubles, Notices notices) {
        this.troubles = troubles;
        this.notices = notices;
    }

    /**
     * The circuit breaker has opened. Channels that are paused themselves are not told, because their notices would
     * wait behind the same trouble.
     *
     * @param reason why the latest attempt failed, without address and secret
     */
    public void failing(UUID channel, Instant since, String reason, Instant now) {
        troubles.channel(channel).ifPresent(failing -> {
            Set<UUID> others = troubles.othersThatWork(failing, now);
            List<Fact> facts = List.of(
                    Fact.of("channel", failing.name()),
                    Fact.of("kind", failing.kind()),
                    Fact.of("since", since),
                    Fact.of("why", reason));
            notices.send(
                    failing.project(), content(TroubleStore.FAILING, Severity.FAILING, failing, now, facts), others);
        });
    }

    /** The channel works again. Channels to which the first notice was not sent yet get neither. */
    public void working(UUID channel, Instant failedSince, Instant now) {
        troubles.channel(channel).ifPresent(working -> {
            Set<UUID> told = troubles.end(working, now);
            List<Fact> facts = List.of(
                    Fact.of("channel", working.name()),
                    Fact.of("kind", working.kind()),
                    Fact.of("from", failedSince),
                    Fact.of("until", now));
            notices.send(working.project(), content("channel-working", Severity.WORKING, working, now, facts), told);
        });
    }

    private static Notice.Content content(
            String kind, Severity severity, TroubleStore.ChannelInTrouble channel, Instant at, List<Fact> facts) {
        return new Notice.Content(
                kind, severity, channel.subject(), at, List.of(channel.shownName()), facts, List.of());
    }
}
