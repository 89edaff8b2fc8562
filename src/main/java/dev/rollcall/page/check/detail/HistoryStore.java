package dev.rollcall.page.check.detail;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.platform.database.SqlInstant;
import dev.rollcall.platform.process.WebProcess;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the history of a check. Everything is bounded, and the latest comes first. */
@Component
@WebProcess
class HistoryStore {

    private final JdbcClient jdbc;

    HistoryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The pings of a check before this number. */
    List<LoggedSignal> signals(CheckId check, long before, int limit) {
        return jdbc.sql("""
                        SELECT n, kind, received_at, duration_ms, exit_status, remote_address, user_agent,
                            octet_length(body) AS body_bytes
                        FROM pings
                        WHERE check_id = :check AND n < :before
                        ORDER BY n DESC
                        LIMIT :limit
                        """)
                .param("check", check.value())
                .param("before", before)
                .param("limit", limit)
                .query(HistoryStore::signal)
                .list();
    }

    /** The latest measured runs. */
    List<TimedRun> runs(CheckId check, int limit) {
        return jdbc.sql("""
                        SELECT received_at, kind, duration_ms
                        FROM pings
                        WHERE check_id = :check AND kind IN ('SUCCESS', 'FAIL') AND duration_ms IS NOT NULL
                        ORDER BY n DESC
                        LIMIT :limit
                        """)
                .param("check", check.value())
                .param("limit", limit)
                .query((row, n) -> new TimedRun(
                        instant(row, "received_at"),
                        Duration.ofMillis(row.getLong("duration_ms")),
                        row.getString("kind").equals("FAIL")))
                .list();
    }

    /** The latest flips of a check until then. */
    List<LoggedFlip> flips(CheckId check, Instant until, int limit) {
        // A flip for another reason names the latest ping too, which did not cause it.
        return jdbc.sql("""
                        SELECT f.id, f.from_status, f.to_status, f.reason, f.flipped_at, f.acknowledged_at,
                            CASE WHEN f.reason = 'FAIL' THEN p.exit_status END AS exit_status
                        FROM flips f
                        LEFT JOIN pings p ON p.check_id = f.check_id AND p.n = f.ping_n
                        WHERE f.check_id = :check AND f.flipped_at <= :until
                        ORDER BY f.flipped_at DESC, f.id DESC
                        LIMIT :limit
                        """)
                .param("check", check.value())
                .param("until", until.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query(HistoryStore::flip)
                .list();
    }

    /** The deliveries of the latest flips of a check. */
    List<LoggedDelivery> deliveries(CheckId check, int limit) {
        return jdbc.sql("""
                        SELECT c.id, c.name, c.kind, f.to_status, f.reason, d.status, d.attempts, d.last_error, d.created_at,
                            d.finished_at,
                            CASE WHEN d.status = 'PENDING' THEN coalesce(d.due_at, d.created_at) END AS next_attempt_at
                        FROM flips f
                        JOIN deliveries d ON d.flip_id = f.id
                        JOIN channels c ON c.id = d.channel_id
                        WHERE f.check_id = :check
                        ORDER BY f.flipped_at DESC, f.id DESC, d.id DESC
                        LIMIT :limit
                        """)
                .param("check", check.value())
                .param("limit", limit)
                .query(HistoryStore::delivery)
                .list();
    }

    /** The body of a ping; empty if there is no such ping or it has no body. */
    Optional<byte[]> body(CheckId check, long n) {
        return jdbc.sql("""
                        SELECT body
                        FROM pings
                        WHERE check_id = :check AND n = :n AND body IS NOT NULL
                        """)
                .param("check", check.value())
                .param("n", n)
                .query((row, i) -> row.getBytes("body"))
                .optional();
    }

    private static LoggedSignal signal(ResultSet row, int n) throws SQLException {
        @Nullable Long took = row.getObject("duration_ms", Long.class);
        return new LoggedSignal(
                row.getLong("n"),
                row.getString("kind"),
                instant(row, "received_at"),
                took == null ? null : Duration.ofMillis(took),
                row.getObject("exit_status", Integer.class),
                row.getString("remote_address"),
                row.getString("user_agent"),
                row.getObject("body_bytes", Integer.class));
    }

    private static LoggedFlip flip(ResultSet row, int n) throws SQLException {
        return new LoggedFlip(
                row.getLong("id"),
                CheckStatus.valueOf(row.getString("from_status")),
                CheckStatus.valueOf(row.getString("to_status")),
                StatusChange.Reason.valueOf(row.getString("reason")),
                instant(row, "flipped_at"),
                row.getObject("exit_status", Integer.class),
                SqlInstant.of(row, "acknowledged_at"));
    }

    private static LoggedDelivery delivery(ResultSet row, int n) throws SQLException {
        return new LoggedDelivery(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("kind"),
                CheckStatus.valueOf(row.getString("to_status")),
                StatusChange.Reason.valueOf(row.getString("reason")),
                row.getString("status"),
                row.getInt("attempts"),
                row.getString("last_error"),
                instant(row, "created_at"),
                SqlInstant.of(row, "finished_at"),
                SqlInstant.of(row, "next_attempt_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(SqlInstant.of(row, column));
    }
}
