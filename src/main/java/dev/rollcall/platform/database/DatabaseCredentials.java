package dev.rollcall.platform.database;

import com.zaxxer.hikari.HikariCredentialsProvider;
import com.zaxxer.hikari.util.Credentials;
import dev.rollcall.platform.config.Current;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * User and password for each new connection, from the current DATABASE_URL. The rest of the URL is that of the start,
 * because otherwise one process would use two databases.
 */
public final class DatabaseCredentials implements HikariCredentialsProvider {

    private static final Logger log = LoggerFactory.getLogger(DatabaseCredentials.class);

    private final Current<DatabaseSettings> settings;
    private final String jdbcUrl;
    private String lastJdbcUrl;

    public DatabaseCredentials(Current<DatabaseSettings> settings) {
        this.settings = settings;
        this.jdbcUrl = settings.get().url().jdbcUrl();
        this.lastJdbcUrl = jdbcUrl;
    }

    /** The address that new connections go to. */
    public String jdbcUrl() {
        return jdbcUrl;
    }

    @Override
    public synchronized Credentials getCredentials() {
        DatabaseUrl now = settings.get().url();
        if (!now.jdbcUrl().equals(lastJdbcUrl)) {
            lastJdbcUrl = now.jdbcUrl();
            if (!lastJdbcUrl.equals(jdbcUrl)) {
                log.atWarn()
                        .addKeyValue("event", "database.change-ignored")
                        .log("DATABASE_URL_FILE names another database, which takes effect with the next start");
            }
        }
        return Credentials.of(now.user(), now.password());
    }
}
