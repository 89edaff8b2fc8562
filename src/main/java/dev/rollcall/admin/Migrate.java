package dev.rollcall.admin;

import dev.rollcall.platform.log.Causes;
import dev.rollcall.platform.log.FailureReason;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.flywaydb.core.internal.exception.FlywayMigrateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Brings the schema up to this release, and lets the role of {@code --grant-to} use it. Only this task runs DDL. If the
 * schema is newer than this release, as after a roll-back, it does not change the schema.
 *
 * <p>DDL that waits for a lock delays every request behind it. So a migration waits only briefly, is rolled back, and
 * is tried again later. Each runs in a transaction, so a failed attempt leaves nothing behind.
 */
@TaskDefinition(
        name = "migrate",
        summary = "brings the database schema up to this release",
        optional = Migrate.GRANT_TO)
class Migrate implements AdminTask {

    /** The option with the role of web, worker and the other tasks. */
    static final String GRANT_TO = "grant-to";

    private static final Logger log = LoggerFactory.getLogger(Migrate.class);

    /** How often to wait, one second each, for another migrate that is running. */
    private static final int MAX_WAITS_FOR_ANOTHER = 600;

    /** SQL states of a lock timeout, and of a deadlock that the server ended. */
    private static final Set<String> BLOCKED = Set.of("55P03", "40P01");

    private final DataSource dataSource;
    private final MigrationStore server;
    private final LockPatience patience;

    @Autowired
    Migrate(DataSource dataSource, MigrationStore server) {
        this(dataSource, server, LockPatience.USUAL);
    }

    Migrate(DataSource dataSource, MigrationStore server, LockPatience patience) {
        this.dataSource = dataSource;
        this.server = server;
        this.patience = patience;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        Optional<String> role = options.find(GRANT_TO).map(String::strip);
        // Checked before anything changes: with an unusable role, nobody could read the migrated schema.
        role.ifPresent(this::prepare);
        Map<String, Object> report = migrate();
        role.ifPresent(name -> {
            grant(name);
            report.put("granted_to", name);
        });
        return TaskResult.facts(report);
    }

    private Map<String, Object> migrate() {
        var limit = new LockLimit(patience.lockTimeout());
        for (int attempt = 1; ; attempt++) {
            try {
                return report(flyway(limit).migrate(), limit.applied());
            } catch (FlywayException e) {
                if (!isBlocked(e)) {
                    throw e;
                }
                tryLater(e, attempt);
            }
        }
    }

    private Flyway flyway(LockLimit limit) {
        return Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .ignoreMigrationPatterns("*:future")
                .lockRetryCount(MAX_WAITS_FOR_ANOTHER)
                .callbacks(limit)
                .load();
    }

    /** Waits for the next attempt, or gives up. */
    private void tryLater(FlywayException failure, int attempt) {
        String migration = failure instanceof FlywayMigrateException failed
                ? failed.getMigration().getScript()
                : "a migration";
        String holder = server.oldestLockHolder().orElse("a transaction that has ended since");
        if (attempt == patience.attempts()) {
            throw new IllegalStateException(
                    "%s waited %d times for a lock and did not get it within %d ms; the lock may be held by %s"
                            .formatted(
                                    migration, attempt, patience.lockTimeout().toMillis(), holder));
        }
        Duration pause = patience.pauseAfter(attempt);
        log.atWarn()
                .addKeyValue("event", "migrate.blocked")
                .addKeyValue("migration", migration)
                .addKeyValue("holder", holder)
                .addKeyValue("attempt", attempt)
                .addKeyValue("attempts", patience.attempts())
                .addKeyValue("retry_ms", pause.toMillis())
                .addKeyValue("reason", FailureReason.of(failure))
                .log("a migration did not get its lock, was rolled back, and is tried again");
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting to try " + migration + " again", e);
        }
    }

    private void prepare(String role) {
        List<String> faults = server.roleFaults(role);
        if (!faults.isEmpty()) {
            throw new WrongUsageException("--%s=%s: %s".formatted(GRANT_TO, role, String.join("; ", faults)));
        }
        server.grantOnLaterTables(role);
    }

    private void grant(String role) {
        server.grantOnTables(role);
        List<String> missing = server.missingRights(role);
        if (!missing.isEmpty()) {
            throw new IllegalStateException("--%s=%s: the role still lacks %s; grant it as the owner"
                    .formatted(GRANT_TO, role, String.join(", ", missing)));
        }
    }

    private static Map<String, Object> report(MigrateResult result, int applied) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("applied", applied);
        report.put(
                "version",
                result.targetSchemaVersion == null ? result.initialSchemaVersion : result.targetSchemaVersion);
        return report;
    }

    private static boolean isBlocked(Throwable failure) {
        return Causes.of(failure)
                .anyMatch(cause -> cause instanceof SQLException sql
                        && sql.getSQLState() != null
                        && BLOCKED.contains(sql.getSQLState()));
    }
}
