package dev.rollcall.channel;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerStarter;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.rollcall.flip.FlipsRecorded;
import dev.rollcall.platform.SchemaCurrent;
import dev.rollcall.platform.WorkerProcess;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.event.TransactionalEventListener;

/** How db-scheduler works for us: at least once, retried with back-off, taken over from workers that died. */
@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

    static final String TASK = "deliverAlert";

    /** Given, not detected: detecting asks the database, which may be down when a process starts. */
    static final JdbcCustomization POSTGRES = new PostgreSqlJdbcCustomization(false, true);

    @Bean(TASK)
    Task<Void> deliverAlert(ObjectProvider<DeliverAlerts> deliverAlerts) {
        return Tasks.oneTime("deliver-alert", Void.class)
                .onDeadExecutionRevive()
                .onFailure((attempt, queue) -> queue.reschedule(
                        attempt,
                        attempt.getTimeDone().plus(Backoff.after(attempt.getExecution().consecutiveFailures + 1))))
                .execute((instance, context) -> deliverAlerts.getObject().deliver(UUID.fromString(instance.getId())));
    }

    @Configuration(proxyBeanMethods = false)
    @WorkerProcess
    static class Worker {

        @Bean
        DbSchedulerCustomizer schedulerCustomizer() {
            // Two workers may share a host name; what each has taken must be told apart.
            var name = new SchedulerName.Fixed("worker-" + UUID.randomUUID());
            return new DbSchedulerCustomizer() {
                @Override
                public Optional<SchedulerName> schedulerName() {
                    return Optional.of(name);
                }

                @Override
                public Optional<JdbcCustomization> jdbcCustomization() {
                    return Optional.of(POSTGRES);
                }
            };
        }

        /** Instead of the library's own starter, which would poll a table that may not be there yet. */
        @Bean
        WorkerStart startWhenSchemaIsCurrent(ObjectProvider<Scheduler> scheduler) {
            return new WorkerStart(scheduler);
        }
    }

    /** Starts the deliveries of a worker, and wakes them for flips that this very worker found. */
    static class WorkerStart implements DbSchedulerStarter {

        private final ObjectProvider<Scheduler> scheduler;

        WorkerStart(ObjectProvider<Scheduler> scheduler) {
            this.scheduler = scheduler;
        }

        @Override
        @EventListener(SchemaCurrent.class)
        public void doStart() {
            scheduler.getObject().start();
        }

        /** Once they are committed; the polling alone would find them up to half a second later. */
        @TransactionalEventListener(FlipsRecorded.class)
        void wake() {
            scheduler.getObject().triggerCheckForDueExecutions();
        }
    }
}
