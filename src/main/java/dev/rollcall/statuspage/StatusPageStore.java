package dev.rollcall.statuspage;

import dev.rollcall.platform.database.LockStore;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.project.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores the settings of status pages, at most one for each project. */
@Component
@WebProcess
class StatusPageStore {

    private final JdbcClient jdbc;
    private final LockStore locks;

    StatusPageStore(JdbcClient jdbc, LockStore locks) {
        this.jdbc = jdbc;
        this.locks = locks;
    }

    /** Makes other transactions that set the page of this project wait until this one ends. Readers do not wait. */
    void lock(ProjectId project) {
        locks.lock("status page of " + project.value());
    }

    Optional<StatusPage> find(ProjectId project) {
        return jdbc.sql("""
                        SELECT project_id, title, slug, host, is_public
                        FROM status_pages
                        WHERE project_id = :project
                        """)
                .param("project", project.value())
                .query(StatusPageStore::page)
                .optional();
    }

    Optional<StatusPage> findPublic(String slug) {
        return jdbc.sql("""
                        SELECT project_id, title, slug, host, is_public
                        FROM status_pages
                        WHERE slug = :slug AND is_public
                        """).param("slug", slug).query(StatusPageStore::page).optional();
    }

    /**
     * Adds or replaces the page of its project.
     *
     * @throws org.springframework.dao.DuplicateKeyException if another project's page has the slug or the host
     */
    void save(StatusPage page) {
        jdbc.sql("""
                        INSERT INTO status_pages (project_id, title, slug, host, is_public)
                        VALUES (:project, :title, :slug, :host, :isPublic)
                        ON CONFLICT (project_id) DO UPDATE
                        SET title = excluded.title,
                            slug = excluded.slug,
                            host = excluded.host,
                            is_public = excluded.is_public
                        """)
                .param("project", page.project().value())
                .param("title", page.title())
                .param("slug", page.slug())
                .param("host", page.host())
                .param("isPublic", page.isPublic())
                .update();
    }

    /** The slugs of all pages with a host, by their host. */
    Map<String, String> slugsByHost() {
        Map<String, String> slugs = new HashMap<>();
        jdbc.sql("SELECT host, slug FROM status_pages WHERE host IS NOT NULL").query(row -> {
            slugs.put(row.getString("host"), row.getString("slug"));
        });
        return slugs;
    }

    private static StatusPage page(ResultSet row, int n) throws SQLException {
        return new StatusPage(
                new ProjectId(row.getObject("project_id", UUID.class)),
                row.getString("title"),
                row.getString("slug"),
                row.getString("host"),
                row.getBoolean("is_public"));
    }
}
