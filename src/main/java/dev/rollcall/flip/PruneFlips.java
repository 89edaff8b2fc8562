package dev.rollcall.flip;

import dev.rollcall.platform.database.Prunable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Deletes flips older than FLIP_RETENTION, with their deliveries. Keeps the latest change of status of each check, and
 * flips that another module still needs ({@link FlipUse}).
 */
@Component
class PruneFlips implements Prunable {

    private static final int BATCH = 1_000;

    private final FlipPruneStore flips;
    private final List<FlipUse> users;
    private final FlipSettings settings;
    private final Clock clock;

    PruneFlips(FlipPruneStore flips, List<FlipUse> users, FlipSettings settings, Clock clock) {
        this.flips = flips;
        this.users = users;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "flips";
    }

    @Override
    @Transactional
    public Batch prune(@Nullable String mark) {
        long after = mark == null ? 0 : Long.parseLong(mark);
        FlipPruneStore.Outdated outdated = flips.outdated(after, settings.keptSince(clock.instant()), BATCH);
        List<Long> unused = new ArrayList<>(outdated.ids());
        users.forEach(user -> unused.removeAll(user.needed(outdated.ids())));
        int deleted = unused.isEmpty() ? 0 : flips.delete(unused);
        return new Batch(
                deleted, outdated.last() == null ? null : outdated.last().toString());
    }
}
