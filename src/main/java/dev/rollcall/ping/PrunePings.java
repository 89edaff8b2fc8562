package dev.rollcall.ping;

import dev.rollcall.platform.database.Prunable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Deletes pings beyond PING_LOG_LIMIT. The recorder deletes them only now and then, and only for checks that are
 * pinged.
 */
@Component
class PrunePings implements Prunable {

    private static final int CHECKS = 500;
    private static final int ROWS = 2_000;

    private final PingStore pings;
    private final PingSettings settings;

    PrunePings(PingStore pings, PingSettings settings) {
        this.pings = pings;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "pings";
    }

    @Override
    public Batch prune(@Nullable String mark) {
        return pings.deleteSurplus(mark, settings.logLimit(), CHECKS, ROWS);
    }
}
