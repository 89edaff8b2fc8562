package dev.rollcall.badge;

import dev.rollcall.check.CheckView;
import java.time.Instant;
import java.util.Collection;

/** How many checks a badge is about, and how many of them are late or down. */
record BadgeReading(int total, int grace, int down) {

    static final BadgeReading NONE = new BadgeReading(0, 0, 0);

    static BadgeReading of(Collection<CheckView> checks, Instant now) {
        int grace = 0;
        int down = 0;
        for (CheckView check : checks) {
            switch (check.statusAt(now)) {
                case "grace" -> grace++;
                case "down" -> down++;
                default -> {
                    // New, up and paused checks are nobody's worry.
                }
            }
        }
        return new BadgeReading(checks.size(), grace, down);
    }

    /** Of these checks and of the other ones. */
    BadgeReading plus(BadgeReading other) {
        return new BadgeReading(total + other.total, grace + other.grace, down + other.down);
    }

    /** The worst there is; a check that is late counts as up where the badge has two states. */
    BadgeStatus status(boolean threeStates) {
        if (down > 0) {
            return BadgeStatus.DOWN;
        }
        return grace > 0 && threeStates ? BadgeStatus.LATE : BadgeStatus.UP;
    }
}
