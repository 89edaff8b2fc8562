package dev.rollcall.delivery;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps alerts in order. For one check and one channel they are sent in the order of the flips. When one has failed or
 * was held back and others wait behind it, the latest is sent in place of all. So the last alert that a receiver gets
 * is true.
 */
@Component
class DeliveryOrder {

    private static final Logger log = LoggerFactory.getLogger(DeliveryOrder.class);

    private final FoldStore folds;
    private final Results results;
    private final HealthStore health;
    private final Clock clock;

    DeliveryOrder(FoldStore folds, Results results, HealthStore health, Clock clock) {
        this.folds = folds;
        this.results = results;
        this.health = health;
        this.clock = clock;
    }

    /**
     * How many changes of status the alert stands for if it is to be sent now. Empty if it is outdated, which is
     * recorded, or if an earlier one was taken at the same time; then it was handed back.
     */
    OptionalInt turn(Attempt attempt) {
        Taken taken = attempt.taken();
        int changes = taken.turn().changes();
        if (taken.turn().isBehindOthers()) {
            Optional<FoldStore.Fold> fold = folds.fold(taken, clock.instant());
            if (fold.isEmpty()) {
                results.record(attempt, Result.notMade(taken, clock.instant()));
                health.endTrials(List.of(taken), clock.instant());
                return OptionalInt.empty();
            }
            fold.get().ended().forEach(DeliveryOrder::logOutdated);
            changes = fold.get().changes();
        }
        if (attempt.isOutdated()) {
            if (results.record(attempt, Result.outdated(taken, clock.instant()))) {
                logOutdated(taken.id());
                health.endTrials(List.of(taken), clock.instant());
            }
            return OptionalInt.empty();
        }
        // A late ping is no change of status, but its flip is counted.
        return OptionalInt.of(taken.saysLate() ? Math.max(1, changes - 1) : changes);
    }

    private static void logOutdated(UUID id) {
        log.atInfo()
                .addKeyValue("event", "delivery.outdated")
                .addKeyValue("delivery_id", id)
                .log("this alert is not sent, because it is no longer true or wanted, or tells nothing new");
    }
}
