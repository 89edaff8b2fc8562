package dev.rollcall.flip;

import dev.rollcall.platform.ingress.AwaitedProof;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Lets web prove that requests arrive as soon as the sweep waits for it, so that an alert is not late. */
@Component
class SweepProof implements AwaitedProof {

    private final SweepStore sweeps;
    private final Clock clock;

    SweepProof(SweepStore sweeps, Clock clock) {
        this.sweeps = sweeps;
        this.clock = clock;
    }

    @Override
    public boolean isAwaited() {
        return sweeps.awaitsProof(clock.instant());
    }
}
