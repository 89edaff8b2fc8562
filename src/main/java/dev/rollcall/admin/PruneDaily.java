package dev.rollcall.admin;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import dev.rollcall.platform.process.WorkerProcess;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Prunes once a day in one of the workers, whichever takes it; its time is kept in the database. */
@Configuration(proxyBeanMethods = false)
@WorkerProcess
class PruneDaily {

    static final String TASK_NAME = "prune";

    /** When most of the world's jobs that run on the hour are over. */
    private static final LocalTime WHEN = LocalTime.of(3, 17);

    @Bean
    RecurringTask<Void> dailyPruning(Pruning pruning) {
        // What failed was logged, and is tried again the next day.
        return Tasks.recurring(TASK_NAME, Schedules.daily(ZoneOffset.UTC, WHEN))
                .execute((instance, context) -> pruning.run());
    }
}
