package dev.rollcall.page.check;

import dev.rollcall.check.CheckView;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the lamp of a check shows, in the order in which readers want to see it. */
public enum Lamp {
    DOWN,
    /** A ping was expected, and the grace time has not passed. The published API calls it {@code grace}. */
    LATE,
    UP,
    PAUSED,
    NEW;

    /** The class of the style sheet, the end of the key of its word, and its value in an address. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The lamp of a check at this moment. */
    public static Lamp of(CheckView check, Instant now) {
        String status = check.statusAt(now);
        return status.equals("grace") ? LATE : of(status).orElseThrow();
    }

    /** Empty if no lamp has this label. */
    static Optional<Lamp> of(String label) {
        return Arrays.stream(values())
                .filter(lamp -> lamp.label().equals(label))
                .findFirst();
    }
}
