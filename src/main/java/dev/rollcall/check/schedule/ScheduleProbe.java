package dev.rollcall.check.schedule;

import dev.rollcall.admin.Finding;
import dev.rollcall.admin.Probe;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Whether every stored schedule can be read and has a run to come: a check without one never makes an alert. */
@Component
@Order(42)
class ScheduleProbe implements Probe {

    private static final String FIND =
            "find them in the list of checks by schedule_problem, then change or delete them";

    private final ObjectProvider<ScheduleStore> schedules;
    private final Clock clock;

    ScheduleProbe(ObjectProvider<ScheduleStore> schedules, Clock clock) {
        this.schedules = schedules;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "schedules";
    }

    @Override
    public List<Finding> examine() {
        Instant now = clock.instant();
        long unreadable = 0;
        long over = 0;
        for (ScheduleStore.Use use : schedules.getObject().expressions()) {
            if (use.schedule() instanceof Unreadable) {
                unreadable += use.checks();
            } else if (use.schedule().nextAfter(now) == null) {
                over += use.checks();
            }
        }
        if (unreadable > 0) {
            return List.of(Finding.broken(
                    name(),
                    unreadable + " checks have a schedule or time zone that this release cannot read" + alsoOver(over),
                    FIND));
        }
        return List.of(
                over > 0
                        ? Finding.warn(name(), over + " checks have a schedule without a future run", FIND)
                        : Finding.ok(name(), "all can be read and have a run to come"));
    }

    private static String alsoOver(long over) {
        return over > 0 ? ", " + over + " without a future run" : "";
    }
}
