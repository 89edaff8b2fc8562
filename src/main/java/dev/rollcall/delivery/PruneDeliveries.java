package dev.rollcall.delivery;

import dev.rollcall.flip.Flips;
import dev.rollcall.platform.database.Prunable;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Deletes deliveries that were finished longer than FLIP_RETENTION ago. Most are deleted with their flips. The rest
 * belong to flips that are kept because each is the latest of its check.
 */
@Component
class PruneDeliveries implements Prunable {

    private static final int BATCH_ROWS = 1_000;

    private final DeliveryStore deliveries;
    private final Flips flips;
    private final Clock clock;

    PruneDeliveries(DeliveryStore deliveries, Flips flips, Clock clock) {
        this.deliveries = deliveries;
        this.flips = flips;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "deliveries";
    }

    @Override
    public Batch prune(@Nullable String mark) {
        return deliveries.deleteFinished(mark, flips.keptSince(clock.instant()), BATCH_ROWS);
    }
}
