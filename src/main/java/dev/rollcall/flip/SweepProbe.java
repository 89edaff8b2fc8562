package dev.rollcall.flip;

import dev.rollcall.admin.Finding;
import dev.rollcall.admin.Probe;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Whether silence is noticed in time: checks that the sweep should long have looked at. */
@Component
@Order(40)
class SweepProbe implements Probe {

    private final ObjectProvider<FlipStore> flips;
    private final Clock clock;

    SweepProbe(ObjectProvider<FlipStore> flips, Clock clock) {
        this.flips = flips;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "overdue checks";
    }

    @Override
    public List<Finding> examine() {
        Instant now = clock.instant();
        FlipStore.Backlog backlog = flips.getObject().backlog(now);
        if (backlog.oldest() == null) {
            return List.of(Finding.ok(name(), "none waits to be looked at"));
        }
        Duration lag = Duration.between(backlog.oldest(), now);
        String found = backlog.checks() + " waiting to be looked at, the first for " + lag.toSeconds() + " s";
        return List.of(
                Finding.backlog(name(), found, lag, "start more workers, or see in their log why they do not sweep"));
    }
}
