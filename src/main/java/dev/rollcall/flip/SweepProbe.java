package dev.rollcall.flip;

import dev.rollcall.admin.Finding;
import dev.rollcall.admin.Probe;
import dev.rollcall.platform.worker.Backlog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Reports checks that the sweep should have looked at long ago. */
@Component
@Order(40)
class SweepProbe implements Probe, Backlog {

    private final ObjectProvider<SweepStore> sweeps;
    private final Clock clock;

    SweepProbe(ObjectProvider<SweepStore> sweeps, Clock clock) {
        this.sweeps = sweeps;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "overdue checks";
    }

    @Override
    public String subject() {
        return "checks";
    }

    @Override
    public Waiting waiting() {
        return sweeps.getObject().backlog(clock.instant());
    }

    @Override
    public List<Finding> examine() {
        Instant now = clock.instant();
        Waiting waiting = sweeps.getObject().backlog(now);
        if (waiting.since() == null) {
            return List.of(Finding.ok(name(), "no check waits for the sweep"));
        }
        Duration lag = Duration.between(waiting.since(), now);
        String found = waiting.count() + " waiting for the sweep, the oldest for " + lag.toSeconds() + " s";
        return List.of(
                Finding.backlog(name(), found, lag, "start more workers, or find in their log why they do not sweep"));
    }
}
