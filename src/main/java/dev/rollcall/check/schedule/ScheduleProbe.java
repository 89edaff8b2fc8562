package dev.rollcall.check.schedule;

import dev.rollcall.admin.Finding;
import dev.rollcall.admin.Probe;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Reports stored schedules that cannot be read or have no future run. Such a check never causes an alert. */
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
        long ended = 0;
        for (ScheduleStore.Use use : schedules.getObject().expressions()) {
            if (use.schedule() instanceof Unreadable) {
                unreadable += use.checks();
            } else if (use.schedule().nextAfter(now) == null) {
                ended += use.checks();
            }
        }
        if (unreadable > 0) {
            return List.of(Finding.broken(
                    name(),
                    unreadable + " checks have a schedule or time zone that this release cannot read"
                            + alsoEnded(ended),
                    FIND));
        }
        return List.of(
                ended > 0
                        ? Finding.warn(name(), ended + " checks have a schedule without a future run", FIND)
                        : Finding.ok(name(), "all are readable and have a future run"));
    }

    private static String alsoEnded(long ended) {
        return ended > 0 ? ", " + ended + " without a future run" : "";
    }
}
