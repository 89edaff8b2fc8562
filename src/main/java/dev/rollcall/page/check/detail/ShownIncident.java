package dev.rollcall.page.check.detail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The time between a flip to DOWN and the next flip away from it.
 *
 * @param endedAt null while it lasts
 */
record ShownIncident(LoggedFlip began, @Nullable Instant endedAt) {

    /** How long it lasted, or has lasted so far. */
    public Duration duration(Instant now) {
        Instant end = endedAt == null ? now : endedAt;
        return end.isBefore(began.at()) ? Duration.ZERO : Duration.between(began.at(), end);
    }

    /** The incidents among these flips, latest first. */
    static List<ShownIncident> of(List<LoggedFlip> latestFirst) {
        List<ShownIncident> incidents = new ArrayList<>();
        Instant next = null;
        for (LoggedFlip flip : latestFirst) {
            if (flip.isDown()) {
                incidents.add(new ShownIncident(flip, next));
            }
            // A late ping changes nothing.
            next = flip.isLate() ? next : flip.at();
        }
        return incidents;
    }
}
