package dev.rollcall.delivery;

import dev.rollcall.channel.Channels;
import dev.rollcall.delivery.AttemptStore.Completion;
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

/** Makes one delivery: sends it outside any transaction, then records the result. */
@Component
public class DeliverAlerts {

    private static final Logger log = LoggerFactory.getLogger(DeliverAlerts.class);

    private final BatchedDeliveries attempts;
    private final FailedAttempts failures;
    private final DeliveryOrder order;
    private final Channels channels;
    private final ObservationRegistry observations;
    private final Clock clock;
    private volatile boolean handingBack;

    DeliverAlerts(
            BatchedDeliveries attempts,
            FailedAttempts failures,
            DeliveryOrder order,
            Channels channels,
            ObservationRegistry observations,
            Clock clock) {
        this.attempts = attempts;
        this.failures = failures;
        this.order = order;
        this.channels = channels;
        this.observations = observations;
        this.clock = clock;
    }

    /**
     * Makes the delivery unless it is finished or was deleted, or an earlier one comes first. A delivery may be sent
     * twice, because a worker may die after sending and before recording it. So the alert has an id that stays the
     * same.
     *
     * @param lease the version of the queue's entry that was taken: see {@link BatchedDeliveries#sent}
     * @throws RuntimeException when the alert was not sent and another attempt is due
     */
    public QueueEntry deliver(UUID id, long lease) {
        Optional<Attempt> due;
        try {
            due = attempts.due(id);
            Optional<QueueEntry> instead = due.flatMap(attempt -> order.insteadOf(attempt, lease));
            if (due.isEmpty() || instead.isPresent()) {
                return instead.orElse(QueueEntry.REMOVE);
            }
        } catch (RuntimeException | Error e) {
            return failed(id, null, lease, e);
        }
        return RequestId.during(due.get().requestId(), () -> observed(due.get(), lease));
    }

    /** Aborts the calls under way. From now on failures do not count as attempts. */
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
            // Metrics and traces do not get the exception, because its message may hold the channel's address.
            observation.lowCardinalityKeyValue("result", result).stop();
        }
    }

    private QueueEntry send(Attempt attempt, long lease) {
        try {
            channels.kind(attempt.channel()).send(attempt.alert(clock.instant()));
        } catch (RuntimeException | Error e) {
            return failed(attempt.id(), attempt, lease, e);
        }
        recordSent(attempt, lease);
        return QueueEntry.LEAVE;
    }

    private QueueEntry failed(UUID id, @Nullable Attempt attempt, long lease, Throwable failure) {
        if (handingBack && !(failure instanceof VirtualMachineError)) {
            // We aborted it ourselves, so it says nothing about the channel and costs no attempt.
            return QueueEntry.LEAVE;
        }
        return failures.record(id, attempt, lease, failure);
    }

    private void recordSent(Attempt attempt, long lease) {
        Completion completion;
        try {
            completion = attempts.sent(attempt.id(), lease);
        } catch (RuntimeException e) {
            if (handingBack) {
                return;
            }
            FailedAttempts.withIds(log.atWarn(), attempt.id(), attempt)
                    .addKeyValue("event", "delivery.unnoted")
                    .addKeyValue("reason", FailureReason.of(e))
                    .log("alert was sent, but that could not be recorded; it will be sent again");
            throw e;
        }
        if (completion.isNew()) {
            FailedAttempts.withIds(log.atInfo(), attempt.id(), attempt)
                    .addKeyValue("event", "delivery.sent")
                    .log("alert was sent");
        }
        if (!completion.hadLease()) {
            DeliveryConfiguration.superseded(attempt.id().toString());
        }
    }
}
