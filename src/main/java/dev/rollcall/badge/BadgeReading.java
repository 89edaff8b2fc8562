package dev.rollcall.badge;

import dev.rollcall.check.CheckView;
import java.time.Instant;
import java.util.Collection;

/** How many checks a badge covers, and how many of them are late or down. */
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
                    // New, up and paused checks are not counted.
                }
            }
        }
        return new BadgeReading(checks.size(), grace, down);
    }

    /** The sum of both readings. */
    BadgeReading plus(BadgeReading other) {
        return new BadgeReading(total + other.total, grace + other.grace, down + other.down);
    }

    /** The worst status of the checks. In a badge with two states a late check counts as up. */
    BadgeStatus status(boolean threeStates) {
        if (down > 0) {
            return BadgeStatus.DOWN;
        }
        return grace > 0 && threeStates ? BadgeStatus.LATE : BadgeStatus.UP;
    }
}
