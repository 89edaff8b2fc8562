package dev.rollcall.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.delivery.QueueStore.Taking;
import dev.rollcall.delivery.backlog.BacklogStore;
import dev.rollcall.project.Projects;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.transaction.support.TransactionTemplate;

/** The backlog holds what a worker would take, and nothing else. */
@RollcallTest
class BacklogStoreTest {

    private static final int QUEUES = 200;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private BacklogStore backlogs;

    @Autowired
    private QueueStore queue;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void somethingIsDueWhenAWorkerWouldTakeSomething() {
        fixtures.clear();
        Projects.NewProject project = fixtures.project();
        assertThat(fixtures.call(HttpMethod.POST, "/api/v3/channels/", project.readWriteKey(), "{\"kind\": \"log\"}"))
                .hasStatus(201);
        UUID check = fixtures.check(project, "{\"channels\": \"*\"}");
        for (String signal : List.of("/fail", "", "/fail", "")) {
            fixtures.ping(check, signal);
        }
        int due = 0;
        for (int seed = 0; seed < QUEUES; seed++) {
            shuffle(new Random(seed));
            boolean isTaken = isTaken();
            assertThat(backlogs.counts(clock.instant()).oldest() != null)
                    .as("something is due with seed %d", seed)
                    .isEqualTo(isTaken);
            due += isTaken ? 1 : 0;
        }
        assertThat(due).as("queues in which something is due").isBetween(QUEUES / 10, QUEUES * 9 / 10);
    }

    /** Each delivery of the check is due, failed, or held back, as chance has it. Its channel may be paused. */
    private void shuffle(Random random) {
        List<UUID> ids = fixtures.jdbc()
                .sql("SELECT id FROM deliveries ORDER BY flip_id")
                .query(UUID.class)
                .list();
        boolean isDigest = random.nextInt(4) == 0;
        for (UUID id : ids) {
            fixtures.jdbc()
                    .sql("""
                            UPDATE deliveries
                            SET due_at = :due, attempts = :attempts, held_back_by = :reason, in_digest = :digest
                            WHERE id = :id
                            """)
                    .param("id", id)
                    .param("due", time(random.nextInt(-60, 61)))
                    .param("attempts", random.nextInt(3) == 0 ? 1 : 0)
                    .param("reason", random.nextInt(6) == 0 ? "SNOOZE" : null)
                    .param("digest", isDigest)
                    .update();
        }
        fixtures.jdbc().sql("DELETE FROM channel_health").update();
        if (random.nextInt(3) == 0) {
            fixtures.jdbc()
                    .sql("""
                            INSERT INTO channel_health (channel_id, failures, failing_since, last_error, paused_until)
                            SELECT DISTINCT channel_id, 5, CAST(:since AS timestamptz), 'refused', CAST(:until AS timestamptz)
                            FROM deliveries
                            """)
                    .param("since", time(-60))
                    .param("until", time(random.nextInt(-60, 61)))
                    .update();
        }
    }

    private boolean isTaken() {
        Instant now = clock.instant();
        return Boolean.TRUE.equals(transaction.execute(status -> {
            status.setRollbackOnly();
            return !queue.take(new Taking(UUID.randomUUID(), 10, null, Map.of(), 10), now, now.plusSeconds(10))
                    .isEmpty();
        }));
    }

    private Object time(int seconds) {
        return clock.instant().plusSeconds(seconds).atOffset(ZoneOffset.UTC);
    }
}
