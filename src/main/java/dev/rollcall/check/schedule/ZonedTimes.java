package dev.rollcall.check.schedule;

import dev.rollcall.platform.time.Zone;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/** Local times in a zone. Clocks skip some local times when they go forward, and repeat some when they go back. */
record ZonedTimes(LocalTimes times, ZoneRules rules) {

    /** What happens to a time that clocks skip. */
    enum Skipped {
        /** It moves to the moment right after the clocks have gone forward. */
        COMES_AFTERWARDS,
        /** It does not come. */
        NEVER_COMES
    }

    ZonedTimes(LocalTimes times, Zone zone) {
        this(times, zone.rules());
    }

    /**
     * The next instant at which a wall clock shows one of the times: never for a skipped time, twice for a repeated
     * one. Null if none comes before {@code end} on that clock.
     */
    @Nullable
    Instant nextShown(Instant after, LocalDateTime end) {
        ZoneOffset offset = rules.getOffset(after);
        LocalDateTime from = secondAfter(local(after, offset));
        ZoneOffsetTransition change = rules.nextTransition(after);
        // Until the next change, the offset is constant.
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

    /**
     * The next of the times if each comes once: a repeated time counts when it comes for the first time. Null if none
     * comes before {@code end}.
     */
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

    /** The first local time that a wall clock has not shown yet. */
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
