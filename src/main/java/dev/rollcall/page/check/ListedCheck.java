package dev.rollcall.page.check;

import dev.rollcall.check.schedule.Schedule;
import dev.rollcall.check.state.CheckId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A check at one moment, as the list of its project needs it.
 *
 * @param sortKey the text by which names are sorted: {@link SortKey}
 * @param lastPingAt when the last success or failure came; null if none did
 * @param expectedAt when the next ping is or was expected; null if none is
 * @param runningSince when the run under way began; null if there is none, or if it takes too long
 */
record ListedCheck(
        CheckId id,
        String name,
        String sortKey,
        List<String> tags,
        Schedule schedule,
        Duration grace,
        Lamp lamp,
        @Nullable Instant lastPingAt,
        @Nullable Instant expectedAt,
        @Nullable Instant runningSince) {

    /** Whether a ping was expected by now and did not come. */
    public boolean isOverdue(Instant now) {
        return (lamp == Lamp.DOWN || lamp == Lamp.LATE) && isExpectedBy(now);
    }

    /** Whether the check is late by now, if no ping has come since it was read. */
    boolean isLateBy(Instant now) {
        return lamp == Lamp.LATE || becomesLateBy(now);
    }

    /** Whether the check was not late yet when it was read, and is now, if no ping has come since. */
    boolean becomesLateBy(Instant now) {
        return lamp == Lamp.UP && isExpectedBy(now);
    }

    /** Whether the name or a tag contains the text, which is in lower case. */
    boolean contains(String text) {
        return name.toLowerCase(Locale.ROOT).contains(text)
                || tags.stream().anyMatch(tag -> tag.toLowerCase(Locale.ROOT).contains(text));
    }

    private boolean isExpectedBy(Instant now) {
        return expectedAt != null && !now.isBefore(expectedAt);
    }
}
