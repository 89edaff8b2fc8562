package dev.rollcall.delivery;

import dev.rollcall.delivery.DeliveryOrderStore.Predecessors;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps alerts in order. For one check and one channel they are sent in the order of the flips, and a failed one is not
 * retried after the check has changed status. So the last alert that a receiver gets is the latest.
 */
@Component
class DeliveryOrder {

    private static final Logger log = LoggerFactory.getLogger(DeliveryOrder.class);

    private final DeliveryOrderStore store;
    private final Clock clock;

    DeliveryOrder(DeliveryOrderStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** What to do with the queue's entry instead of an attempt; empty when it is the delivery's turn. */
    Optional<QueueEntry> insteadOf(Attempt attempt, long lease) {
        if (attempt.pending().isBehindAnother()) {
            Predecessors earlier = store.endPredecessors(attempt.id(), clock.instant());
            earlier.ended().forEach(DeliveryOrder::logOutdated);
            if (!earlier.areDone()) {
                return Optional.of(QueueEntry.PUT_OFF);
            }
        }
        if (attempt.pending().isOutdated()) {
            if (store.outdated(attempt.id(), lease, clock.instant())) {
                logOutdated(attempt.id());
            }
            return Optional.of(QueueEntry.REMOVE);
        }
        return Optional.empty();
    }

    private static void logOutdated(UUID id) {
        log.atInfo()
                .addKeyValue("event", "delivery.outdated")
                .addKeyValue("delivery_id", id)
                .log("an attempt failed, and the check has changed status since");
    }
}
