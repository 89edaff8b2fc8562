package dev.rollcall.platform.time;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks the database server for the time. */
@Component
public class TimeStore {

    private final JdbcClient jdbc;

    TimeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The server's time now, not the start of the transaction.
     *
     * @throws org.springframework.dao.DataAccessException when the database does not answer
     */
    public Instant now() {
        return jdbc.sql("SELECT clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }
}
