package dev.rollcall.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.delivery.earlier.EarlierReleaseStore;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;

/** During a rolling deploy, processes of the release before queue deliveries in another table. */
@RollcallTest
class EarlierReleaseQueueTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private EarlierReleaseStore entries;

    @Autowired
    private QueueStore queue;

    @Autowired
    private DueDeliveries due;

    @Autowired
    private DeliverAlerts alerts;

    private SteppedWorker worker;
    private UUID check;

    @BeforeEach
    void makeCheck() {
        fixtures.clear();
        worker = new SteppedWorker(queue, due, alerts);
        Projects.NewProject project = fixtures.project();
        assertThat(fixtures.call(HttpMethod.POST, "/api/v3/channels/", project.readWriteKey(), "{\"kind\": \"log\"}"))
                .hasStatus(201);
        check = fixtures.check(project, "{\"channels\": \"*\"}");
        fixtures.ping(check, "/fail");
    }

    @Test
    void whatThatReleaseQueuedIsTakenOver() {
        queuedByThatRelease(false, Duration.ZERO);
        assertThat(worker.take()).isEmpty();

        assertThat(takeOver()).isEqualTo(1);
        assertThat(worker.work()).isEqualTo(1);

        assertThat(statuses()).containsExactly("SENT");
        assertThat(left()).isZero();
        assertThat(takeOver()).isZero();
    }

    @Test
    void whatAWorkerOfThatReleaseIsMakingIsLeftToItAndLaterOnesWait() {
        queuedByThatRelease(true, Duration.ofSeconds(9));
        assertThat(takeOver()).isZero();
        fixtures.ping(check, "");

        assertThat(worker.take()).isEmpty();

        clock.advance(Duration.ofSeconds(2));
        assertThat(takeOver()).as("its heartbeats are missing").isEqualTo(1);
        assertThat(worker.work()).isEqualTo(2);
        assertThat(statuses()).containsExactly("SENT", "SENT");
    }

    /** As each worker does once a second. */
    private int takeOver() {
        entries.keepOrder();
        return entries.move(clock.instant().minusSeconds(10), 500);
    }

    /** Leaves the delivery as the release before would write it. */
    private void queuedByThatRelease(boolean picked, Duration sinceHeartbeat) {
        jdbc.sql("""
                        INSERT INTO scheduled_tasks
                            (task_name, task_instance, execution_time, picked, last_heartbeat, version)
                        SELECT 'deliver-alert', id, due_at, :picked, :heartbeat, 1
                        FROM deliveries
                        """)
                .param("picked", picked)
                .param(
                        "heartbeat",
                        picked ? clock.instant().minus(sinceHeartbeat).atOffset(ZoneOffset.UTC) : null)
                .update();
        jdbc.sql("UPDATE deliveries SET due_at = NULL, check_id = NULL").update();
    }

    private List<String> statuses() {
        return jdbc.sql("SELECT status FROM deliveries ORDER BY flip_id")
                .query(String.class)
                .list();
    }

    private int left() {
        return jdbc.sql("SELECT count(*) FROM scheduled_tasks")
                .query(Integer.class)
                .single();
    }
}
