package dev.rollcall.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Compares the schema in the database with the migrations in this jar, and reads the rights on it. Writes nothing. */
@Component
public class SchemaStore {

    /** Flyway's table of applied migrations. Every process reads it, and only {@code --task=migrate} writes to it. */
    public static final String HISTORY = "flyway_schema_history";

    private static final Pattern MIGRATION = Pattern.compile("V(\\d+)__.+\\.sql");

    private final JdbcClient jdbc;
    private final int needed;

    public SchemaStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.needed = newestMigration();
    }

    /** The schema version that this release needs: its newest migration. */
    public int needed() {
        return needed;
    }

    /**
     * The schema version of the database; 0 before the first migration.
     *
     * @throws org.springframework.dao.DataAccessException when the database does not answer
     */
    public int applied() {
        Boolean migrated = jdbc.sql("SELECT to_regclass(:history) IS NOT NULL")
                .param("history", HISTORY)
                .query(Boolean.class)
                .single();
        if (!Boolean.TRUE.equals(migrated)) {
            return 0;
        }
        return jdbc.sql("SELECT coalesce(max(version::int), 0) FROM " + HISTORY + " WHERE success")
                .query(Integer.class)
                .single();
    }

    /**
     * Says how far the schema is behind this release, for operators; empty if it is current or newer.
     *
     * @throws org.springframework.dao.DataAccessException when the database does not answer
     */
    public Optional<String> gap() {
        return gap(applied());
    }

    /** The same for a schema version that was read before. */
    public Optional<String> gap(int applied) {
        return applied >= needed
                ? Optional.empty()
                : Optional.of("at version " + applied + ", this release needs " + needed);
    }

    /** The rights on our tables that our role lacks, each as the right and its table. */
    public List<String> missingRights() {
        return missing(null);
    }

    /** The rights on our tables that another role lacks. */
    public List<String> missingRights(String role) {
        return missing(role);
    }

    private List<String> missing(@Nullable String role) {
        return jdbc.sql("""
                        SELECT needed.what || ' on ' || t.relname
                        FROM pg_class t
                        CROSS JOIN (VALUES ('SELECT'), ('INSERT'), ('UPDATE'), ('DELETE')) AS needed (what)
                        WHERE t.relnamespace = current_schema()::regnamespace
                            AND t.relkind IN ('r', 'p')
                            AND (t.relname <> :history OR needed.what = 'SELECT')
                            AND NOT has_table_privilege(
                                coalesce(CAST(:role AS name), current_user), t.oid, needed.what)
                        ORDER BY t.relname, needed.what
                        """)
                .param("history", HISTORY)
                .param("role", role)
                .query(String.class)
                .list();
    }

    private static int newestMigration() {
        try {
            Resource[] files = new PathMatchingResourcePatternResolver().getResources("classpath:db/migration/V*.sql");
            return Stream.of(files)
                    .map(file -> MIGRATION.matcher(Objects.requireNonNull(file.getFilename())))
                    .filter(Matcher::matches)
                    .mapToInt(name -> Integer.parseInt(name.group(1)))
                    .max()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
