package dev.rollcall.account.invitation;

import dev.rollcall.platform.database.Prunable;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Deletes invitations that have expired. */
@Component
class PruneInvitations implements Prunable {

    private static final int BATCH = 10_000;

    private final InvitationStore invitations;
    private final Clock clock;

    PruneInvitations(InvitationStore invitations, Clock clock) {
        this.invitations = invitations;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "invitations";
    }

    @Override
    public Batch prune(@Nullable String mark) {
        return Batch.upTo(BATCH, invitations.deleteExpired(clock.instant(), BATCH));
    }
}
