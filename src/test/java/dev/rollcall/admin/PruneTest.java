package dev.rollcall.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.platform.database.Prunable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;

@RollcallTest
class PruneTest {

    private static final Duration LONG_AGO = Duration.ofDays(91);
    private static final Duration RECENTLY = Duration.ofDays(89);

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Pruning pruning;

    @Autowired
    private Prune prune;

    @Autowired
    private SettableClock clock;

    private UUID check = new UUID(0, 0);
    private UUID channel = new UUID(0, 0);

    @BeforeEach
    void makeCheckWithChannel() {
        fixtures.clear();
        jdbc.sql("TRUNCATE process_heartbeats").update();
        var project = fixtures.project();
        channel = UUID.fromString(fixtures.json(fixtures.call(
                        HttpMethod.POST, "/api/v3/channels/", project.readWriteKey(), "{\"kind\": \"log\"}"))
                .get("id")
                .asString());
        check = fixtures.check(project, "{\"channels\": \"*\"}");
    }

    @Test
    void flipsPastTheirRetentionAreDeletedWithTheirDeliveriesExceptTheLatest() {
        long first = flip(LONG_AGO.plusHours(2));
        delivery(first, "SENT", LONG_AGO);
        long second = flip(LONG_AGO.plusHours(1));
        long latest = flip(LONG_AGO);

        assertThat(pruned()).containsEntry("flips", 2L);
        assertThat(ids("flips")).containsExactly(latest).doesNotContain(first, second);
        assertThat(count("deliveries")).isZero();
    }

    @Test
    void flipsWithinTheirRetentionAreKept() {
        long recent = flip(RECENTLY);
        long latest = flip(Duration.ZERO);
        assertThat(pruned()).containsEntry("flips", 0L);
        assertThat(ids("flips")).containsExactly(recent, latest);
    }

    @Test
    void aLateFlipGoesAndNeverCountsAsTheLatest() {
        long latest = flip(LONG_AGO.plusHours(3));
        late(LONG_AGO.plusHours(2));
        long recent = late(RECENTLY);

        assertThat(pruned()).containsEntry("flips", 1L);
        assertThat(ids("flips")).containsExactly(latest, recent);
    }

    @Test
    void anImportedFlipWithAHighIdIsDeletedByItsAge() {
        long latest = flip(Duration.ZERO);
        flip(LONG_AGO);
        assertThat(pruned()).containsEntry("flips", 1L);
        assertThat(ids("flips")).containsExactly(latest);
    }

    @Test
    void aFlipWithAPendingDeliveryIsKept() {
        long owed = flip(LONG_AGO);
        delivery(owed, "PENDING", LONG_AGO);
        flip(Duration.ZERO);
        assertThat(pruned()).containsEntry("flips", 0L).containsEntry("deliveries", 0L);
        assertThat(ids("flips")).contains(owed);
    }

    @Test
    void aFinishedDeliveryIsDeletedEvenIfItsFlipIsTheLatest() {
        delivery(flip(LONG_AGO), "FAILED", LONG_AGO);
        assertThat(pruned()).containsEntry("flips", 0L).containsEntry("deliveries", 1L);
    }

    @Test
    void pingsBeyondTheLimitAreDeletedAndTheNewestAreKept() {
        // More than one batch of rows; PING_LOG_LIMIT is 20 in these tests.
        pings(4_500);
        assertThat(pruned()).containsEntry("pings", 4_480L);
        assertThat(jdbc.sql("SELECT min(n) FROM pings").query(Long.class).single())
                .isEqualTo(4_481);
        assertThat(pruned()).containsEntry("pings", 0L);
    }

    @Test
    void processesNotSeenForADayAreDeleted() {
        heartbeat(Duration.ofHours(25));
        heartbeat(Duration.ofHours(23));
        assertThat(pruned()).containsEntry("process heartbeats", 1L);
    }

    @Test
    void pruningContinuesUntilTheLastBatch() {
        jdbc.sql("""
                        INSERT INTO flips (check_id, from_status, to_status, reason, flipped_at)
                        SELECT :check, 'UP', 'DOWN', 'FAIL', :at::timestamptz + n * interval '1 second'
                        FROM generate_series(1, 2500) AS n
                        """).param("check", check).param("at", at(LONG_AGO)).update();
        assertThat(pruned()).containsEntry("flips", 2_499L);
    }

    @Test
    void theTaskListsWhatItDeleted() {
        assertThat(((TaskResult.Rows) prune.run(new TaskOptions(Map.of()))).rows())
                .extracting(row -> String.valueOf(row.get(0)))
                .containsExactly(
                        "audit entries",
                        "deliveries",
                        "flips",
                        "invitations",
                        "keys",
                        "maintenance windows",
                        "notices",
                        "outages",
                        "pings",
                        "process heartbeats",
                        "sessions",
                        "sign-in attempts",
                        "sign-in links");
    }

    @Test
    void aKindThatFailsIsNamedAndTheOthersAreStillPruned() {
        Prunable broken = prunable("a", mark -> {
            throw new IllegalStateException("disk full");
        });
        Prunable fine = prunable("b", mark -> new Prunable.Batch(3, mark == null ? "1" : null));

        var result = (TaskResult.Failed) new Prune(new Pruning(List.of(fine, broken))).run(new TaskOptions(Map.of()));

        assertThat(result.reason()).isEqualTo("a: disk full");
        assertThat(((TaskResult.Rows) result.result()).rows()).hasToString("[[a, 0], [b, 6]]");
    }

    @Test
    void anInterruptEndsPruningAfterTheCurrentBatch() {
        Prunable endless = prunable("endless", mark -> {
            Thread.currentThread().interrupt();
            return new Prunable.Batch(1, "more");
        });
        assertThat(new Pruning(List.of(endless)).run()).containsExactly(new Pruning.Pruned("endless", 1, null));
        assertThat(Thread.interrupted()).isTrue();
    }

    private Map<String, Long> pruned() {
        return pruning.run().stream().collect(Collectors.toMap(Pruning.Pruned::name, Pruning.Pruned::deleted));
    }

    private long flip(Duration ago) {
        return flip(ago, "DOWN", "FAIL");
    }

    private long late(Duration ago) {
        return flip(ago, "UP", "LATE");
    }

    private long flip(Duration ago, String to, String reason) {
        return jdbc.sql("""
                        INSERT INTO flips (check_id, from_status, to_status, reason, flipped_at)
                        VALUES (:check, 'UP', :to, :reason, :at)
                        RETURNING id
                        """)
                .param("check", check)
                .param("to", to)
                .param("reason", reason)
                .param("at", at(ago))
                .query(Long.class)
                .single();
    }

    private void delivery(long flip, String status, Duration ago) {
        jdbc.sql("""
                        INSERT INTO deliveries (id, flip_id, channel_id, status, created_at, finished_at)
                        VALUES (gen_random_uuid(), :flip, :channel, :status, :at,
                            CASE WHEN :status <> 'PENDING' THEN :at::timestamptz END)
                        """)
                .param("flip", flip)
                .param("channel", channel)
                .param("status", status)
                .param("at", at(ago))
                .update();
    }

    private void pings(int count) {
        jdbc.sql("""
                        INSERT INTO pings (check_id, n, kind, received_at, scheme, method)
                        SELECT :check, n, 'SUCCESS', :at, 'http', 'GET'
                        FROM generate_series(1, :count) AS n
                        """)
                .param("check", check)
                .param("at", at(Duration.ZERO))
                .param("count", count)
                .update();
        jdbc.sql("UPDATE check_states SET ping_count = :count WHERE check_id = :check")
                .param("count", count)
                .param("check", check)
                .update();
    }

    private void heartbeat(Duration ago) {
        jdbc.sql("""
                        INSERT INTO process_heartbeats (process_id, type, release, started_at, seen_at)
                        VALUES (gen_random_uuid(), 'WORKER', 'v1', :at, :at)
                        """).param("at", at(ago)).update();
    }

    private List<Long> ids(String table) {
        return jdbc.sql("SELECT id FROM " + table + " ORDER BY id")
                .query(Long.class)
                .list();
    }

    private long count(String table) {
        return jdbc.sql("SELECT count(*) FROM " + table).query(Long.class).single();
    }

    private Object at(Duration ago) {
        Instant then = clock.instant().minus(ago);
        return then.atOffset(ZoneOffset.UTC);
    }

    private static Prunable prunable(String name, Batches batches) {
        return new Prunable() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Batch prune(@Nullable String mark) {
                return batches.after(mark);
            }
        };
    }

    /** The work of a {@link Prunable} in a test. */
    @FunctionalInterface
    private interface Batches {
        Prunable.Batch after(@Nullable String mark);
    }
}
