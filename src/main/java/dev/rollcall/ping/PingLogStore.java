package dev.rollcall.ping;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckState;
import dev.rollcall.platform.database.SqlInstant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the log of pings for the API. */
@Component
class PingLogStore {

    /** A start and an end that are further apart do not belong to the same run. Healthchecks has the same limit. */
    private static final Duration MAX_RUN = Duration.ofDays(3);

    private final JdbcClient jdbc;

    PingLogStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Lists the pings of a check before this number, newest first. */
    List<PingLogEntry> before(CheckId check, long number, int limit) {
        // A run begins with the start just before its end, among the pings with the same run id or, for an end without
        // one, among those without a run id. If the start is no longer in the log, the duration that was measured when
        // the end arrived is used.
        return jdbc.sql("""
                        SELECT n, kind, received_at, scheme, method, remote_address, user_agent, run_id, exit_status,
                            duration_ms, body IS NOT NULL AS has_body,
                            CASE WHEN kind IN ('SUCCESS', 'FAIL') AND lag(kind) OVER run = 'START'
                                THEN lag(received_at) OVER run
                            END AS began_at
                        FROM pings
                        WHERE check_id = :check AND n < :number
                        WINDOW run AS (PARTITION BY run_id, kind IN ('LOG', 'IGNORED') ORDER BY n)
                        ORDER BY n DESC
                        LIMIT :limit
                        """)
                .param("check", check.value())
                .param("number", number)
                .param("limit", limit)
                .query(PingLogStore::ping)
                .list();
    }

    /** Returns the body of one ping; empty if there is no such ping or it has no body. */
    Optional<byte[]> body(CheckId check, long n) {
        return jdbc.sql("""
                        SELECT body
                        FROM pings
                        WHERE check_id = :check AND n = :n AND body IS NOT NULL
                        """)
                .param("check", check.value())
                .param("n", n)
                .query((row, at) -> row.getBytes("body"))
                .optional();
    }

    private static PingLogEntry ping(ResultSet row, int at) throws SQLException {
        Instant receivedAt = Objects.requireNonNull(SqlInstant.of(row, "received_at"));
        return new PingLogEntry(
                row.getLong("n"),
                PingKind.valueOf(row.getString("kind")),
                receivedAt,
                new Ping.Origin(
                        row.getString("scheme"),
                        row.getString("method"),
                        row.getString("remote_address"),
                        row.getString("user_agent"),
                        null,
                        null),
                row.getObject("run_id", UUID.class),
                row.getObject("exit_status", Integer.class),
                duration(SqlInstant.of(row, "began_at"), receivedAt, row.getObject("duration_ms", Long.class)),
                row.getBoolean("has_body"));
    }

    private static @Nullable Duration duration(@Nullable Instant beganAt, Instant endedAt, @Nullable Long measured) {
        Duration duration = beganAt != null
                ? CheckState.elapsed(beganAt, endedAt)
                : measured == null ? null : Duration.ofMillis(measured);
        return duration == null || duration.abs().compareTo(MAX_RUN) > 0 ? null : duration;
    }
}
