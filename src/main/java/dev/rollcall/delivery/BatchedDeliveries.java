package dev.rollcall.delivery;

import dev.rollcall.check.CheckView;
import dev.rollcall.check.Checks;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.delivery.AttemptStore.Completion;
import dev.rollcall.delivery.AttemptStore.Failed;
import dev.rollcall.delivery.AttemptStore.Failure;
import dev.rollcall.delivery.AttemptStore.PendingDelivery;
import dev.rollcall.delivery.AttemptStore.Sent;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Reads deliveries before they are sent and records them afterwards, in batches: the threads of a worker share
 * statements and commits.
 */
@Component
class BatchedDeliveries {

    private final AttemptStore store;
    private final Checks checks;
    private final Clock clock;
    private final CallBatcher<UUID, Attempt> reading = new CallBatcher<>("delivery-read", this::read);
    private final CallBatcher<Sent, Completion> completing = new CallBatcher<>("delivery-complete", this::complete);

    BatchedDeliveries(AttemptStore store, Checks checks, Clock clock) {
        this.store = store;
        this.checks = checks;
        this.clock = clock;
    }

    /** The delivery, unless it is finished or was deleted with its check or channel. */
    Optional<Attempt> due(UUID delivery) {
        return reading.ask(delivery);
    }

    /**
     * Records the delivery as sent and removes it from the queue.
     *
     * @param lease the version of the queue's entry, which changes whenever a worker takes it
     */
    Completion sent(UUID delivery, long lease) {
        return completing.ask(new Sent(delivery, lease)).orElseThrow();
    }

    /** See {@link AttemptStore#failed}. */
    Optional<Failed> failed(Failure failure) {
        return store.failed(failure, clock.instant());
    }

    private Map<UUID, Attempt> read(List<UUID> deliveries) {
        List<PendingDelivery> found = store.findPending(deliveries);
        Set<CheckId> named = found.stream().map(PendingDelivery::checkId).collect(Collectors.toSet());
        Map<CheckId, CheckView> known = checks.find(named);
        Map<UUID, Attempt> attempts = new HashMap<>();
        for (PendingDelivery pending : found) {
            CheckView check = known.get(pending.checkId());
            if (check != null) {
                attempts.put(pending.id(), new Attempt(pending, check));
            }
        }
        return attempts;
    }

    private Map<Sent, Completion> complete(List<Sent> sent) {
        return store.sent(sent, clock.instant());
    }
}
