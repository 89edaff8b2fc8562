package dev.rollcall.delivery;

import dev.rollcall.check.CheckView;
import dev.rollcall.check.Checks;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.delivery.AttemptStore.Failed;
import dev.rollcall.delivery.AttemptStore.Failure;
import dev.rollcall.delivery.AttemptStore.Note;
import dev.rollcall.delivery.AttemptStore.Owed;
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
 * What a worker's threads read before they send and note after it. They do so together: the statements and the commit
 * that one delivery takes serve all that are under way.
 */
@Component
class BatchedDeliveries {

    private final AttemptStore store;
    private final Checks checks;
    private final Clock clock;
    private final CallBatcher<UUID, Attempt> reading = new CallBatcher<>("delivery-read", this::read);
    private final CallBatcher<Sent, Note> noting = new CallBatcher<>("delivery-note", this::note);

    BatchedDeliveries(AttemptStore store, Checks checks, Clock clock) {
        this.store = store;
        this.checks = checks;
        this.clock = clock;
    }

    /** The delivery, unless it is finished or gone with its check or channel. */
    Optional<Attempt> due(UUID delivery) {
        return reading.ask(delivery);
    }

    /**
     * Notes that the channel was told, and takes the delivery off the queue.
     *
     * @param lease the version of the queue's entry, which changes whenever somebody takes it
     */
    Note sent(UUID delivery, long lease) {
        return noting.ask(new Sent(delivery, lease)).orElseThrow();
    }

    /** See {@link AttemptStore#failed}. */
    Optional<Failed> failed(Failure failure) {
        return store.failed(failure, clock.instant());
    }

    private Map<UUID, Attempt> read(List<UUID> deliveries) {
        List<Owed> found = store.owed(deliveries);
        Set<CheckId> named = found.stream().map(Owed::checkId).collect(Collectors.toSet());
        Map<CheckId, CheckView> known = checks.find(named);
        Map<UUID, Attempt> attempts = new HashMap<>();
        for (Owed owed : found) {
            CheckView check = known.get(owed.checkId());
            if (check != null) {
                attempts.put(owed.id(), new Attempt(owed, check));
            }
        }
        return attempts;
    }

    private Map<Sent, Note> note(List<Sent> told) {
        return store.sent(told, clock.instant());
    }
}
