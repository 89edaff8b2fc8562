package dev.rollcall.outage;

import dev.rollcall.flip.Flips;
import dev.rollcall.platform.database.Prunable;
import dev.rollcall.platform.worker.Outages;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Deletes outages that ended longer than FLIP_RETENTION ago, with their excuses. */
@Component
class PruneOutages implements Prunable {

    /** A small number, because each may have as many excuses as there are checks. */
    private static final int BATCH = 10;

    private final Outages outages;
    private final Flips flips;
    private final Clock clock;

    PruneOutages(Outages outages, Flips flips, Clock clock) {
        this.outages = outages;
        this.flips = flips;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "outages";
    }

    @Override
    public Batch prune(@Nullable String mark) {
        return Batch.upTo(BATCH, outages.deleteBefore(flips.keptSince(clock.instant()), BATCH));
    }
}
