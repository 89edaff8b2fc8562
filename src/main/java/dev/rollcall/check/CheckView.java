package dev.rollcall.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollcall.check.schedule.Schedule;
import dev.rollcall.check.schedule.Unreadable;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckState;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.Deadlines;
import dev.rollcall.check.state.PingPolicy;
import dev.rollcall.check.state.Tags;
import dev.rollcall.project.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A check as other modules see it: its definition, state and channels at one moment.
 *
 * @param acknowledgedAt when a person acknowledged that the check is down; null if no one did, or if it is not down
 */
public record CheckView(
        CheckId id,
        ProjectId project,
        String uniqueKey,
        UUID badgeKey,
        Labels labels,
        Schedule schedule,
        Duration grace,
        PingPolicy policy,
        CheckState state,
        @Nullable Instant acknowledgedAt,
        Links links) {

    /** Creates the view of a check that is not acknowledged and depends on no other. */
    public CheckView(
            CheckId id,
            ProjectId project,
            String uniqueKey,
            UUID badgeKey,
            Labels labels,
            Schedule schedule,
            Duration grace,
            PingPolicy policy,
            CheckState state,
            List<UUID> channels) {
        this(
                id,
                project,
                uniqueKey,
                badgeKey,
                labels,
                schedule,
                grace,
                policy,
                state,
                null,
                new Links(channels, List.of()));
    }

    public String name() {
        return labels.name();
    }

    /** The name, or the slug of a check without a name. */
    public String shownName() {
        return name().isEmpty() ? slug() : name();
    }

    public String slug() {
        return labels.slug();
    }

    public String tags() {
        return labels.tags();
    }

    /** The ids of the channels that get its alerts. */
    public List<UUID> channels() {
        return links.channels();
    }

    /** The tags one by one. */
    public List<String> tagList() {
        return Tags.of(tags());
    }

    /** The deadlines of the check if no further signal comes. */
    Deadlines deadlines() {
        return new Deadlines(state, schedule, grace, policy.runs());
    }

    /**
     * The status in the words of the published API. It can also be {@code grace}, and is {@code down} from the deadline
     * on, even before a sweep has found the check.
     */
    public String statusAt(Instant now) {
        if (deadlines().isOverdue(now)) {
            return label(CheckStatus.DOWN);
        }
        Instant expected = state.expectedAt(schedule);
        return expected != null && !now.isBefore(expected) ? "grace" : label(state.status());
    }

    /** Whether a run is under way and still has time to finish. */
    boolean isRunningAt(Instant now) {
        Instant runEnd = deadlines().runEnd();
        return runEnd != null && now.isBefore(runEnd);
    }

    /**
     * Why no ping is expected: the schedule cannot be read, or has no run after {@code now}. Null for a schedule that
     * works. Begins with the name of a field of the published API.
     */
    public @Nullable String scheduleProblemAt(Instant now) {
        if (schedule instanceof Unreadable unreadable) {
            return unreadable.fault().field() + " " + unreadable.fault().problem();
        }
        return schedule.nextAfter(now) == null ? CheckRequest.SCHEDULE + " " + CheckRequest.NO_FUTURE_RUN : null;
    }

    CheckView withChannels(List<UUID> assigned) {
        return new CheckView(
                id,
                project,
                uniqueKey,
                badgeKey,
                labels,
                schedule,
                grace,
                policy,
                state,
                acknowledgedAt,
                new Links(assigned, links.parents()));
    }

    /**
     * The texts by which people recognise a check. The published API shows them under these names.
     *
     * @param tags separated by white space
     */
    public record Labels(
            String name,
            String slug,
            String tags,
            @JsonProperty("desc") String description) {

        /**
         * Labels of which only these four are set. A label that is added to this record is empty here (docs/how-to.md).
         */
        public static Labels of(String name, String slug, String tags, String description) {
            return new Labels(name, slug, tags, description);
        }
    }

    /**
     * The channels that get the alerts of a check, and the checks that it depends on, each in the order of their ids.
     */
    public record Links(List<UUID> channels, List<Parent> parents) {}

    /**
     * A check that another one depends on.
     *
     * @param uniqueKey stands for the check where its id must not be shown
     */
    public record Parent(CheckId id, String uniqueKey) {}

    private static String label(CheckStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
