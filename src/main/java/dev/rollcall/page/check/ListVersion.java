package dev.rollcall.page.check;

import dev.rollcall.project.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says whether a list that a browser shows is still right. Every web process computes the same version of the same
 * checks.
 *
 * @param standing a hash of what a reader must see at once: which checks there are, and what their lamps show
 * @param pings a hash of the checks and times on this page; a change of these can be shown later
 * @param period the start of the {@link #periodOf period} for which these times are right
 */
record ListVersion(int standing, int pings, Instant period) {

    /**
     * How old the times of a list may be. The browser keeps counting by itself. All lists of a project get new times at
     * once, so its checks are read once for all of them.
     */
    static final Duration MAX_AGE = Duration.ofSeconds(20);

    private static final Pattern FORM = Pattern.compile("([0-9a-f]{1,8})\\.([0-9a-f]{1,8})\\.(\\d{1,11})");

    /** The start of the period of {@link #MAX_AGE} that this time is in. Projects have different periods. */
    static Instant periodOf(ProjectId project, Instant at) {
        long begin = project.value().getLeastSignificantBits() % MAX_AGE.toSeconds();
        return Instant.ofEpochSecond(
                at.getEpochSecond() - Math.floorMod(at.getEpochSecond() - begin, MAX_AGE.toSeconds()));
    }

    /** A hash of the checks on a page and of the times that it shows. */
    static int pings(List<ListedCheck> shown) {
        List<Object> pings = new ArrayList<>(shown.size() * 3);
        for (ListedCheck check : shown) {
            // A ping can move a check to another page.
            pings.add(check.id());
            pings.add(Objects.hashCode(check.lastPingAt()));
            pings.add(Objects.hashCode(check.expectedAt()));
        }
        return pings.hashCode();
    }

    /** A hash of the checks of a project and of what their lamps show. */
    static int standing(List<ListedCheck> checks) {
        List<Object> standing = new ArrayList<>(checks.size() * 5);
        for (ListedCheck check : checks) {
            standing.add(check.id());
            standing.add(check.name());
            standing.add(check.tags());
            // The hash of an enum differs between processes.
            standing.add(check.lamp().name());
            standing.add(check.runningSince() != null);
        }
        return standing.hashCode();
    }

    /** Reads what {@link #toString} wrote; empty for anything else. */
    static Optional<ListVersion> parse(String text) {
        Matcher version = FORM.matcher(text);
        return version.matches()
                ? Optional.of(new ListVersion(
                        Integer.parseUnsignedInt(version.group(1), 16),
                        Integer.parseUnsignedInt(version.group(2), 16),
                        Instant.ofEpochSecond(Long.parseLong(version.group(3)))))
                : Optional.empty();
    }

    /** Whether a browser that shows this version needs the present one. */
    boolean isOutdatedBy(ListVersion present) {
        return standing != present.standing() || (pings != present.pings() && period.isBefore(present.period()));
    }

    @Override
    public String toString() {
        return Integer.toHexString(standing) + "." + Integer.toHexString(pings) + "." + period.getEpochSecond();
    }
}
