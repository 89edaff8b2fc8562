package dev.rollcall.admin;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Sets the lock timeout of each migration, and counts the migrations. The timeout is set inside the migration's
 * transaction: behind a pooler, a session's setting would remain for the next client.
 */
class LockLimit extends BaseCallback {

    private final Duration timeout;
    private int applied;

    LockLimit(Duration timeout) {
        this.timeout = timeout;
    }

    /** How many migrations all attempts together applied. */
    int applied() {
        return applied;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE;
    }

    @Override
    public void handle(Event event, Context context) {
        if (event == Event.AFTER_EACH_MIGRATE) {
            applied++;
            return;
        }
        try (Statement statement = context.getConnection().createStatement()) {
            statement.execute("SET LOCAL lock_timeout = " + timeout.toMillis());
        } catch (SQLException e) {
            throw new FlywayException("the lock timeout could not be set", e);
        }
    }
}
