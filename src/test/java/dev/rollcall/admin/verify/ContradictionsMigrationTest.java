package dev.rollcall.admin.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import testing.Postgres;

/** The migrations that forbid rows which contradict themselves, on rows that a careless hand has left. */
class ContradictionsMigrationTest {

    private static final List<String> CONTRADICTIONS = List.of(
            "UPDATE check_states SET status = 'DOWN' WHERE status = 'UP'",
            "UPDATE check_states SET last_start_run_id = gen_random_uuid()",
            "UPDATE check_states SET down_reason = 'TOO_LONG', down_after = NULL",
            "UPDATE flips SET acknowledged_at = now()",
            "UPDATE deliveries SET finished_at = NULL",
            "UPDATE deliveries SET status = 'PENDING'",
            "UPDATE deliveries SET held_by = gen_random_uuid(), held_until = NULL",
            "UPDATE deliveries SET purpose = 'REMINDER'",
            "UPDATE deliveries SET attempts = -1",
            "UPDATE deliveries SET changes = 0",
            "UPDATE deliveries SET flip_id = NULL, notice_id = (SELECT id FROM notices) WHERE flip_id = 3");

    private final String url = Postgres.shared().newDatabase();
    private final DataSource database = Postgres.dataSource(url);
    private final JdbcClient jdbc = JdbcClient.create(database);

    @BeforeEach
    void fill() {
        migrate("62");
        new ResourceDatabasePopulator(new ClassPathResource("verify/healthy.sql")).execute(database);
        jdbc.sql("""
                        INSERT INTO notices (project_id, kind, subject, data, created_at)
                        SELECT id, '', '', '{}', now() FROM projects WHERE name = 'ours'
                        """).update();
    }

    @Test
    void aHealthyDatabaseStaysAsItIsAndRefusesContradictions() {
        List<String> before = rows();

        migrate("64");

        assertThat(rows()).isEqualTo(before);
        // The invariants are those of this release.
        migrate("latest");
        AllInvariants.hold(url);
        for (String contradiction : CONTRADICTIONS) {
            assertThatThrownBy(() -> jdbc.sql(contradiction).update())
                    .as(contradiction)
                    .isInstanceOf(DataIntegrityViolationException.class);
        }
    }

    @Test
    void contradictionsAreCorrected() {
        jdbc.sql("""
                        INSERT INTO deliveries (id, flip_id, channel_id, created_at, due_at)
                        SELECT gen_random_uuid(), 1, id, now(), now() FROM channels WHERE kind <> 'group'
                        """).update();
        jdbc.sql(CONTRADICTIONS.get(0)).update();
        jdbc.sql(CONTRADICTIONS.get(1)).update();
        jdbc.sql("UPDATE check_states SET down_reason = 'TOO_LONG' WHERE status = 'NEW'")
                .update();
        jdbc.sql(CONTRADICTIONS.get(3)).update();
        jdbc.sql("UPDATE deliveries SET finished_at = NULL, purpose = 'REMINDER' WHERE flip_id = 2")
                .update();
        jdbc.sql("UPDATE deliveries SET attempts = -1, changes = 0, held_by = gen_random_uuid() WHERE flip_id = 3")
                .update();
        jdbc.sql("UPDATE deliveries SET finished_at = now() WHERE flip_id = 1").update();

        migrate("latest");

        assertThat(jdbc.sql("""
                        SELECT count(*)
                        FROM check_states
                        WHERE down_after IS NULL AND down_reason IS NULL AND last_start_run_id IS NULL
                        """).query(Long.class).single()).isEqualTo(3);
        assertThat(jdbc.sql("SELECT id FROM flips WHERE acknowledged_at IS NOT NULL")
                        .query(Long.class)
                        .list())
                .containsExactly(2L);
        assertThat(jdbc.sql("""
                        SELECT status || ' ' || (finished_at IS NULL) || ' ' || purpose || ' ' || attempts || ' ' || changes
                            || ' ' || (held_by IS NULL)
                        FROM deliveries
                        ORDER BY flip_id
                        """).query(String.class).list())
                .containsExactly(
                        "PENDING true FLIP 0 1 true",
                        "PENDING true FLIP 0 1 true",
                        "SENT false FLIP 1 1 true",
                        "SENT false FLIP 0 1 true");
    }

    private List<String> rows() {
        return jdbc.sql("""
                        SELECT s::text FROM check_states s
                        UNION ALL SELECT f::text FROM flips f
                        UNION ALL SELECT d::text FROM deliveries d
                        ORDER BY 1
                        """).query(String.class).list();
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
