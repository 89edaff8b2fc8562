package dev.rollcall.mute.maintenance;

import dev.rollcall.check.schedule.ScheduleExpression;
import dev.rollcall.mute.Openings;
import dev.rollcall.platform.api.ApiTimestamp;
import dev.rollcall.platform.problem.InvalidRequestException;
import dev.rollcall.project.MadeHere;
import dev.rollcall.project.ProjectId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A time in which alerts are muted. It opens once, or again and again. The checks that it names are stored separately,
 * by SQL.
 */
@Entity
@Table(name = "maintenance_windows")
class MaintenanceWindow extends MadeHere {

    private static final String NO_TIMES =
            InvalidRequestException.withCure("is missing", "set start and end, or schedule and duration");

    @Column(updatable = false)
    private UUID projectId;

    @Column
    private String name = "";

    @Column
    private @Nullable Instant startAt;

    @Column
    private @Nullable Instant endAt;

    @Column
    private @Nullable String cron;

    @Column
    private @Nullable String timeZone;

    @Column
    private @Nullable Long durationSeconds;

    @Column
    private boolean allChecks;

    @Column
    private String tags = "";

    @Column(updatable = false)
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected MaintenanceWindow() {}

    MaintenanceWindow(ProjectId project, Instant createdAt) {
        this.projectId = project.value();
        this.createdAt = createdAt;
    }

    ProjectId project() {
        return new ProjectId(projectId);
    }

    Instant createdAt() {
        return createdAt;
    }

    /** Changes what the request sets, and leaves the rest. Times replace a schedule, and a schedule replaces times. */
    void change(WindowRequest fields) {
        name = fields.name() == null ? name : fields.name();
        if (fields.isOnce()) {
            startAt = fields.start() == null ? startAt : time(fields.start());
            endAt = fields.end() == null ? endAt : time(fields.end());
            cron = null;
            timeZone = null;
            durationSeconds = null;
        }
        if (fields.isRepeated()) {
            cron = fields.schedule() == null ? cron : fields.schedule();
            timeZone = fields.tz() == null ? (timeZone == null ? WindowRequest.UTC : timeZone) : fields.tz();
            durationSeconds = fields.duration() == null ? durationSeconds : fields.duration();
            startAt = null;
            endAt = null;
        }
        if (fields.hasScope()) {
            allChecks = Boolean.TRUE.equals(fields.allChecks());
            tags = allChecks ? "" : fields.tags() == null ? tags : fields.tags().strip();
        }
    }

    /**
     * The fields that are missing or contradict each other after {@link #change}. Times that the request did not set
     * may be past, and checks may have been deleted.
     *
     * @param namesChecks whether the window names any check
     */
    Map<String, String> faults(WindowRequest fields, Instant now, boolean namesChecks) {
        Map<String, String> faults = new TreeMap<>();
        if (name.isEmpty()) {
            faults.put("name", "is missing");
        }
        if (cron == null && timeZone == null && durationSeconds == null) {
            onceFaults(fields, now, faults);
        } else {
            repeatedFaults(fields, now, faults);
        }
        if ((isNew() || fields.hasScope()) && !allChecks && tags.isEmpty() && !namesChecks) {
            faults.put("checks", InvalidRequestException.withCure("is missing", "set checks, tags or all_checks"));
        }
        return faults;
    }

    WindowView view(WindowChecks checks) {
        Openings openings = cron == null || timeZone == null || durationSeconds == null
                ? null
                : new Openings(ScheduleExpression.kept(cron, timeZone), Duration.ofSeconds(durationSeconds));
        return new WindowView(getId(), name, startAt, endAt, openings, allChecks, tags, checks);
    }

    private void onceFaults(WindowRequest fields, Instant now, Map<String, String> faults) {
        if (startAt == null) {
            faults.put("start", NO_TIMES);
        }
        if (endAt == null) {
            faults.put("end", NO_TIMES);
        } else if (startAt != null && !endAt.isAfter(startAt)) {
            faults.put("end", "is not after start");
        } else if (fields.end() != null && !endAt.isAfter(now)) {
            faults.put("end", "is not in the future");
        }
    }

    private void repeatedFaults(WindowRequest fields, Instant now, Map<String, String> faults) {
        if (durationSeconds == null) {
            faults.put("duration", "is missing");
        }
        if (cron == null || timeZone == null) {
            faults.put("schedule", "is missing");
        } else if (fields.isRepeated()
                && ScheduleExpression.kept(cron, timeZone).nextAfter(now) == null) {
            faults.put(
                    "schedule",
                    InvalidRequestException.withCure(
                            "has no future run", "the dates it names never come, or are over"));
        }
    }

    private static Instant time(String text) {
        return ApiTimestamp.parse(text).orElseThrow(IllegalArgumentException::new);
    }
}
