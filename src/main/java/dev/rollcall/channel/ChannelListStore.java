package dev.rollcall.channel;

import dev.rollcall.platform.api.CursorRequest.Cursor;
import dev.rollcall.platform.api.ListPart;
import dev.rollcall.platform.database.SqlInstant;
import dev.rollcall.project.ProjectId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the list of a project's channels. */
@Component
class ChannelListStore {

    /** The number of channels in one part of a list; each takes about 300 bytes of heap. */
    private static final int PART_SIZE = 500;

    /** A position before every channel. */
    private static final Cursor<UUID> BEFORE_ALL = new Cursor<>(Instant.EPOCH, new UUID(0, 0));

    private final JdbcClient jdbc;

    ChannelListStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The project's channels after this position, oldest first. */
    ListPart<ChannelSummary, Cursor<UUID>> after(ProjectId project, @Nullable Cursor<UUID> position) {
        Cursor<UUID> from = position == null ? BEFORE_ALL : position;
        List<ChannelSummary> found = jdbc.sql("""
                        SELECT id, name, kind, created_at
                        FROM channels
                        WHERE project_id = :project AND (created_at, id) > (:at, :id)
                        ORDER BY created_at, id
                        LIMIT :limit
                        """)
                .param("project", project.value())
                .param("at", from.at().atOffset(ZoneOffset.UTC))
                .param("id", from.id())
                .param("limit", PART_SIZE)
                .query((row, n) -> new ChannelSummary(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("kind"),
                        Objects.requireNonNull(SqlInstant.of(row, "created_at"))))
                .list();
        ChannelSummary last = found.size() < PART_SIZE ? null : found.get(PART_SIZE - 1);
        return new ListPart<>(found, last == null ? null : new Cursor<>(last.createdAt(), last.id()));
    }
}
