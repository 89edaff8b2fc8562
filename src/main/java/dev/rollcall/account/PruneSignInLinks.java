package dev.rollcall.account;

import dev.rollcall.platform.database.Prunable;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Deletes links that have expired. */
@Component
class PruneSignInLinks implements Prunable {

    private static final int BATCH = 10_000;
    private static final String MORE = "more";

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
        int deleted = links.deleteExpired(clock.instant(), BATCH);
        return new Batch(deleted, deleted == BATCH ? MORE : null);
    }
}
