package dev.rollcall.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * Brings the schema up to this release: the only place where DDL is run. On a schema that is newer than this release
 * (a roll-back runs the old release's migrate) it does nothing.
 */
@Task(name = "migrate", summary = "brings the database schema up to this release")
class Migrate implements AdminTask {

    private final DataSource dataSource;

    Migrate(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public TaskResult run(TaskOptions options) {
        MigrateResult result = Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .ignoreMigrationPatterns("*:future")
                .cleanDisabled(true)
                .load()
                .migrate();
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("applied", result.migrationsExecuted);
        report.put(
                "version",
                result.targetSchemaVersion == null ? result.initialSchemaVersion : result.targetSchemaVersion);
        return TaskResult.facts(report);
    }
}
