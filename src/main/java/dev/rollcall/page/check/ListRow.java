package dev.rollcall.page.check;

import dev.rollcall.mute.Mute;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the list, as the template shows it.
 *
 * @param schedule in words
 * @param isUnscheduled whether no ping is expected, because the schedule cannot be read or has no future run
 * @param mute why its alerts are held back; null if they are not
 */
record ListRow(
        ListedCheck check,
        String key,
        String schedule,
        boolean isUnscheduled,
        @Nullable Mute mute,
        RunBar runs) {

    private static final int SHOWN_TAGS = 6;

    public List<String> shownTags() {
        return check.tags().subList(0, Math.min(SHOWN_TAGS, check.tags().size()));
    }

    /** How many tags do not fit. */
    public int moreTags() {
        return Math.max(0, check.tags().size() - SHOWN_TAGS);
    }

    public boolean isDown() {
        return check.lamp() == Lamp.DOWN;
    }
}
