package dev.rollcall.check;

import dev.rollcall.check.schedule.Deadline;
import dev.rollcall.check.schedule.Schedule;
import dev.rollcall.check.schedule.Unreadable;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckState;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.KeywordFilter;
import dev.rollcall.project.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A check as others see it: definition, state and channels at one moment. */
public record CheckView(
        CheckId id,
        ProjectId project,
        String uniqueKey,
        UUID badgeKey,
        String name,
        String slug,
        String tags,
        String description,
        Schedule schedule,
        Duration grace,
        boolean manualResume,
        String methods,
        KeywordFilter keywords,
        CheckState state,
        List<UUID> channels) {

    /** The tags one by one. */
    public List<String> tagList() {
        return tags.isBlank() ? List.of() : List.of(tags.strip().split("\\s+"));
    }

    /** The status as the published API words it: also {@code grace}, and {@code down} before any sweep came by. */
    public String statusAt(Instant now) {
        if (state.isOverdue(now, schedule, grace)) {
            return label(CheckStatus.DOWN);
        }
        Instant expected = state.expectedAt(schedule);
        return expected != null && !now.isBefore(expected) ? "grace" : label(state.status());
    }

    /** Whether a run is under way that still has time to finish. */
    boolean isRunningAt(Instant now) {
        return state.lastStartAt() != null && now.isBefore(Deadline.after(state.lastStartAt(), grace));
    }

    /**
     * What is wrong with the schedule, so that no ping is expected: it cannot be read, or has no run after {@code now}.
     * Null for a schedule that works. Begins with the name of a field of the published API.
     */
    @Nullable
    String scheduleProblemAt(Instant now) {
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
                name,
                slug,
                tags,
                description,
                schedule,
                grace,
                manualResume,
                methods,
                keywords,
                state,
                assigned);
    }

    private static String label(CheckStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
