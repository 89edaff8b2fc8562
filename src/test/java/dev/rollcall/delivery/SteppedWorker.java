package dev.rollcall.delivery;

import dev.rollcall.delivery.QueueStore.Taking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A worker without threads: it takes what is due and makes it when a test says so. */
final class SteppedWorker {

    private static final int MANY = 1_000;

    private final UUID worker = UUID.randomUUID();
    private final QueueStore queue;
    private final DueDeliveries due;
    private final DeliverAlerts alerts;

    SteppedWorker(QueueStore queue, DueDeliveries due, DeliverAlerts alerts) {
        this.queue = queue;
        this.due = due;
        this.alerts = alerts;
    }

    UUID id() {
        return worker;
    }

    /** Takes all that is due. */
    List<Attempt> take() {
        return take(MANY);
    }

    /** Takes what is due, again until nothing is held back. */
    List<Attempt> take(int limit) {
        List<Attempt> taken = new ArrayList<>();
        DueDeliveries.Due some;
        do {
            some = due.take(new Taking(worker, limit - taken.size(), null, Map.of(), MANY));
            taken.addAll(some.attempts());
        } while (some.isFewer() && taken.size() < limit);
        return taken;
    }

    /** Takes this delivery and no other; empty if it is not due or not its turn. */
    Optional<Attempt> take(UUID delivery) {
        List<Attempt> taken = take();
        handBack(
                taken.stream().filter(attempt -> !attempt.id().equals(delivery)).toList());
        return taken.stream().filter(attempt -> attempt.id().equals(delivery)).findFirst();
    }

    /** Hands back what it has not begun. */
    void handBack(List<Attempt> notBegun) {
        notBegun.stream()
                .map(Attempt::taken)
                .forEach(taken ->
                        queue.handBack(worker, List.of(taken), taken.heldUntil().minus(Leases.LENGTH)));
    }

    /** Takes this delivery and makes it. False if it is not due or not its turn. */
    boolean deliver(UUID delivery) {
        Optional<Attempt> taken = take(delivery);
        taken.ifPresent(alerts::deliver);
        return taken.isPresent();
    }

    /** Takes and makes deliveries until none is due. Returns how many attempts that were. */
    int work() {
        int made = 0;
        for (List<Attempt> taken = take(); !taken.isEmpty(); taken = take()) {
            taken.forEach(alerts::deliver);
            made += taken.size();
        }
        return made;
    }
}
