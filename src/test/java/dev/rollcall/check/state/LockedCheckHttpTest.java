package dev.rollcall.check.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.project.Projects;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** While another transaction holds a lock: which requests wait, how long, and which do not. */
@RollcallTest
@Timeout(300)
class LockedCheckHttpTest {

    /** More than the pool has connections. */
    private static final int CALLERS = 15;

    private static final int MORE_THAN_MAY_WAIT = 70;
    private static final String UPSERT = "{\"name\": \"Backup\", \"unique\": [\"name\"]}";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private DataSource dataSource;

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        project = fixtures.project();
    }

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    @Test
    void channelsAreLookedUpBeforeTheCheckIsLocked() {
        UUID check = fixtures.check(project, "{}");
        whileLocked(
                "SELECT 1 FROM check_states WHERE check_id = '" + check + "' FOR UPDATE",
                () -> assertThat(post("/api/v3/checks/" + check, "{\"channels\": \"nobody\"}"))
                        .hasStatus(400));
    }

    /** A transaction has a lock on each table that it has read. */
    @Test
    void channelsAreLookedUpBeforeAPingThatCreatesACheckLocksTheProject() {
        List<Future<Integer>> answers = new ArrayList<>();
        whileLocked(uniqueLock(), () -> {
            answers.add(callers.submit(() -> fixtures.http()
                    .get()
                    .uri("/ping/" + project.pingKey() + "/backup?create=1")
                    .exchange()
                    .getResponse()
                    .getStatus()));
            untilOneWaits();
            assertThat(tablesOfThoseThatWait()).contains("channels");
        });
        assertThat(answers).map(Future::get).containsExactly(201);
    }

    @Test
    void manyNamesOfManyChannelsAreLookedUpQuickly() {
        fixtures.jdbc().sql("""
                        INSERT INTO channels (id, project_id, kind, name, config, signing_secret, created_at)
                        SELECT gen_random_uuid(), :project, 'log', 'c' || n, '{}', 'whsec_' || n, now()
                        FROM generate_series(1, 3000) AS n
                        """).param("project", project.id().value()).update();
        String names = "c3000,".repeat(33_000) + "c1";
        UUID check = fixtures.check(project, "{}");
        post("/api/v3/checks/" + check, "{\"channels\": \"c1\"}");
        long start = System.nanoTime();
        assertThat(post("/api/v3/checks/" + check, "{\"channels\": \"" + names + "\"}"))
                .hasStatusOk();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void aStatementThatWaitsTooLongIsUnavailableForNow() {
        UUID check = fixtures.check(project, "{}");
        whileLocked("SELECT 1 FROM check_states WHERE check_id = '" + check + "' FOR UPDATE", () -> {
            long start = System.nanoTime();
            assertThat(post("/api/v3/checks/" + check + "/pause", ""))
                    .hasStatus(503)
                    .containsHeader("Retry-After");
            // Earlier than the socket timeout of 10 s, after which the server would still be working on it.
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofSeconds(7), Duration.ofMillis(9_900));
        });
    }

    @Test
    void waitingUpsertsLeaveConnectionsForOtherProjects() {
        Projects.NewProject other = fixtures.project();
        List<Future<Integer>> answers = new ArrayList<>();
        whileLocked(uniqueLock(), () -> {
            for (int caller = 0; caller < CALLERS; caller++) {
                answers.add(callers.submit(
                        () -> post("/api/v3/checks/", UPSERT).getResponse().getStatus()));
            }
            untilOneWaits();
            long start = System.nanoTime();
            assertThat(fixtures.call(HttpMethod.GET, "/api/v3/checks/", other.readWriteKey(), ""))
                    .hasStatusOk();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        });
        assertThat(answers).map(Future::get).allMatch(status -> status == 200 || status == 201 || status == 503);
        assertThat(post("/api/v3/checks/", UPSERT)).hasStatus(200);
    }

    @Test
    void upsertsBeyondTheLimitOfWaitingOnesAreRefusedAtOnce() {
        List<Future<Integer>> answers = new ArrayList<>();
        whileLocked(uniqueLock(), () -> {
            for (int caller = 0; caller < MORE_THAN_MAY_WAIT; caller++) {
                answers.add(callers.submit(
                        () -> post("/api/v3/checks/", UPSERT).getResponse().getStatus()));
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(2))
                    .until(() -> answers.stream().filter(Future::isDone).count() >= MORE_THAN_MAY_WAIT - 50);
        });
        assertThat(answers).map(Future::get).contains(503).allMatch(status -> status < 500 || status == 503);
    }

    private String uniqueLock() {
        return "SELECT pg_advisory_xact_lock(hashtextextended('checks of ' || '" + project.id() + "', 0))";
    }

    private void untilOneWaits() {
        Awaitility.await()
                .until(() -> fixtures.jdbc()
                        .sql("SELECT count(*) > 0 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                        .query(Boolean.class)
                        .single());
    }

    private List<String> tablesOfThoseThatWait() {
        return fixtures.jdbc().sql("""
                        SELECT has.relation::regclass::text
                        FROM pg_locks waits
                        JOIN pg_locks has ON has.pid = waits.pid AND has.locktype = 'relation'
                        WHERE waits.locktype = 'advisory' AND NOT waits.granted
                        """).query(String.class).list();
    }

    /** Does the work while a separate transaction holds the lock. */
    private void whileLocked(String lock, Runnable work) {
        try (Connection holder = dataSource.getConnection()) {
            holder.setAutoCommit(false);
            var jdbc = new JdbcTemplate(new SingleConnectionDataSource(holder, true));
            jdbc.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
            jdbc.execute(lock);
            try {
                work.run();
            } finally {
                holder.rollback();
            }
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private MvcTestResult post(String path, String body) {
        return fixtures.call(HttpMethod.POST, path, project.readWriteKey(), body);
    }
}
