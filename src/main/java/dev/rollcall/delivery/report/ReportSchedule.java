package dev.rollcall.delivery.report;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import dev.rollcall.platform.process.WorkerProcess;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Looks for reports that are due, in whichever worker takes the task first. The database keeps its time. */
@Configuration(proxyBeanMethods = false)
@WorkerProcess
class ReportSchedule {

    /** The offset of each time zone is a multiple of this, so eight o'clock is one of these times everywhere. */
    private static final Duration INTERVAL = Duration.ofMinutes(15);

    @Bean
    RecurringTask<Void> regularReports(SendReports reports) {
        return Tasks.recurring("send-reports", Schedules.daily(ZoneOffset.UTC, times()))
                .execute((instance, context) -> reports.run());
    }

    private static LocalTime[] times() {
        return Stream.iterate(LocalTime.MIDNIGHT, time -> time.plus(INTERVAL))
                .limit(Duration.ofDays(1).dividedBy(INTERVAL))
                .toArray(LocalTime[]::new);
    }
}
