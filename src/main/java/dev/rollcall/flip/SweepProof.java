package dev.rollcall.flip;

import dev.rollcall.platform.ingress.AwaitedProof;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Tells web when the sweep waits for a proof that requests arrive. Web then proves it at once, so no alert is late. */
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
