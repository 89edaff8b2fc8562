package dev.rollcall.check;

import dev.rollcall.check.CheckStore.Row;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.api.CursorRequest.Cursor;
import dev.rollcall.platform.api.ListPart;
import dev.rollcall.project.ProjectId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The third door of this module: lists the checks of a project in parts, so any number fits into memory. Each part is
 * read in its own transaction. A check that exists during the whole listing is listed exactly once.
 */
@Service
public class CheckLists {

    /** A part ends when its checks have this many channels in total. */
    private static final int PART_CHANNELS = 100_000;

    /**
     * A part has many tags because each part collects all tags again: 0.1 to 0.4 s for 50,000 checks. A tag takes about
     * 100 bytes of heap.
     */
    private static final int PART_TAGS = 2_000;

    private final CheckStore views;
    private final ChannelAssignments channels;

    CheckLists(CheckStore views, ChannelAssignments channels) {
        this.views = views;
        this.channels = channels;
    }

    /** Lists the project's checks that have the slug (if one is given) and all of the tags, oldest first. */
    @Transactional(readOnly = true)
    public ListPart<CheckView, Cursor<CheckId>> withChannels(
            ProjectId project, @Nullable String slug, Collection<String> tags, @Nullable Cursor<CheckId> after) {
        List<Row> rows = rows(project, slug, after);
        Map<CheckId, List<UUID>> assigned = channels.of(rows.stream()
                .filter(row -> hasTags(row, tags))
                .map(row -> row.check().id())
                .toList());
        List<CheckView> items = new ArrayList<>();
        int channelsInPart = 0;
        Cursor<CheckId> next = null;
        for (Row row : rows) {
            if (channelsInPart >= PART_CHANNELS) {
                return new ListPart<>(items, next);
            }
            if (hasTags(row, tags)) {
                List<UUID> ofCheck = assigned.getOrDefault(row.check().id(), List.of());
                items.add(row.check().withChannels(ofCheck));
                channelsInPart += ofCheck.size();
            }
            next = row.next();
        }
        return new ListPart<>(items, next);
    }

    /** Lists the same checks without their channels, which costs one statement less. */
    @Transactional(readOnly = true)
    public ListPart<CheckView, Cursor<CheckId>> withoutChannels(
            ProjectId project, @Nullable String slug, Collection<String> tags, @Nullable Cursor<CheckId> after) {
        List<Row> rows = rows(project, slug, after);
        return new ListPart<>(
                rows.stream().filter(row -> hasTags(row, tags)).map(Row::check).toList(),
                rows.isEmpty() ? null : rows.get(rows.size() - 1).next());
    }

    /** Lists the project's tags, each once, in the order of their code points. */
    @Transactional(readOnly = true)
    public ListPart<String, String> tags(ProjectId project, @Nullable String after) {
        List<String> tags = views.tags(project, after == null ? "" : after, "", PART_TAGS);
        return new ListPart<>(tags, tags.size() < PART_TAGS ? null : tags.get(PART_TAGS - 1));
    }

    /** Lists the first of the project's tags that contain the text in upper or lower case, in the same order. */
    @Transactional(readOnly = true)
    public List<String> tags(ProjectId project, String text, int limit) {
        return views.tags(project, "", text, limit);
    }

    private List<Row> rows(ProjectId project, @Nullable String slug, @Nullable Cursor<CheckId> after) {
        // Postgres accepts no NUL character, not even as a parameter.
        boolean impossible = slug != null && slug.indexOf('\0') >= 0;
        return impossible ? List.of() : views.part(project, slug, after);
    }

    private static boolean hasTags(Row row, Collection<String> tags) {
        return row.check().tagList().containsAll(tags);
    }
}
