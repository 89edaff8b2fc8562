package dev.rollcall.platform.database;

import com.zaxxer.hikari.HikariCredentialsProvider;
import com.zaxxer.hikari.util.Credentials;
import dev.rollcall.platform.config.SecretFile;
import dev.rollcall.platform.config.UnusableValueException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * User and password for each new connection. A file that holds them is read for each connection, so a rotated password
 * is used without a restart. A file that cannot be used changes nothing and is logged once.
 */
public final class DatabaseCredentials implements HikariCredentialsProvider {

    private static final Logger log = LoggerFactory.getLogger(DatabaseCredentials.class);

    private final DatabaseUrl atStart;
    private final @Nullable SecretFile file;
    private DatabaseUrl last;
    private @Nullable String lastReason;

    public DatabaseCredentials(DatabaseUrl atStart, @Nullable SecretFile file) {
        this.atStart = atStart;
        this.file = file;
        this.last = atStart;
    }

    @Override
    public synchronized Credentials getCredentials() {
        if (file != null) {
            read(file);
        }
        return Credentials.of(last.user(), last.password());
    }

    private void read(SecretFile source) {
        try {
            DatabaseUrl now = DatabaseUrl.from(source.read());
            if (!sameCredential(now, last)) {
                log.atInfo()
                        .addKeyValue("event", "database.credential-changed")
                        .addKeyValue("variable", source.variable())
                        .log("new connections use another user or password");
            }
            last = now;
            warn(
                    now.jdbcUrl().equals(atStart.jdbcUrl())
                            ? null
                            : source.variable() + " names another database, which takes effect with the next start");
        } catch (UnusableValueException e) {
            warn(source.variable() + " cannot be used, so user and password stay as they were: " + e.getMessage());
        }
    }

    /** Logs the reason unless it is the same as before; null when the file is usable. */
    private void warn(@Nullable String reason) {
        if (reason != null && !reason.equals(lastReason)) {
            log.atWarn()
                    .addKeyValue("event", "database.credential-unusable")
                    .addKeyValue("reason", reason)
                    .log("the file with the database's URL cannot be used");
        }
        lastReason = reason;
    }

    private static boolean sameCredential(DatabaseUrl one, DatabaseUrl other) {
        return Objects.equals(one.user(), other.user()) && Objects.equals(one.password(), other.password());
    }
}
