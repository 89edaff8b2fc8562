package dev.rollcall.delivery.backlog;

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

/** Checks whether alerts are sent in time: finds due deliveries that no worker has taken. */
@Component
@Order(41)
class DeliveryProbe implements Probe, Backlog {

    private final ObjectProvider<BacklogStore> backlogs;
    private final Clock clock;

    DeliveryProbe(ObjectProvider<BacklogStore> backlogs, Clock clock) {
        this.backlogs = backlogs;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "deliveries";
    }

    @Override
    public String subject() {
        return "deliveries";
    }

    @Override
    public Waiting waiting() {
        BacklogStore.Counts backlog = backlogs.getObject().counts(clock.instant());
        return new Waiting(backlog.due(), backlog.oldest());
    }

    @Override
    public List<Finding> examine() {
        Instant now = clock.instant();
        BacklogStore.Counts backlog = backlogs.getObject().counts(now);
        String others = count(backlog.retried(), "failed before and will be tried again (delivery.failed in the log)")
                + count(backlog.paused(), "wait for channels that fail (channel.failing in the log)")
                + count(backlog.heldBack(), "are held back on purpose (delivery.held-back in the log)");
        if (backlog.oldest() == null) {
            return List.of(Finding.ok(name(), "none is due" + others));
        }
        Duration lag = Duration.between(backlog.oldest(), now);
        String found = backlog.due() + " due, the first for " + lag.toSeconds() + " s" + others;
        return List.of(Finding.backlog(name(), found, lag, "start more workers, or raise WORKER_CONCURRENCY"));
    }

    private static String count(long deliveries, String why) {
        return deliveries == 0 ? "" : "; " + deliveries + " " + why;
    }
}
