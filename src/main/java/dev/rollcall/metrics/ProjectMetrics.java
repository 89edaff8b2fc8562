package dev.rollcall.metrics;

import dev.rollcall.check.state.CheckId;
import dev.rollcall.metrics.MetricsStore.Row;
import dev.rollcall.metrics.MetricsStore.Tag;
import dev.rollcall.platform.api.CursorRequest.Cursor;
import dev.rollcall.platform.api.ListPart;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.project.ProjectId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads the checks and tags of a project in parts. Each part is read in its own transaction. */
@Service
@WebProcess
class ProjectMetrics {

    /** A check takes about 1 kB of heap. */
    private static final int PART_CHECKS = 400;

    /** Each part collects all tags of the project again, so it has many. */
    private static final int PART_TAGS = 2_000;

    private final MetricsStore store;

    ProjectMetrics(MetricsStore store) {
        this.store = store;
    }

    @Transactional(readOnly = true)
    public ListPart<Row, Cursor<CheckId>> checks(ProjectId project, @Nullable Cursor<CheckId> after) {
        List<Row> rows = store.checks(project, after, PART_CHECKS);
        return new ListPart<>(
                rows,
                rows.size() < PART_CHECKS ? null : rows.get(PART_CHECKS - 1).place());
    }

    @Transactional(readOnly = true)
    public ListPart<Tag, String> tags(ProjectId project, Instant now, @Nullable String after) {
        List<Tag> tags = store.tags(project, now, after == null ? "" : after, PART_TAGS);
        return new ListPart<>(
                tags, tags.size() < PART_TAGS ? null : tags.get(PART_TAGS - 1).name());
    }
}
