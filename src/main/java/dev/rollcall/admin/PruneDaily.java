package dev.rollcall.admin;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import dev.rollcall.platform.process.WorkerProcess;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Prunes once a day, in whichever worker takes the task first. The database keeps the time of the next run. */
@Configuration(proxyBeanMethods = false)
@WorkerProcess
class PruneDaily {

    static final String TASK_NAME = "prune";

    /** Not on the hour, when many jobs run. */
    private static final LocalTime WHEN = LocalTime.of(3, 17);

    /** Workers compare times in the queue, so they use the common clock. */
    @Bean
    com.github.kagkarlsson.scheduler.Clock schedulerClock(Clock clock) {
        return clock::instant;
    }

    @Bean
    RecurringTask<Void> dailyPruning(Pruning pruning) {
        // Failures are logged, and tried again the next day.
        return Tasks.recurring(TASK_NAME, Schedules.daily(ZoneOffset.UTC, WHEN))
                .execute((instance, context) -> pruning.run());
    }
}
