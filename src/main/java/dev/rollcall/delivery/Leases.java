package dev.rollcall.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The deliveries that this worker holds. Their leases are renewed until they end; a dead worker's leases expire. */
@Component
class Leases {

    /** How long a lease lasts. Other workers take over the deliveries of a killed worker after this time. */
    static final Duration LENGTH = Duration.ofSeconds(10);

    /** Several renewals may fail before a lease expires. */
    static final Duration RENEWAL_INTERVAL = Duration.ofSeconds(2);

    /** Random, because two workers may have the same host name. */
    private final UUID worker = UUID.randomUUID();

    private final QueueStore queue;
    private final Clock clock;
    private final Map<UUID, Lease> leases = new ConcurrentHashMap<>();

    Leases(QueueStore queue, Clock clock) {
        this.queue = queue;
        this.clock = clock;
    }

    /** The name of this worker in the queue. */
    UUID worker() {
        return worker;
    }

    void add(Taken taken) {
        leases.put(taken.id(), new Lease(taken.version(), taken.heldUntil()));
    }

    void remove(Taken taken) {
        leases.computeIfPresent(taken.id(), (id, lease) -> lease.version == taken.version() ? null : lease);
    }

    /** Renews all leases by one statement. */
    void renew() {
        Set<UUID> held = Set.copyOf(leases.keySet());
        if (!held.isEmpty()) {
            Instant until = clock.instant().plus(LENGTH);
            queue.renew(worker, held, until)
                    .forEach(id -> leases.computeIfPresent(id, (same, lease) -> new Lease(lease.version, until)));
        }
    }

    /** Whether another worker may have taken this delivery, because its lease was not renewed in time. */
    boolean isExpired(Taken taken) {
        Lease lease = leases.getOrDefault(taken.id(), new Lease(taken.version(), taken.heldUntil()));
        return lease.version != taken.version() || !lease.until.isAfter(clock.instant());
    }

    /** Gives up every lease, so that other workers take these deliveries at once. Returns those that were not ended. */
    List<UUID> handBack() {
        Set<UUID> held = Set.copyOf(leases.keySet());
        return held.isEmpty() ? List.of() : queue.handBackBegun(worker, held, clock.instant());
    }

    /** Gives up these leases, of deliveries that were not begun. */
    void handBack(List<Taken> notBegun) {
        // Comes first, so the leases expire if the database is unavailable.
        notBegun.forEach(this::remove);
        queue.handBack(worker, notBegun, clock.instant());
    }

    private record Lease(long version, Instant until) {}
}
