package dev.rollcall.check;

import dev.rollcall.check.CheckView.Labels;
import dev.rollcall.check.CheckView.Links;
import dev.rollcall.check.CheckView.Parent;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckStateStore;
import dev.rollcall.check.state.Tags;
import dev.rollcall.platform.api.CursorRequest;
import dev.rollcall.platform.database.SqlArray;
import dev.rollcall.platform.database.SqlInstant;
import dev.rollcall.project.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads checks with their states for the API. */
@Component
class CheckStore {

    /** How many checks a part of a list has. A check takes about 1 kB of heap without its description. */
    static final int PART_CHECKS = 250;

    /** A part ends when its descriptions have this many bytes in total. */
    private static final int PART_DESCRIPTION_BYTES = 128 * 1024;

    private static final String COLUMNS = """
            SELECT c.id, c.project_id, c.unique_key, c.badge_key, c.name, c.slug, c.tags, c.description,
                ARRAY(SELECT parent_id FROM check_parents WHERE check_id = c.id ORDER BY parent_id) AS parent_ids,
                ARRAY(
                    SELECT p.unique_key
                    FROM check_parents d
                    JOIN checks p ON p.id = d.parent_id
                    WHERE d.check_id = c.id
                    ORDER BY p.id
                ) AS parent_keys,
                CASE
                    WHEN s.status = 'DOWN' THEN (
                        SELECT f.acknowledged_at
                        FROM flips f
                        WHERE f.check_id = c.id
                        ORDER BY f.flipped_at DESC, f.id DESC
                        LIMIT 1
                    )
                END AS acknowledged_at,
            """ + CheckStateStore.COLUMNS;

    private static final String SELECT = COLUMNS + """
            FROM checks c
            JOIN check_states s ON s.check_id = c.id
            """;

    private final JdbcClient jdbc;

    CheckStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Lists the project's checks after this position, oldest first; only those with this slug if one is given. */
    List<Row> part(ProjectId project, @Nullable String slug, CursorRequest.@Nullable Cursor<CheckId> after) {
        // Conditions that are not needed are left out, so the planner can use an index.
        String conditions = (slug == null ? "" : " AND slug = :slug AND slug <> ''")
                + (after == null ? "" : " AND (created_at, id) > (:createdAt, :id)");
        return jdbc.sql(COLUMNS + """
                            , p.created_at, p.is_last
                        FROM (
                            SELECT id, created_at, lead(id) OVER list IS NULL AS is_last,
                                sum(octet_length(description)) OVER list - octet_length(description) AS bytes_before
                            FROM checks
                            WHERE project_id = :project""" + conditions + """

                            WINDOW list AS (ORDER BY created_at, id)
                            ORDER BY created_at, id
                            LIMIT :limit
                        ) p
                        JOIN checks c ON c.id = p.id
                        JOIN check_states s ON s.check_id = p.id
                        WHERE p.bytes_before < :maxBytes
                        ORDER BY p.created_at, p.id
                        """)
                .param("project", project.value())
                .param("slug", slug)
                .param("createdAt", after == null ? null : after.at().atOffset(ZoneOffset.UTC))
                .param("id", after == null ? null : after.id().value())
                .param("limit", PART_CHECKS)
                .param("maxBytes", PART_DESCRIPTION_BYTES)
                .query(CheckStore::row)
                .list();
    }

    /**
     * Lists the project's tags after this one that contain the text in upper or lower case, each once, in the order of
     * their code points; from the first one if {@code after} is empty. Tags are split as in
     * {@link CheckView#tagList()}.
     */
    List<String> tags(ProjectId project, String after, String text, int limit) {
        return jdbc.sql("""
                        SELECT DISTINCT t.tag COLLATE "C" AS tag
                        FROM checks c
                        CROSS JOIN LATERAL string_to_table(%s, ' ') AS t (tag)
                        WHERE c.project_id = :project AND t.tag COLLATE "C" > :after
                            AND position(lower(:text) IN lower(t.tag)) > 0
                        ORDER BY tag
                        LIMIT :limit
                        """.formatted(Tags.spaced("c.tags")))
                .param("project", project.value())
                .param("after", after)
                .param("text", text)
                .param("limit", limit)
                .query(String.class)
                .list();
    }

    Optional<CheckView> find(CheckId id) {
        return jdbc.sql(SELECT + "WHERE c.id = :id")
                .param("id", id.value())
                .query(CheckStore::view)
                .optional();
    }

    List<CheckView> find(Collection<CheckId> ids) {
        return jdbc.sql(SELECT + "WHERE c.id = ANY (:ids)")
                .param("ids", SqlArray.of("uuid", ids, CheckId::value))
                .query(CheckStore::view)
                .list();
    }

    Optional<CheckView> findByUniqueKey(String uniqueKey) {
        return jdbc.sql(SELECT + "WHERE c.unique_key = :uniqueKey")
                .param("uniqueKey", uniqueKey)
                .query(CheckStore::view)
                .optional();
    }

    private static Row row(ResultSet row, int n) throws SQLException {
        return new Row(
                view(row, n), row.getObject("created_at", OffsetDateTime.class).toInstant(), row.getBoolean("is_last"));
    }

    private static CheckView view(ResultSet row, int n) throws SQLException {
        return new CheckView(
                new CheckId(row.getObject("id", UUID.class)),
                new ProjectId(row.getObject("project_id", UUID.class)),
                row.getString("unique_key"),
                row.getObject("badge_key", UUID.class),
                labels(row),
                CheckStateStore.schedule(row),
                Duration.ofSeconds(row.getLong("grace_seconds")),
                CheckStateStore.policy(row),
                CheckStateStore.state(row),
                SqlInstant.of(row, "acknowledged_at"),
                new Links(List.of(), parents(row)));
    }

    private static Labels labels(ResultSet row) throws SQLException {
        return new Labels(
                row.getString("name"), row.getString("slug"), row.getString("tags"), row.getString("description"));
    }

    private static List<Parent> parents(ResultSet row) throws SQLException {
        UUID[] ids = (UUID[]) row.getArray("parent_ids").getArray();
        String[] keys = (String[]) row.getArray("parent_keys").getArray();
        return IntStream.range(0, ids.length)
                .mapToObj(n -> new Parent(new CheckId(ids[n]), keys[n]))
                .toList();
    }

    /**
     * A check in a list, with its position.
     *
     * @param isLast whether no other check follows
     */
    record Row(CheckView check, Instant createdAt, boolean isLast) {

        /** The position of this check, after which the list continues, or null if it is the last one. */
        CursorRequest.@Nullable Cursor<CheckId> next() {
            return isLast ? null : new CursorRequest.Cursor<>(createdAt, check.id());
        }
    }
}
