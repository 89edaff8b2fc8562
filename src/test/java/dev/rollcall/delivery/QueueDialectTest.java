package dev.rollcall.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.TaskRepository;
import com.github.kagkarlsson.scheduler.TaskResolver;
import com.github.kagkarlsson.scheduler.event.SchedulerListeners;
import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepository;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import testing.Postgres;

class QueueDialectTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Postgres postgres = Postgres.shared();
    private final String database = postgres.newMigratedDatabase();
    private final AtomicInteger polls = new AtomicInteger();
    private final TaskRepository queue = queue("worker");

    /** As after quiet days: the planner's statistics say that the table is empty. */
    @BeforeEach
    void fillTheQueueBehindThePlannersBack() {
        postgres.executeIn(database, "ALTER TABLE scheduled_tasks SET (autovacuum_enabled = off)");
        postgres.executeIn(database, "VACUUM ANALYZE scheduled_tasks");
        postgres.executeIn(database, """
                INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                SELECT 'known', n, timestamptz '2026-01-01 11:00:00Z' + n * interval '1 second', false, 1
                FROM generate_series(1, 1000) n
                """);
    }

    @Test
    void noMoreIsTakenThanWasAskedForAndTheOldestFirst() {
        List<Execution> taken = queue.lockAndGetDue(NOON, 16);

        assertThat(taken)
                .extracting(Execution::getId)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 16).mapToObj(String::valueOf).toList());
        assertThat(taken).allSatisfy(entry -> {
            assertThat(entry.version).isEqualTo(2);
            assertThat(entry.pickedBy).isEqualTo("worker");
        });
        assertThat(picked()).isEqualTo(16);
    }

    @Test
    void anEntryThatIsNotDueIsLeft() {
        assertThat(queue.lockAndGetDue(Instant.parse("2026-01-01T11:00:03Z"), 16))
                .hasSize(3);
    }

    /** The heartbeat of an idle worker depends on it. */
    @Test
    void aPollThatFindsNothingIsReportedToo() {
        assertThat(queue.lockAndGetDue(Instant.parse("2026-01-01T10:00:00Z"), 16))
                .isEmpty();
        assertThat(polls).hasValue(1);
    }

    @Test
    void twoWorkersTakeDifferentEntriesUntilNothingIsLeft() {
        TaskRepository other = queue("other");
        List<Execution> taken = new ArrayList<>();
        int before;
        do {
            before = taken.size();
            taken.addAll(queue.lockAndGetDue(NOON, 70));
            taken.addAll(other.lockAndGetDue(NOON, 90));
        } while (taken.size() > before);

        assertThat(taken).hasSize(1000);
        assertThat(taken.stream().map(Execution::getId).collect(Collectors.toSet()))
                .hasSize(1000);
    }

    @Test
    void anEntryOfAnUnknownTaskIsLeftForAReleaseThatKnowsIt() {
        postgres.executeIn(
                database, "UPDATE scheduled_tasks SET task_name = 'of-a-later-release' WHERE task_instance::int <= 10");

        assertThat(queue.lockAndGetDue(NOON, 20)).hasSize(10);
        assertThat(queue.lockAndGetDue(NOON, 20)).hasSize(20);
        assertThat(picked()).isEqualTo(30);
    }

    private int picked() {
        return Integer.parseInt(postgres.strings(database, "SELECT count(*) FROM scheduled_tasks WHERE picked")
                .get(0));
    }

    private TaskRepository queue(String worker) {
        URI url = URI.create(database);
        String[] user = url.getUserInfo().split(":", 2);
        var dataSource = new DriverManagerDataSource(
                "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath(), user[0], user[1]);
        var task = Tasks.oneTime("known").execute((instance, context) -> {});
        var known = new TaskResolver(new SchedulerListeners(List.of()), () -> NOON, List.of(task));
        return new JdbcTaskRepository(
                dataSource,
                false,
                new QueueDialect(polls::incrementAndGet),
                JdbcTaskRepository.DEFAULT_TABLE_NAME,
                known,
                new SchedulerName.Fixed(worker),
                false,
                () -> NOON);
    }
}
