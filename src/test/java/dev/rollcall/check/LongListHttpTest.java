package dev.rollcall.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.project.Projects;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** A list that is read in several parts has each item once, in the published order. */
@RollcallTest
class LongListHttpTest {

    private static final int MORE_THAN_TWO_PARTS = 2 * CheckStore.PART_CHECKS + 1;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private JdbcClient jdbc;

    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        project = fixtures.project();
    }

    @Test
    void everyCheckIsListedOnceOldestFirstEvenIfManyWereCreatedAtOnce() {
        fill(MORE_THAN_TWO_PARTS, "'why'");
        assertThat(ids("/api/v3/checks/"))
                .hasSize(MORE_THAN_TWO_PARTS)
                .isEqualTo(sorted("SELECT id::text FROM checks WHERE project_id = :project ORDER BY created_at, id"));
    }

    @Test
    void aListThatEndsWithAFullPartIsComplete() {
        fill(2 * CheckStore.PART_CHECKS, "'why'");
        assertThat(ids("/api/v3/checks/")).hasSize(2 * CheckStore.PART_CHECKS).doesNotHaveDuplicates();
    }

    @Test
    void checksAfterPartsWithoutAMatchAreFound() {
        fill(MORE_THAN_TWO_PARTS, "'why'");
        jdbc.sql("UPDATE checks SET tags = 'rare prod', slug = 'rare' WHERE id = (SELECT id FROM checks"
                        + " WHERE project_id = :project ORDER BY created_at DESC, id DESC LIMIT 1)")
                .param("project", project.id().value())
                .update();
        assertThat(ids("/api/v3/checks/?tag=rare")).hasSize(1).isEqualTo(ids("/api/v3/checks/?slug=rare"));
        assertThat(ids("/api/v3/checks/?tag=prod")).hasSize(MORE_THAN_TWO_PARTS);
        assertThat(ids("/api/v3/checks/?slug=same")).hasSize(MORE_THAN_TWO_PARTS - 1);
    }

    @Test
    void longDescriptionsMakeSmallerPartsAndTheSameList() {
        fill(20, "repeat('long ', 20000)");
        JsonNode checks = list("/api/v3/checks/");
        assertThat(checks.findValuesAsString("desc"))
                .hasSize(20)
                .allSatisfy(desc -> assertThat(desc).hasSize(100_000));
    }

    @Test
    void manyChannelsMakeSmallerPartsAndTheSameList() {
        fill(80, "''");
        jdbc.sql("INSERT INTO channels (id, project_id, kind, name, config, signing_secret, created_at)"
                        + " SELECT gen_random_uuid(), :project, 'log', 'channel ' || n, '{}', 'whsec_', now()"
                        + " FROM generate_series(1, 1501) n")
                .param("project", project.id().value())
                .update();
        // Looking up each of the 120,000 foreign keys would take half a minute.
        jdbc.sql("""
                        DO $$ BEGIN
                            SET LOCAL session_replication_role = replica;
                            INSERT INTO check_channels (check_id, channel_id)
                            SELECT checks.id, channels.id
                            FROM checks
                            JOIN channels USING (project_id)
                            WHERE project_id = '%s';
                        END $$
                        """.formatted(project.id().value())).update();
        List<String> channels =
                sorted("SELECT id::text FROM channels WHERE project_id = :project ORDER BY created_at, id");
        assertThat(list("/api/v3/checks/").findValuesAsString("channels"))
                .hasSize(80)
                .containsOnly(String.join(",", channels));
        assertThat(fixtures.json(get("/api/v3/channels/")).get("channels").findValuesAsString("id"))
                .isEqualTo(channels);
    }

    @Test
    void everyFlipIsListedOnceLatestFirstEvenIfSomeHaveTheSameTime() {
        UUID check = fixtures.check(project, "{}");
        jdbc.sql("INSERT INTO flips (check_id, from_status, to_status, reason, flipped_at)"
                        + " SELECT :check, 'UP', 'DOWN', 'PING', now() - make_interval(mins => n / 4)"
                        + " FROM generate_series(1, 3001) n")
                .param("check", check)
                .update();
        assertThat(fixtures.json(get("/api/v3/checks/" + check + "/flips/")).get("flips"))
                .hasSize(3001)
                .isEqualTo(fixtures.json(get("/api/v1/checks/" + check + "/flips/?start=0"))
                        .get("flips"));
        List<String> times = fixtures.json(get("/api/v3/checks/" + check + "/flips/"))
                .get("flips")
                .findValuesAsString("timestamp");
        assertThat(times).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void theBadgeOfAllChecksCountsEveryPartAndEveryTagHasABadge() {
        fill(MORE_THAN_TWO_PARTS, "''");
        jdbc.sql("""
                        UPDATE checks
                        SET tags = E'prod\\tone\\u00a0tag * ' || concat_ws(' ', id, id || 'b', id || 'c', id || 'd', id || 'e')
                        WHERE project_id = :project
                        """).param("project", project.id().value()).update();
        JsonNode badges = fixtures.json(get("/api/v3/badges/")).get("badges");
        assertThat(badges.propertyNames()).hasSize(5 * MORE_THAN_TWO_PARTS + 3).contains("prod", "one\u00a0tag", "*");
        String all = URI.create(badges.get("*").get("json").asString()).getPath();
        assertThat(fixtures.json(get(all)).get("total").asInt()).isEqualTo(MORE_THAN_TWO_PARTS);
    }

    /** Adds checks, two at each instant. {@code description} is SQL. */
    private void fill(int checks, String description) {
        jdbc.sql("""
                        INSERT INTO checks (id, project_id, unique_key, name, slug, tags, description, period_seconds,
                            grace_seconds, manual_resume, methods, start_keywords, success_keywords, failure_keywords,
                            filter_subject, filter_body, created_at, version)
                        SELECT gen_random_uuid(), :project, md5(random()::text) || 'abcdef01', 'check ' || n, 'same',
                            'prod', %s, 86400, 3600, false, '', '', '', '', false, false,
                            now() - make_interval(secs => n / 2), 0
                        FROM generate_series(1, :checks) n
                        """.formatted(description))
                .param("project", project.id().value())
                .param("checks", checks)
                .update();
        jdbc.sql("INSERT INTO check_states (check_id) SELECT id FROM checks WHERE project_id = :project")
                .param("project", project.id().value())
                .update();
    }

    private List<String> ids(String path) {
        return new ArrayList<>(list(path).findValuesAsString("uuid"));
    }

    private JsonNode list(String path) {
        return fixtures.json(get(path)).get("checks");
    }

    private MvcTestResult get(String path) {
        var result = fixtures.call(HttpMethod.GET, path, project.readWriteKey(), "");
        assertThat(result).hasStatusOk();
        return result;
    }

    private List<String> sorted(String sql) {
        return jdbc.sql(sql)
                .param("project", project.id().value())
                .query(String.class)
                .list();
    }
}
