package dev.rollcall.ping;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.ping.PingRules.NumberedPing;
import dev.rollcall.platform.database.Prunable;
import dev.rollcall.platform.database.SqlArray;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** Writes the log of pings. */
@Component
class PingStore {

    /** Lower than the id of any check. */
    private static final String LOWEST_ID = new UUID(0, 0).toString();

    private final JdbcClient jdbc;

    PingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(List<NumberedPing> pings) {
        jdbc.sql("""
                        INSERT INTO pings (check_id, n, kind, received_at, scheme, method, remote_address, user_agent,
                            run_id, exit_status, duration_ms, body)
                        SELECT check_id, n, kind, received_at, scheme, method, remote_address, user_agent,
                            run_id, exit_status, duration_ms, body
                        FROM unnest(:checks, :numbers, :kinds, :instants, :schemes, :methods, :addresses, :agents,
                                :runs, :exits, :durations, :bodies)
                            AS u (check_id, n, kind, received_at, scheme, method, remote_address, user_agent,
                                run_id, exit_status, duration_ms, body)
                        """)
                .param(
                        "checks",
                        SqlArray.of("uuid", pings, row -> row.ping().checkId().value()))
                .param("numbers", SqlArray.of("bigint", pings, NumberedPing::n))
                .param(
                        "kinds",
                        SqlArray.of("text", pings, row -> row.ping().kind().name()))
                .param(
                        "instants",
                        SqlArray.of("timestamptz", pings, row -> row.ping().receivedAt()))
                .param(
                        "schemes",
                        SqlArray.of("text", pings, row -> row.ping().origin().scheme()))
                .param(
                        "methods",
                        SqlArray.of("text", pings, row -> row.ping().origin().method()))
                .param(
                        "addresses",
                        SqlArray.of("text", pings, row -> row.ping().origin().remoteAddress()))
                .param(
                        "agents",
                        SqlArray.of("text", pings, row -> row.ping().origin().userAgent()))
                .param("runs", SqlArray.of("uuid", pings, row -> row.ping().runId()))
                .param("exits", SqlArray.of("smallint", pings, row -> row.ping().exitStatus()))
                .param("durations", SqlArray.of("bigint", pings, NumberedPing::durationMillis))
                .param("bodies", new SqlArrayValue("bytea", (Object[])
                        pings.stream().map(row -> row.ping().body()).toArray(byte[][]::new)))
                .update();
    }

    /**
     * Looks at the next {@code checks} checks by id. Keeps the newest {@code keep} pings of each and deletes older
     * ones, at most {@code rows}. Skips rows that a recorder has locked, so neither waits for the other.
     */
    Prunable.Batch deleteSurplus(@Nullable String mark, int keep, int checks, int rows) {
        String from = mark == null ? LOWEST_ID : mark;
        return jdbc.sql("""
                        WITH looked AS (
                            SELECT check_id, ping_count
                            FROM check_states
                            WHERE check_id > :mark::uuid
                            ORDER BY check_id
                            LIMIT :checks
                        ), surplus AS (
                            SELECT p.check_id, p.n
                            FROM looked l
                            JOIN pings p ON p.check_id = l.check_id AND p.n <= l.ping_count - :keep
                            ORDER BY p.check_id, p.n
                            LIMIT :rows
                            FOR UPDATE OF p SKIP LOCKED
                        ), removed AS (
                            DELETE FROM pings p
                            USING surplus s
                            WHERE p.check_id = s.check_id AND p.n = s.n
                            RETURNING p.n
                        )
                        SELECT (SELECT count(*) FROM removed) AS deleted,
                            (SELECT check_id FROM looked ORDER BY check_id OFFSET :checks - 1) AS last
                        """)
                .param("mark", from)
                .param("keep", keep)
                .param("checks", checks)
                .param("rows", rows)
                // If the limit of rows was reached, the same checks may have more.
                .query((row, n) -> new Prunable.Batch(
                        row.getInt("deleted"), row.getInt("deleted") == rows ? from : row.getString("last")))
                .single();
    }

    /** Finds the runs that have started and not ended, among those with the run ids of these pings. */
    List<Run> runsUnderWay(List<Ping> ends) {
        return jdbc.sql("""
                        SELECT DISTINCT u.check_id, u.run_id, latest.received_at
                        FROM unnest(:checks, :runs) AS u (check_id, run_id)
                        CROSS JOIN LATERAL (
                            SELECT p.kind, p.received_at
                            FROM pings p
                            WHERE p.check_id = u.check_id AND p.run_id = u.run_id
                                AND p.kind IN ('START', 'SUCCESS', 'FAIL')
                            ORDER BY p.n DESC
                            LIMIT 1
                        ) latest
                        WHERE latest.kind = 'START'
                        """)
                .param(
                        "checks",
                        SqlArray.of("uuid", ends, ping -> ping.checkId().value()))
                .param("runs", SqlArray.of("uuid", ends, Ping::runId))
                .query((row, n) -> new Run(
                        new CheckId(row.getObject("check_id", UUID.class)),
                        row.getObject("run_id", UUID.class),
                        row.getObject("received_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Deletes the pings of each check up to and including the number at the same place in {@code numbers}. */
    void deleteUpTo(List<UUID> checks, List<Long> numbers) {
        jdbc.sql("""
                        DELETE FROM pings p
                        USING unnest(:checks, :numbers) AS u (check_id, n)
                        WHERE p.check_id = u.check_id AND p.n <= u.n
                        """)
                .param("checks", new SqlArrayValue("uuid", checks.toArray()))
                .param("numbers", new SqlArrayValue("bigint", numbers.toArray()))
                .update();
    }

    /** A run that has started. */
    record Run(CheckId check, UUID runId, Instant startedAt) {}
}
