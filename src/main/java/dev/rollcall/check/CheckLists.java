package dev.rollcall.check;

import dev.rollcall.check.CheckStore.Row;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.api.CursorRequest.Cursor;
import dev.rollcall.platform.api.Part;
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
 * Lists the checks of a project, however many there are: a third door of this module. Each part is read in a
 * transaction of its own. A check that exists from the first part to the last is listed exactly once.
 */
@Service
public class CheckLists {

    /** No check is added to a part that has this many channels in all. */
    private static final int PART_CHANNELS = 100_000;

    /** Collecting the tags of 50,000 checks takes 0.1 to 0.4 s, so a part has many; each takes about 100 bytes of heap. */
    private static final int PART_TAGS = 2_000;

    private final CheckStore views;
    private final ChannelAssignments channels;

    CheckLists(CheckStore views, ChannelAssignments channels) {
        this.views = views;
        this.channels = channels;
    }

    /** The project's checks, oldest first, that have the slug (if one is given) and every one of the tags. */
    @Transactional(readOnly = true)
    public Part<CheckView, Cursor<CheckId>> withChannels(
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
                return new Part<>(items, next);
            }
            if (hasTags(row, tags)) {
                List<UUID> ofCheck = assigned.getOrDefault(row.check().id(), List.of());
                items.add(row.check().withChannels(ofCheck));
                channelsInPart += ofCheck.size();
            }
            next = row.next();
        }
        return new Part<>(items, next);
    }

    /** The same for callers that do not need to know who is told. */
    @Transactional(readOnly = true)
    public Part<CheckView, Cursor<CheckId>> withoutChannels(
            ProjectId project, @Nullable String slug, Collection<String> tags, @Nullable Cursor<CheckId> after) {
        List<Row> rows = rows(project, slug, after);
        return new Part<>(
                rows.stream().filter(row -> hasTags(row, tags)).map(Row::check).toList(),
                rows.isEmpty() ? null : rows.get(rows.size() - 1).next());
    }

    /** The project's tags, each once, in the order of their characters. */
    @Transactional(readOnly = true)
    public Part<String, String> tags(ProjectId project, @Nullable String after) {
        List<String> tags = views.tags(project, after == null ? "" : after, PART_TAGS);
        return new Part<>(tags, tags.size() < PART_TAGS ? null : tags.get(PART_TAGS - 1));
    }

    private List<Row> rows(ProjectId project, @Nullable String slug, @Nullable Cursor<CheckId> after) {
        // The one character that Postgres does not even take to compare with.
        boolean cannotBe = slug != null && slug.indexOf('\0') >= 0;
        return cannotBe ? List.of() : views.part(project, slug, after);
    }

    private static boolean hasTags(Row row, Collection<String> tags) {
        return row.check().tagList().containsAll(tags);
    }
}
