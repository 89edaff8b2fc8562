package dev.rollcall.audit;

import dev.rollcall.platform.database.Prunable;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Deletes entries older than AUDIT_RETENTION. */
@Component
class PruneAuditLog implements Prunable {

    private static final int BATCH_ROWS = 10_000;

    private final AuditStore entries;
    private final AuditSettings settings;
    private final Clock clock;

    PruneAuditLog(AuditStore entries, AuditSettings settings, Clock clock) {
        this.entries = entries;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "audit entries";
    }

    @Override
    public Batch prune(@Nullable String mark) {
        return entries.prune(mark, settings.keptSince(clock.instant()), BATCH_ROWS);
    }
}
