package dev.rollcall.account;

import dev.rollcall.platform.database.Prunable;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Deletes links that have expired. */
@Component
class PruneSignInLinks implements Prunable {

    private static final int BATCH = 10_000;

    private final SignInLinkStore links;
    private final Clock clock;

    PruneSignInLinks(SignInLinkStore links, Clock clock) {
        this.links = links;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "sign-in links";
    }

    @Override
    public Batch prune(@Nullable String mark) {
        return Batch.upTo(BATCH, links.deleteExpired(clock.instant(), BATCH));
    }
}
