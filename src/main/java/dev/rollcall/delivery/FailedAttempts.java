package dev.rollcall.delivery;

import dev.rollcall.channel.DeliveryException;
import dev.rollcall.delivery.AttemptStore.Failed;
import dev.rollcall.delivery.AttemptStore.Failure;
import dev.rollcall.platform.log.FailureReason;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.stereotype.Component;

/** Records and logs every failed attempt, whatever was thrown. Otherwise a delivery could fail forever unseen. */
@Component
class FailedAttempts {

    private static final Logger log = LoggerFactory.getLogger(FailedAttempts.class);

    private final BatchedDeliveries attempts;

    FailedAttempts(BatchedDeliveries attempts) {
        this.attempts = attempts;
    }

    /**
     * Records a failed attempt. Returns what to do with the queue's entry when we make no further attempt, because this
     * was the last or another worker has taken the delivery.
     *
     * @param attempt null when the failure came before the delivery was read
     * @throws RuntimeException the failure itself, when another attempt is due
     * @throws VirtualMachineError the failure itself, because the process must then end
     */
    QueueEntry record(UUID id, @Nullable Attempt attempt, long lease, Throwable failure) {
        var failed = new Failure(id, lease, reason(failure), isPermanent(failure));
        Optional<Failed> recorded;
        try {
            recorded = attempts.failed(failed);
        } catch (RuntimeException e) {
            // The database is probably down. The queue retries the delivery by its own count of failures.
            withIds(log.atWarn(), id, attempt)
                    .addKeyValue("event", "delivery.failed")
                    .addKeyValue("reason", failed.reason())
                    .addKeyValue("unnoted", FailureReason.of(e))
                    .log("alert was not sent, and that could not be recorded");
            throw thrown(failure);
        }
        recorded.ifPresent(count -> withIds(count.isLast() ? log.atError() : log.atWarn(), id, attempt)
                .addKeyValue("event", count.isLast() ? "delivery.given-up" : "delivery.failed")
                .addKeyValue("attempt", count.attempts())
                .addKeyValue("reason", failed.reason())
                .log("alert was not sent"));
        if (failure instanceof VirtualMachineError
                || (recorded.isPresent() && !recorded.get().isLast())) {
            throw thrown(failure);
        }
        return QueueEntry.REMOVE;
    }

    /** Without the message of an unexpected exception, which may hold the channel's address. */
    private static String reason(Throwable failure) {
        return failure instanceof DeliveryException
                ? String.valueOf(failure.getMessage())
                : "unexpected failure: " + FailureReason.kind(failure);
    }

    private static boolean isPermanent(Throwable failure) {
        return failure instanceof DeliveryException expected && expected.isPermanent();
    }

    private static RuntimeException thrown(Throwable failure) {
        if (failure instanceof VirtualMachineError error) {
            throw error;
        }
        return failure instanceof RuntimeException exception ? exception : new IllegalStateException(failure);
    }

    /** Adds the ids of the delivery, its flip and its channel to an event. */
    static LoggingEventBuilder withIds(LoggingEventBuilder event, UUID id, @Nullable Attempt attempt) {
        LoggingEventBuilder identified = event.addKeyValue("delivery_id", id);
        return attempt == null
                ? identified
                : identified
                        .addKeyValue("flip_id", attempt.pending().flip().id())
                        .addKeyValue("channel_id", attempt.channel().id());
    }
}
