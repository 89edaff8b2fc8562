package dev.rollcall.project;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Stores projects with SQL. Only their name changes, and most tasks need no other definition, so tasks start without
 * JPA.
 */
@Component
class ProjectStore {

    private final JdbcClient jdbc;

    ProjectStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    ProjectId add(String name, Instant createdAt) {
        var id = new ProjectId(UUID.randomUUID());
        jdbc.sql("""
                        INSERT INTO projects (id, name, created_at)
                        VALUES (:id, :name, :createdAt)
                        """)
                .param("id", id.value())
                .param("name", name)
                .param("createdAt", createdAt.atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    /** Lists all projects, oldest first. */
    List<Project> all() {
        return jdbc.sql("""
                        SELECT id, name, created_at
                        FROM projects
                        ORDER BY created_at, id
                        """)
                .query((row, n) -> new Project(
                        new ProjectId(row.getObject("id", UUID.class)),
                        row.getString("name"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** The projects that have this name or this id, oldest first. */
    List<ProjectId> named(String nameOrId) {
        return jdbc.sql("SELECT id FROM projects WHERE name = :text OR id::text = lower(:text) ORDER BY created_at, id")
                .param("text", nameOrId)
                .query((row, n) -> new ProjectId(row.getObject("id", UUID.class)))
                .list();
    }

    void rename(ProjectId id, String name) {
        jdbc.sql("UPDATE projects SET name = :name WHERE id = :id")
                .param("id", id.value())
                .param("name", name)
                .update();
    }

    boolean exists(ProjectId id) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM projects WHERE id = :id)")
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }
}
