package dev.rollcall.channel;

import dev.rollcall.channel.DeliveryStore.Pending;
import dev.rollcall.check.CheckView;
import dev.rollcall.check.Checks;
import dev.rollcall.flip.Flip;
import dev.rollcall.flip.Flips;
import dev.rollcall.platform.RequestId;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
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
    private final ObservationRegistry observations;
    private final Clock clock;
    private volatile boolean handingBack;

    DeliverAlerts(
            DeliveryStore deliveries,
            Flips flips,
            Checks checks,
            Channels channels,
            ObservationRegistry observations,
            Clock clock) {
        this.deliveries = deliveries;
        this.flips = flips;
        this.checks = checks;
        this.channels = channels;
        this.observations = observations;
        this.clock = clock;
    }

    /**
     * Makes the delivery unless it is finished or was deleted. May be called twice for one delivery: a worker that
     * died after sending could not note it, so the alert carries an id that does not change.
     *
     * @param lease the version of the queue's entry that was taken: see {@link DeliveryStore#failed}
     * @return false when this worker stops, and the delivery is to be handed back as if it had not been taken
     * @throws RuntimeException when the channel was not told and another attempt is due
     */
    boolean deliver(UUID id, long lease) {
        try {
            deliveries
                    .findPending(id)
                    .ifPresent(pending -> RequestId.during(pending.requestId(), () -> observed(pending, lease)));
            return true;
        } catch (RuntimeException e) {
            if (handingBack) {
                // We broke it off ourselves: it says nothing about the channel, and costs no attempt.
                return false;
            }
            throw e;
        }
    }

    /** Breaks off what is being sent; from now on nothing that fails counts as an attempt. */
    void handBack() {
        handingBack = true;
        channels.abort();
    }

    private void observed(Pending pending, long lease) {
        Observation observation = Observation.createNotStarted("rollcall.delivery", observations)
                .highCardinalityKeyValue(
                        "request_id", pending.requestId() == null ? KeyValue.NONE_VALUE : pending.requestId())
                .start();
        String result = "retry";
        try (Observation.Scope ignored = observation.openScope()) {
            attempt(pending, lease);
            result = "done";
        } finally {
            // Metrics and traces get this much and not the exception, whose text may hold the channel's address.
            observation.lowCardinalityKeyValue("result", result).stop();
        }
    }

    private void attempt(Pending pending, long lease) {
        try {
            if (send(pending)) {
                noteSent(pending);
            }
        } catch (DataAccessException | TransactionException e) {
            // Ours, not the receiver's: costs no attempt.
            throw e;
        } catch (RuntimeException e) {
            if (handingBack || !noteFailed(pending, lease, e)) {
                throw e;
            }
        }
    }

    private void noteSent(Pending pending) {
        if (deliveries.sent(pending.id(), clock.instant())) {
            log.atInfo()
                    .addKeyValue("event", "delivery.sent")
                    .addKeyValue("delivery_id", pending.id())
                    .addKeyValue("flip_id", pending.flipId())
                    .addKeyValue("channel_id", pending.channelId())
                    .log("channel was told");
        }
    }

    /** Whether no other attempt of ours is due: it was the last, or another worker has taken the delivery. */
    private boolean noteFailed(Pending pending, long lease, RuntimeException e) {
        // Of an exception nobody foresaw, not the message: it may hold the channel's address.
        String reason = e instanceof DeliveryException
                ? String.valueOf(e.getMessage())
                : e.getClass().getSimpleName();
        int attempt = pending.attempts() + 1;
        boolean last = Backoff.isLast(attempt);
        if (!deliveries.failed(pending.id(), lease, reason, last, clock.instant())) {
            return true;
        }
        (last ? log.atError() : log.atWarn())
                .addKeyValue("event", last ? "delivery.given-up" : "delivery.failed")
                .addKeyValue("delivery_id", pending.id())
                .addKeyValue("flip_id", pending.flipId())
                .addKeyValue("channel_id", pending.channelId())
                .addKeyValue("attempt", attempt)
                .addKeyValue("reason", reason)
                .log("channel was not told");
        return last;
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
