package dev.rollcall.mute;

import dev.rollcall.check.schedule.Deadline;
import dev.rollcall.check.schedule.ScheduleExpression;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a repeated maintenance window is open: from each time of the expression, for the duration. A daylight saving
 * change moves the start as it moves the pings of a check, but not the duration: two hours are two hours on that day,
 * too.
 */
public record Openings(ScheduleExpression starts, Duration duration) {

    /** The maximum number of openings that are joined, because a window that never closes has no last one. */
    private static final int MAX_JOINED = 100;

    /**
     * The end of the opening at {@code now}, or null if the window is closed. The start belongs to an opening, the end
     * does not. Openings that touch or overlap are one. After {@link #MAX_JOINED} of them, the end is the earliest
     * possible one.
     */
    public @Nullable Instant endAt(Instant now) {
        Instant start = starts.nextAfter(Deadline.before(now, duration));
        if (start == null || start.isAfter(now)) {
            return null;
        }
        Instant end = Deadline.after(start, duration);
        for (int joined = 1; joined < MAX_JOINED; joined++) {
            start = starts.nextAfter(start);
            if (start == null || start.isAfter(end)) {
                return end;
            }
            end = Deadline.after(start, duration);
        }
        return end;
    }
}
