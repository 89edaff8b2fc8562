package dev.rollcall.admin;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerStarter;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import dev.rollcall.platform.database.SchemaCurrent;
import dev.rollcall.platform.process.WorkerProcess;
import dev.rollcall.platform.thread.Threads;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Runs db-scheduler in workers, for work that recurs once per deploy, in whichever worker takes it first. It starts
 * when the schema is current; the library's own starter would use a table that may not exist yet.
 */
@Component
@WorkerProcess
class RecurringTasks implements DbSchedulerStarter, DbSchedulerCustomizer, SmartLifecycle {

    private final ObjectProvider<Scheduler> scheduler;
    private volatile boolean running;

    RecurringTasks(ObjectProvider<Scheduler> scheduler) {
        this.scheduler = scheduler;
    }

    /** Set explicitly, because detecting it needs the database, which may be down when a process starts. */
    @Override
    public Optional<JdbcCustomization> jdbcCustomization() {
        return Optional.of(new PostgreSqlJdbcCustomization(false, true));
    }

    @Override
    @EventListener(SchemaCurrent.class)
    public void doStart() {
        scheduler.getObject().start();
    }

    @Override
    public void start() {
        running = true;
    }

    /** On its own thread, because a hanging database may delay it longer than we can wait. */
    @Override
    public void stop() {
        running = false;
        Threads.start("recurring-tasks-stop", () -> scheduler.getObject().stop());
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
