package dev.rollcall.delivery;

import com.github.kagkarlsson.scheduler.TaskResolver.UnresolvedTask;
import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepositoryContext;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.Execution;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * The SQL dialect of db-scheduler for Postgres, with our own statement for taking due entries. It is set explicitly,
 * because detecting it needs the database, which may be down when a process starts.
 */
final class QueueDialect extends PostgreSqlJdbcCustomization {

    // The library's statement joins the table with the locked rows. Right after a burst, when the planner's statistics
    // still
    // say that the table is empty, that join runs the locking part once for each row: it becomes slower with each
    // waiting
    // row, and takes more rows than the limit. Selecting rows by ctid needs no join and no statistics.
    private static final String TAKE_DUE = """
            WITH taken AS (
                UPDATE scheduled_tasks
                SET picked = true, picked_by = ?, last_heartbeat = ?, version = version + 1
                WHERE ctid = ANY (ARRAY(
                    SELECT ctid
                    FROM scheduled_tasks
                    WHERE NOT picked AND execution_time <= ? AND task_name <> ALL (?)
                    ORDER BY execution_time
                    LIMIT ?
                    FOR UPDATE SKIP LOCKED
                ))
                RETURNING task_name, task_instance, task_data, execution_time, picked, picked_by, last_success,
                    last_failure, consecutive_failures, last_heartbeat, version, priority
            )
            SELECT task_name, task_instance, task_data, execution_time, picked, picked_by, last_success,
                last_failure, consecutive_failures, last_heartbeat, version, priority
            FROM taken
            ORDER BY execution_time
            """;

    private final Runnable polled;

    /** @param polled called after each poll of the queue, also if nothing was due */
    QueueDialect(Runnable polled) {
        super(false, true);
        this.polled = polled;
    }

    @Override
    public List<Execution> lockAndFetchSingleStatement(
            JdbcTaskRepositoryContext queue, Instant now, int limit, boolean orderByPriority) {
        List<Execution> due = queue.jdbcRunner.query(
                TAKE_DUE, statement -> set(statement, queue, now, limit), queue.resultSetMapper.get());
        polled.run();
        return due;
    }

    private void set(PreparedStatement statement, JdbcTaskRepositoryContext queue, Instant now, int limit)
            throws SQLException {
        Object[] unknownHere = queue.taskResolver.getUnresolved().stream()
                .map(UnresolvedTask::getTaskName)
                .toArray();
        statement.setString(1, queue.schedulerName.getName());
        setInstant(statement, 2, now);
        setInstant(statement, 3, now);
        statement.setArray(4, statement.getConnection().createArrayOf("text", unknownHere));
        statement.setInt(5, limit);
    }
}
