package dev.rollcall.flip;

import dev.rollcall.platform.database.Prunable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Flips older than FLIP_RETENTION, and with them their deliveries; the latest of each check is kept. */
@Component
class PruneFlips implements Prunable {

    private static final int BATCH = 1_000;

    private final FlipStore flips;
    private final List<FlipUse> users;
    private final FlipSettings settings;
    private final Clock clock;

    PruneFlips(FlipStore flips, List<FlipUse> users, FlipSettings settings, Clock clock) {
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
        FlipStore.Outdated looked = flips.outdated(after, settings.keptSince(clock.instant()), BATCH);
        List<Long> outdated = new ArrayList<>(looked.ids());
        users.forEach(user -> outdated.removeAll(user.needed(looked.ids())));
        int deleted = outdated.isEmpty() ? 0 : flips.delete(outdated);
        return new Batch(deleted, looked.last() == null ? null : looked.last().toString());
    }
}
