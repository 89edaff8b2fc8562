package dev.rollcall.channel.subscription;

import dev.rollcall.audit.AuditAction;
import dev.rollcall.audit.AuditLog;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whether the owner of a mailbox wants its e-mail. An unsubscribed channel gets nothing, keeps its checks, and shows
 * that it is unsubscribed.
 */
@Service
public class Subscriptions {

    /** The only kind of channel whose receiver can unsubscribe. */
    public static final String KIND = "email";

    private static final Logger log = LoggerFactory.getLogger(Subscriptions.class);

    private final SubscriptionStore subscriptions;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Subscriptions(SubscriptionStore subscriptions, AuditLog audit, ApplicationEventPublisher events, Clock clock) {
        this.subscriptions = subscriptions;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** Ends the e-mail of this channel. Waiting messages are not sent. Does nothing if it has ended before. */
    @Transactional
    public void unsubscribe(UUID channel) {
        subscriptions.unsubscribe(channel, KIND, clock.instant()).ifPresent(changed -> {
            audit.record(changed.project(), AuditAction.CHANNEL_UNSUBSCRIBED, changed.name(), KIND);
            events.publishEvent(new ChannelUnsubscribed(channel));
            log.atWarn()
                    .addKeyValue("event", "channel.unsubscribed")
                    .addKeyValue("channel_id", channel)
                    .log("the owner of a mailbox wants no more e-mail");
        });
    }

    /** Sends e-mail to this channel again. Does nothing if it was not unsubscribed. */
    @Transactional
    public void resubscribe(UUID channel) {
        subscriptions.resubscribe(channel).ifPresent(changed -> {
            audit.record(changed.project(), AuditAction.CHANNEL_RESUBSCRIBED, changed.name(), KIND);
            log.atInfo()
                    .addKeyValue("event", "channel.resubscribed")
                    .addKeyValue("channel_id", channel)
                    .log("a channel gets e-mail again");
        });
    }

    /** When the channel was unsubscribed; empty if it is not. */
    @Transactional(readOnly = true)
    public Optional<Instant> unsubscribedAt(UUID channel) {
        return subscriptions.unsubscribedAt(channel);
    }
}
