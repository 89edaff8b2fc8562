package dev.rollcall.delivery.notice;

import dev.rollcall.flip.Flips;
import dev.rollcall.platform.database.Prunable;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Deletes notices older than FLIP_RETENTION, with their deliveries. */
@Component
class PruneNotices implements Prunable {

    private static final int BATCH_ROWS = 1_000;

    private final NoticeStore notices;
    private final Flips flips;
    private final Clock clock;

    PruneNotices(NoticeStore notices, Flips flips, Clock clock) {
        this.notices = notices;
        this.flips = flips;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "notices";
    }

    @Override
    public Batch prune(@Nullable String mark) {
        return notices.prune(mark, flips.keptSince(clock.instant()), BATCH_ROWS);
    }
}
