package dev.rollcall.platform.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@code timestamptz} that may be null; the driver does not support {@link Instant}. Infinity becomes the first
 * or the last second of the years with four digits.
 */
public final class SqlInstant {

    private static final int MAX_YEAR = 9999;
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private SqlInstant() {}

    /** The instant in this column, or null. */
    public static @Nullable Instant of(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        if (time == null) {
            return null;
        }
        return time.getYear() > MAX_YEAR ? LATEST : time.getYear() < 0 ? EARLIEST : time.toInstant();
    }
}
