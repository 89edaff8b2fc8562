package dev.rollcall.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import testing.Postgres;

/** The migrations that bring stored checks within the limits of the API, on rows that an earlier release accepted. */
class CheckLimitsMigrationTest {

    private final DriverManagerDataSource database =
            Postgres.dataSource(Postgres.shared().newDatabase());
    private final JdbcClient jdbc = JdbcClient.create(database);

    @BeforeEach
    void storeCheckBeyondEveryLimit() {
        migrate("17?");
        jdbc.sql("INSERT INTO projects (id, name, created_at) VALUES (gen_random_uuid(), 'p', now())")
                .update();
        jdbc.sql("""
                        INSERT INTO checks (id, project_id, unique_key, name, slug, tags, description, period_seconds,
                            grace_seconds, manual_resume, methods, start_keywords, success_keywords, failure_keywords,
                            filter_subject, filter_body, created_at, version)
                        SELECT gen_random_uuid(), id, 'k', '', '', '', '', 9223372036854775807, 9223372036854775807,
                            false, '', '', '', '', false, false, now(), 0
                        FROM projects
                        """).update();
        jdbc.sql("""
                        INSERT INTO check_states (check_id, status, ping_count, last_ping_at, last_start_at,
                            down_after, sweep_after)
                        SELECT id, 'UP', 9223372036854775807, 'infinity', '-infinity', 'infinity', '-infinity'
                        FROM checks
                        """).update();
    }

    @Test
    void rowsBeyondTheLimitsAreCutToThem() {
        migrate("latest");

        assertThat(jdbc.sql("SELECT period_seconds || ' ' || grace_seconds FROM checks")
                        .query(String.class)
                        .single())
                .isEqualTo("31536000 31536000");
        assertThat(jdbc.sql("""
                        SELECT ping_count, last_ping_at IS NULL AS no_ping, last_start_at IS NULL AS no_start,
                            down_after = '9999-12-31 23:59:59+00' AS down_at_the_end,
                            sweep_after = '1970-01-01 00:00:00+00' AS swept_at_once
                        FROM check_states
                        """).query().singleRow().values())
                .containsExactly(1_000_000_000_000_000L, true, true, true, true);
    }

    @Test
    void valuesBeyondTheLimitsAreRefusedAfterwards() {
        migrate("latest");

        for (String change : List.of(
                "UPDATE checks SET grace_seconds = 31536001",
                "UPDATE checks SET period_seconds = 31536001",
                "UPDATE check_states SET ping_count = -1",
                "UPDATE check_states SET last_ping_at = 'infinity'",
                "UPDATE check_states SET last_start_at = '-infinity'",
                "UPDATE check_states SET down_after = '10000-01-01 00:00:00+00'")) {
            assertThatThrownBy(() -> jdbc.sql(change).update())
                    .as(change)
                    .isInstanceOf(DataIntegrityViolationException.class);
        }
        assertThat(jdbc.sql("SELECT count(*) FROM pg_constraint WHERE NOT convalidated")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private void migrate(String target) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .target(target)
                .load()
                .migrate();
    }
}
