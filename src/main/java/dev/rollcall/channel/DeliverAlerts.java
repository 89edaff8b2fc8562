package dev.rollcall.channel;

import dev.rollcall.channel.DeliveryStore.Pending;
import dev.rollcall.check.CheckView;
import dev.rollcall.check.Checks;
import dev.rollcall.flip.Flip;
import dev.rollcall.flip.Flips;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Makes one delivery: sends outside any transaction, then notes how it went. */
@Component
class DeliverAlerts {

    private static final Logger log = LoggerFactory.getLogger(DeliverAlerts.class);

    private final DeliveryStore deliveries;
    private final Flips flips;
    private final Checks checks;
    private final Channels channels;
    private final Clock clock;

    DeliverAlerts(DeliveryStore deliveries, Flips flips, Checks checks, Channels channels, Clock clock) {
        this.deliveries = deliveries;
        this.flips = flips;
        this.checks = checks;
        this.channels = channels;
        this.clock = clock;
    }

    /**
     * Makes the delivery unless it is finished or was deleted. May be called twice for one delivery: a worker that
     * died after sending could not note it, so the alert carries an id that does not change.
     *
     * @throws RuntimeException when the channel was not told and another attempt is due
     */
    void deliver(UUID id) {
        Optional<Pending> pending = deliveries.findPending(id);
        if (pending.isEmpty()) {
            return;
        }
        try {
            if (send(pending.get())) {
                deliveries.sent(id, clock.instant());
                log.atInfo()
                        .addKeyValue("event", "delivery.sent")
                        .addKeyValue("delivery_id", id)
                        .addKeyValue("flip_id", pending.get().flipId())
                        .addKeyValue("channel_id", pending.get().channelId())
                        .log("channel was told");
            }
        } catch (DataAccessException | TransactionException e) {
            // Ours, not the receiver's: costs no attempt.
            throw e;
        } catch (RuntimeException e) {
            // Of an exception nobody foresaw, not the message: it may hold the channel's address.
            String reason = e instanceof DeliveryException
                    ? String.valueOf(e.getMessage())
                    : e.getClass().getSimpleName();
            boolean last = Backoff.isLast(pending.get().attempts() + 1);
            deliveries.failed(id, reason, last, clock.instant());
            (last ? log.atError() : log.atWarn())
                    .addKeyValue("event", last ? "delivery.given-up" : "delivery.failed")
                    .addKeyValue("delivery_id", id)
                    .addKeyValue("channel_id", pending.get().channelId())
                    .addKeyValue("attempt", pending.get().attempts() + 1)
                    .addKeyValue("reason", reason)
                    .log("channel was not told");
            if (!last) {
                throw e;
            }
        }
    }

    /** False when flip, check or channel were deleted meanwhile. */
    private boolean send(Pending pending) {
        Optional<Flip> flip = flips.find(pending.flipId());
        Optional<CheckView> check =
                flip.flatMap(found -> checks.find(found.change().checkId()));
        Optional<ChannelView> channel = channels.find(pending.channelId());
        if (check.isEmpty() || channel.isEmpty()) {
            return false;
        }
        Instant now = clock.instant();
        channels.kind(channel.get())
                .send(new Alert(
                        pending.id(),
                        flip.get(),
                        check.get(),
                        channel.get().name(),
                        channel.get().config(),
                        channel.get().signingSecret(),
                        deliveries.lastPing(check.get().id()).orElse(null),
                        now));
        return true;
    }
}
