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

/** Notes and logs every attempt that failed, whatever was thrown: a delivery that fails unseen would fail for ever. */
@Component
class FailedAttempts {

    private static final Logger log = LoggerFactory.getLogger(FailedAttempts.class);

    private final BatchedDeliveries attempts;

    FailedAttempts(BatchedDeliveries attempts) {
        this.attempts = attempts;
    }

    /**
     * Notes that an attempt failed. Returns what becomes of the queue's entry when no other attempt of ours is due: this
     * was the last, or another worker has taken the delivery.
     *
     * @param attempt null when it failed before it was read
     * @throws RuntimeException the failure itself, when another attempt is due
     * @throws VirtualMachineError the failure itself: the process is no longer sound, and whoever ends it must know
     */
    QueueEntry note(UUID id, @Nullable Attempt attempt, long lease, Throwable failure) {
        var failed = new Failure(id, lease, reason(failure), isForGood(failure));
        Optional<Failed> noted;
        try {
            noted = attempts.failed(failed);
        } catch (RuntimeException e) {
            // The database is away, most likely: the queue comes back to the delivery by its own count.
            about(log.atWarn(), id, attempt)
                    .addKeyValue("event", "delivery.failed")
                    .addKeyValue("reason", failed.reason())
                    .addKeyValue("unnoted", FailureReason.of(e))
                    .log("channel was not told, and that could not be noted");
            throw thrown(failure);
        }
        noted.ifPresent(count -> about(count.isLast() ? log.atError() : log.atWarn(), id, attempt)
                .addKeyValue("event", count.isLast() ? "delivery.given-up" : "delivery.failed")
                .addKeyValue("attempt", count.attempts())
                .addKeyValue("reason", failed.reason())
                .log("channel was not told"));
        if (failure instanceof VirtualMachineError
                || (noted.isPresent() && !noted.get().isLast())) {
            throw thrown(failure);
        }
        return QueueEntry.REMOVE;
    }

    /** Of an exception nobody foresaw, not the message: it may hold the channel's address. */
    private static String reason(Throwable failure) {
        return failure instanceof DeliveryException
                ? String.valueOf(failure.getMessage())
                : "unexpected failure: " + FailureReason.kind(failure);
    }

    private static boolean isForGood(Throwable failure) {
        return failure instanceof DeliveryException foreseen && foreseen.isForGood();
    }

    private static RuntimeException thrown(Throwable failure) {
        if (failure instanceof VirtualMachineError error) {
            throw error;
        }
        return failure instanceof RuntimeException exception ? exception : new IllegalStateException(failure);
    }

    /** Adds to an event which delivery it is about. */
    static LoggingEventBuilder about(LoggingEventBuilder event, UUID id, @Nullable Attempt attempt) {
        LoggingEventBuilder about = event.addKeyValue("delivery_id", id);
        return attempt == null
                ? about
                : about.addKeyValue("flip_id", attempt.owed().flip().id())
                        .addKeyValue("channel_id", attempt.channel().id());
    }
}
