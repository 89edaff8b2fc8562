package dev.rollcall.channel;

import dev.rollcall.channel.AttemptStore.Note;
import dev.rollcall.platform.RequestId;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.stereotype.Component;

/** Makes one delivery: sends outside any transaction, then notes how it went. */
@Component
class DeliverAlerts {

    private static final Logger log = LoggerFactory.getLogger(DeliverAlerts.class);

    private final Attempts attempts;
    private final Channels channels;
    private final ObservationRegistry observations;
    private final Clock clock;
    private volatile boolean handingBack;

    DeliverAlerts(Attempts attempts, Channels channels, ObservationRegistry observations, Clock clock) {
        this.attempts = attempts;
        this.channels = channels;
        this.observations = observations;
        this.clock = clock;
    }

    /**
     * Makes the delivery unless it is finished or was deleted. May be called twice for one delivery: a worker that
     * died after sending could not note it, so the alert carries an id that does not change.
     *
     * @param lease the version of the queue's entry that was taken: see {@link Attempts#sent}
     * @return whether the queue's entry is still to be removed: not when noting the success took it along, and not
     *     when this worker stops and hands the delivery back as if it had not been taken
     * @throws RuntimeException when the channel was not told and another attempt is due
     */
    boolean deliver(UUID id, long lease) {
        try {
            return attempts.due(id).map(attempt -> make(attempt, lease)).orElse(true);
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

    private boolean make(Attempt attempt, long lease) {
        return RequestId.during(attempt.requestId(), () -> observed(attempt, lease));
    }

    private boolean observed(Attempt attempt, long lease) {
        String requestId = attempt.requestId();
        Observation observation = Observation.createNotStarted("rollcall.delivery", observations)
                .highCardinalityKeyValue("request_id", requestId == null ? KeyValue.NONE_VALUE : requestId)
                .start();
        String result = "retry";
        try (Observation.Scope ignored = observation.openScope()) {
            boolean left = send(attempt, lease);
            result = "done";
            return left;
        } finally {
            // Metrics and traces get this much and not the exception, whose text may hold the channel's address.
            observation.lowCardinalityKeyValue("result", result).stop();
        }
    }

    /** Whether the queue's entry is left to be removed. */
    private boolean send(Attempt attempt, long lease) {
        try {
            channels.kind(attempt.channel()).send(attempt.alert(clock.instant()));
        } catch (RuntimeException e) {
            if (handingBack || !noteFailed(attempt, lease, e)) {
                throw e;
            }
            return true;
        }
        noteSent(attempt, lease);
        return false;
    }

    private void noteSent(Attempt attempt, long lease) {
        Note note = attempts.sent(attempt.id(), lease);
        if (note.isNews()) {
            event(log.atInfo(), "delivery.sent", attempt).log("channel was told");
        }
        if (!note.wasOurs()) {
            DeliveryConfiguration.superseded(attempt.id().toString());
        }
    }

    /** Whether no other attempt of ours is due: it was the last, or another worker has taken the delivery. */
    private boolean noteFailed(Attempt attempt, long lease, RuntimeException e) {
        // Of an exception nobody foresaw, not the message: it may hold the channel's address.
        String reason = e instanceof DeliveryException
                ? String.valueOf(e.getMessage())
                : e.getClass().getSimpleName();
        boolean last = Backoff.isLast(attempt.number());
        if (!attempts.failed(attempt.id(), lease, reason, last)) {
            return true;
        }
        event(last ? log.atError() : log.atWarn(), last ? "delivery.given-up" : "delivery.failed", attempt)
                .addKeyValue("attempt", attempt.number())
                .addKeyValue("reason", reason)
                .log("channel was not told");
        return last;
    }

    private static LoggingEventBuilder event(LoggingEventBuilder event, String name, Attempt attempt) {
        return event.addKeyValue("event", name)
                .addKeyValue("delivery_id", attempt.id())
                .addKeyValue("flip_id", attempt.owed().flip().id())
                .addKeyValue("channel_id", attempt.channel().id());
    }
}
