package dev.rollcall.page.check;

import java.util.Locale;

/** How a run went. */
enum Outcome {
    UP,
    /** It ended in the second half of the grace time. */
    LATE,
    /** It failed, or it was missed. */
    DOWN,
    /** A ping may have been lost while Rollcall could receive none. */
    EXCUSED;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
