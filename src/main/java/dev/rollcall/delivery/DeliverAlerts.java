package dev.rollcall.delivery;

import dev.rollcall.channel.Channels;
import dev.rollcall.delivery.AttemptStore.Note;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.log.RequestId;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes one delivery: sends outside any transaction, then notes how it went. */
@Component
public class DeliverAlerts {

    private static final Logger log = LoggerFactory.getLogger(DeliverAlerts.class);

    private final BatchedDeliveries attempts;
    private final FailedAttempts failures;
    private final DeliveryOrder turns;
    private final Channels channels;
    private final ObservationRegistry observations;
    private final Clock clock;
    private volatile boolean handingBack;

    DeliverAlerts(
            BatchedDeliveries attempts,
            FailedAttempts failures,
            DeliveryOrder turns,
            Channels channels,
            ObservationRegistry observations,
            Clock clock) {
        this.attempts = attempts;
        this.failures = failures;
        this.turns = turns;
        this.channels = channels;
        this.observations = observations;
        this.clock = clock;
    }

    /**
     * Makes the delivery unless it is finished or was deleted, or another comes first. May be called twice for one
     * delivery: a worker that died after sending could not note it, so the alert carries an id that does not change.
     *
     * @param lease the version of the queue's entry that was taken: see {@link BatchedDeliveries#sent}
     * @throws RuntimeException when the channel was not told and another attempt is due
     */
    public QueueEntry deliver(UUID id, long lease) {
        Optional<Attempt> due;
        try {
            due = attempts.due(id);
            Optional<QueueEntry> instead = due.flatMap(attempt -> turns.insteadOf(attempt, lease));
            if (due.isEmpty() || instead.isPresent()) {
                return instead.orElse(QueueEntry.REMOVE);
            }
        } catch (RuntimeException | Error e) {
            return failed(id, null, lease, e);
        }
        return RequestId.during(due.get().requestId(), () -> observed(due.get(), lease));
    }

    /** Breaks off what is being sent; from now on nothing that fails counts as an attempt. */
    void handBack() {
        handingBack = true;
        channels.abort();
    }

    private QueueEntry observed(Attempt attempt, long lease) {
        String requestId = attempt.requestId();
        Observation observation = Observation.createNotStarted("rollcall.delivery", observations)
                .highCardinalityKeyValue("request_id", requestId == null ? KeyValue.NONE_VALUE : requestId)
                .start();
        String result = "retry";
        try (Observation.Scope ignored = observation.openScope()) {
            QueueEntry entry = send(attempt, lease);
            result = "done";
            return entry;
        } finally {
            // Metrics and traces get this much and not the exception, whose text may hold the channel's address.
            observation.lowCardinalityKeyValue("result", result).stop();
        }
    }

    private QueueEntry send(Attempt attempt, long lease) {
        try {
            channels.kind(attempt.channel()).send(attempt.alert(clock.instant()));
        } catch (RuntimeException | Error e) {
            return failed(attempt.id(), attempt, lease, e);
        }
        noteSent(attempt, lease);
        return QueueEntry.LEAVE;
    }

    private QueueEntry failed(UUID id, @Nullable Attempt attempt, long lease, Throwable failure) {
        if (handingBack && !(failure instanceof VirtualMachineError)) {
            // We broke it off ourselves: it says nothing about the channel, and costs no attempt.
            return QueueEntry.LEAVE;
        }
        return failures.note(id, attempt, lease, failure);
    }

    private void noteSent(Attempt attempt, long lease) {
        Note note;
        try {
            note = attempts.sent(attempt.id(), lease);
        } catch (RuntimeException e) {
            if (handingBack) {
                return;
            }
            FailedAttempts.about(log.atWarn(), attempt.id(), attempt)
                    .addKeyValue("event", "delivery.unnoted")
                    .addKeyValue("reason", FailureReason.of(e))
                    .log("channel was told, and will be told again: that could not be noted");
            throw e;
        }
        if (note.isNews()) {
            FailedAttempts.about(log.atInfo(), attempt.id(), attempt)
                    .addKeyValue("event", "delivery.sent")
                    .log("channel was told");
        }
        if (!note.wasOurs()) {
            DeliveryConfiguration.superseded(attempt.id().toString());
        }
    }
}
