package dev.rollcall.whatif;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange.Reason;
import dev.rollcall.platform.database.SqlInstant;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.whatif.PastEvent.Away;
import dev.rollcall.whatif.PastEvent.ChangedByUser;
import dev.rollcall.whatif.PastEvent.Pinged;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the history of a check. */
@Component
@WebProcess
class PastStore {

    /** The largest PING_LOG_LIMIT; a few more are stored until they are deleted. */
    static final int MAX_PINGS = 10_000;

    private final JdbcClient jdbc;

    PastStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The stored pings without their bodies, oldest first. */
    List<Pinged> pings(CheckId check) {
        return jdbc.sql("""
                        SELECT n, kind, received_at, run_id, duration_ms, remote_address
                        FROM (
                            SELECT n, kind, received_at, run_id, duration_ms, remote_address
                            FROM pings
                            WHERE check_id = :check
                            ORDER BY n DESC
                            LIMIT :limit
                        ) latest
                        ORDER BY n
                        """)
                .param("check", check.value())
                .param("limit", MAX_PINGS)
                .query(PastStore::ping)
                .list();
    }

    /** The status that the last flip before this time left; empty if no flip is that old. */
    Optional<CheckStatus> statusBefore(CheckId check, Instant at) {
        return jdbc.sql("""
                        SELECT to_status
                        FROM flips
                        WHERE check_id = :check AND flipped_at < :at
                        ORDER BY flipped_at DESC, id DESC
                        LIMIT 1
                        """)
                .param("check", check.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, n) -> CheckStatus.valueOf(row.getString("to_status")))
                .optional();
    }

    /** When people paused and resumed the check since this time. */
    List<ChangedByUser> userChanges(CheckId check, Instant from) {
        return jdbc.sql("""
                        SELECT flipped_at, to_status
                        FROM flips
                        WHERE check_id = :check AND reason = 'USER' AND flipped_at >= :from
                        ORDER BY flipped_at, id
                        """)
                .param("check", check.value())
                .param("from", from.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new ChangedByUser(
                        instant(row, "flipped_at"),
                        CheckStatus.valueOf(row.getString("to_status")) == CheckStatus.PAUSED))
                .list();
    }

    /** The flips of the check since this time that alerted people, oldest first. */
    List<ReplayedAlert> alerts(CheckId check, Instant from) {
        return jdbc.sql("""
                        SELECT flipped_at, to_status, reason
                        FROM flips
                        WHERE check_id = :check
                            AND flipped_at >= :from
                            AND (to_status = 'DOWN' OR reason = 'LATE' OR (from_status = 'DOWN' AND to_status = 'UP'))
                        ORDER BY flipped_at, id
                        """)
                .param("check", check.value())
                .param("from", from.atOffset(ZoneOffset.UTC))
                .query(PastStore::alert)
                .list();
    }

    /** The outages of Rollcall that ended between these times. */
    List<Away> outages(Instant from, Instant until) {
        return jdbc.sql("""
                        SELECT began_at, ended_at
                        FROM outages
                        WHERE ended_at > :from AND ended_at <= :until
                        ORDER BY ended_at
                        """)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Away(instant(row, "began_at"), instant(row, "ended_at")))
                .list();
    }

    private static Pinged ping(ResultSet row, int n) throws SQLException {
        return new Pinged(
                row.getLong("n"),
                Pinged.Kind.valueOf(row.getString("kind")),
                instant(row, "received_at"),
                row.getObject("run_id", UUID.class),
                duration(row.getObject("duration_ms", Long.class)),
                row.getString("remote_address"));
    }

    private static ReplayedAlert alert(ResultSet row, int n) throws SQLException {
        Reason reason = Reason.valueOf(row.getString("reason"));
        String status = reason == Reason.LATE
                ? reason.label()
                : row.getString("to_status").toLowerCase(Locale.ROOT);
        return new ReplayedAlert(instant(row, "flipped_at"), status, reason);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(SqlInstant.of(row, column));
    }

    private static @Nullable Duration duration(@Nullable Long millis) {
        return millis == null ? null : Duration.ofMillis(millis);
    }
}
