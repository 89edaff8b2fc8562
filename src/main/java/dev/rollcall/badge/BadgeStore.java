package dev.rollcall.badge;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.project.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the keys and secrets of badges. */
@Component
@WebProcess
class BadgeStore {

    private final JdbcClient jdbc;

    BadgeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    BadgeProject ofProject(ProjectId project) {
        return jdbc.sql("""
                        SELECT id, badge_key, badge_secret
                        FROM projects
                        WHERE id = :id
                        """)
                .param("id", project.value())
                .query(BadgeStore::project)
                .single();
    }

    Optional<BadgeProject> byKey(UUID key) {
        return jdbc.sql("""
                        SELECT id, badge_key, badge_secret
                        FROM projects
                        WHERE badge_key = :key
                        """).param("key", key).query(BadgeStore::project).optional();
    }

    Optional<CheckId> checkByKey(UUID key) {
        return jdbc.sql("""
                        SELECT id
                        FROM checks
                        WHERE badge_key = :key
                        """).param("key", key).query(UUID.class).optional().map(CheckId::new);
    }

    /** A part of the project's checks whose name contains the text, by name. */
    List<BadgeCheck> checks(ProjectId project, String text, int offset, int limit) {
        return jdbc.sql("""
                        SELECT name, slug, badge_key
                        FROM checks
                        WHERE project_id = :project AND position(lower(:text) IN lower(name)) > 0
                        ORDER BY lower(name), id
                        LIMIT :limit OFFSET :offset
                        """)
                .param("project", project.value())
                .param("text", text)
                .param("limit", limit)
                .param("offset", offset)
                .query((row, n) -> new BadgeCheck(
                        row.getString("name"), row.getString("slug"), row.getObject("badge_key", UUID.class)))
                .list();
    }

    private static BadgeProject project(ResultSet row, int n) throws SQLException {
        return new BadgeProject(
                new ProjectId(row.getObject("id", UUID.class)),
                row.getObject("badge_key", UUID.class),
                row.getObject("badge_secret", UUID.class));
    }

    /** A check with the key of its badge. */
    record BadgeCheck(String name, String slug, UUID badgeKey) {}

    /** A project with the key and the secret of its badges. */
    record BadgeProject(ProjectId id, UUID key, UUID secret) {

        /** Without the secret, because a record may be printed into a log. */
        @Override
        public String toString() {
            return "BadgeProject[" + id + "]";
        }
    }
}
