package dev.rollcall.check.schedule;

import dev.rollcall.platform.time.Zone;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/** Local times in a zone, where clocks go forward over some of them and back to others. */
record ZonedTimes(LocalTimes times, ZoneRules rules) {

    /** What becomes of a time that clocks go forward over. */
    enum Skipped {
        /** It comes when they have. */
        COMES_AFTERWARDS,
        /** It does not come. */
        NEVER_COMES
    }

    ZonedTimes(LocalTimes times, Zone zone) {
        this(times, zone.rules());
    }

    /**
     * The next time that a clock on the wall shows one of them: none while clocks go forward over it, twice where they
     * go back to it. Null when none comes before {@code end} by that clock.
     */
    @Nullable
    Instant nextShown(Instant after, LocalDateTime end) {
        ZoneOffset offset = rules.getOffset(after);
        LocalDateTime from = secondAfter(local(after, offset));
        ZoneOffsetTransition change = rules.nextTransition(after);
        // Until the next change the clock is one that never changes.
        while (change != null && change.getDateTimeBefore().isBefore(end)) {
            LocalDateTime next = times.nextFrom(from, change.getDateTimeBefore());
            if (next != null) {
                return next.toInstant(offset);
            }
            offset = change.getOffsetAfter();
            from = change.getDateTimeAfter();
            change = rules.nextTransition(change.getInstant());
        }
        LocalDateTime next = times.nextFrom(from, end);
        return next == null ? null : next.toInstant(offset);
    }

    /** The next of them when each comes once: where clocks go back to it, the first time. Null as above. */
    @Nullable
    Instant nextOnce(Instant after, Skipped skipped, LocalDateTime end) {
        LocalDateTime next = times.nextFrom(firstUnused(after), end);
        while (next != null) {
            ZoneOffsetTransition change = rules.getTransition(next);
            if (change == null || change.isOverlap()) {
                return next.toInstant(rules.getValidOffsets(next).get(0));
            }
            if (skipped == Skipped.COMES_AFTERWARDS) {
                return change.getInstant();
            }
            next = times.nextFrom(change.getDateTimeAfter(), end);
        }
        return null;
    }

    /** The first local time that was not shown yet. */
    private LocalDateTime firstUnused(Instant after) {
        LocalDateTime local = local(after, rules.getOffset(after));
        ZoneOffsetTransition change = rules.getTransition(local);
        boolean repeated = change != null && change.isOverlap() && !after.isBefore(change.getInstant());
        return change != null && repeated ? change.getDateTimeBefore() : secondAfter(local);
    }

    private static LocalDateTime local(Instant instant, ZoneOffset offset) {
        return LocalDateTime.ofInstant(instant, offset);
    }

    private static LocalDateTime secondAfter(LocalDateTime local) {
        return local.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    }
}
