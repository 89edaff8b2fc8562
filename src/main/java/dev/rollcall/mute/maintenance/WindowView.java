package dev.rollcall.mute.maintenance;

import dev.rollcall.mute.Openings;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A maintenance window outside its entity.
 *
 * @param start the start of a window that opens once; null for a repeated one, like {@code end}
 * @param openings of a repeated window; null for one that opens once
 * @param tags separated by white space
 * @param checks those that it names; it may mute others by its tags
 */
public record WindowView(
        UUID id,
        String name,
        @Nullable Instant start,
        @Nullable Instant end,
        @Nullable Openings openings,
        boolean allChecks,
        String tags,
        WindowChecks checks) {

    /** The end of the window if it is open at {@code now}, or null if it is closed. */
    @Nullable
    Instant openUntil(Instant now) {
        if (openings != null) {
            return openings.endAt(now);
        }
        return start == null || end == null || now.isBefore(start) || !now.isBefore(end) ? null : end;
    }
}
