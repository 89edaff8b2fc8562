package dev.rollcall.mute.snooze;

import dev.rollcall.check.state.CheckId;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores snoozes, at most one for each check. */
@Component
class SnoozeStore {

    private final JdbcClient jdbc;

    SnoozeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A check that is deleted at the same time gets none. */
    void replace(CheckId check, Instant until) {
        jdbc.sql("""
                        INSERT INTO snoozes (check_id, until_at)
                        SELECT id, :until
                        FROM checks
                        WHERE id = :check
                        FOR KEY SHARE
                        ON CONFLICT (check_id) DO UPDATE SET until_at = EXCLUDED.until_at
                        """)
                .param("check", check.value())
                .param("until", until.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Returns whether the check had one. */
    boolean delete(CheckId check) {
        return jdbc.sql("DELETE FROM snoozes WHERE check_id = :check")
                        .param("check", check.value())
                        .update()
                == 1;
    }
}
