package dev.rollcall.page.maintenance;

import dev.rollcall.mute.Openings;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A maintenance window as the list shows it.
 *
 * @param start of a window that opens once, like {@code end}; null for a repeated window
 * @param openings of a repeated window; null for a window that opens once
 * @param someNames the names of a few of the checks that it names
 * @param named how many checks it names; it may mute others by its tags
 */
public record ListedWindow(
        UUID id,
        String name,
        @Nullable Instant start,
        @Nullable Instant end,
        @Nullable Openings openings,
        boolean allChecks,
        List<String> tags,
        List<String> someNames,
        int named) {

    /** How many of the checks that it names are not in {@link #someNames}. */
    public int moreNames() {
        return named - someNames.size();
    }

    /** When it closes, or null if it is closed at {@code now}. */
    public @Nullable Instant openUntil(Instant now) {
        if (openings != null) {
            return openings.endAt(now);
        }
        return start == null || end == null || now.isBefore(start) || !now.isBefore(end) ? null : end;
    }

    /** When it opens next, or null if it never does. */
    public @Nullable Instant opensAfter(Instant now) {
        if (openings != null) {
            return openings.starts().nextAfter(now);
        }
        return start != null && start.isAfter(now) ? start : null;
    }
}
