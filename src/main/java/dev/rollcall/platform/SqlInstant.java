package dev.rollcall.platform;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads a {@code timestamptz} that may be missing; the driver knows no {@link Instant}. */
public final class SqlInstant {

    private SqlInstant() {}

    /** The instant in this column, or null where there is none. */
    public static @Nullable Instant of(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
