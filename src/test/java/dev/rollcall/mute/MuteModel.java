package dev.rollcall.mute;

import dev.rollcall.mute.Mute.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What mutes checks, in the simplest way: it looks at every minute, and at every check. Knows no change of clocks;
 * {@code OpeningsTest} has those.
 */
class MuteModel {

    /** A check. Its lists and its state change. */
    static class Job {

        final String name;
        final Set<String> tags;
        final Duration period;
        final Duration grace;
        final List<Job> parents = new ArrayList<>();

        @Nullable
        Instant snoozedUntil;

        boolean isDown;

        /** When silence makes it down; null while it is down, new or paused. */
        @Nullable
        Instant deadline;

        @Nullable
        Instant recoveredAt;

        Job(String name, Set<String> tags, Duration period, Duration grace) {
            this.name = name;
            this.tags = tags;
            this.period = period;
            this.grace = grace;
        }

        void succeed(Instant now) {
            if (isDown) {
                recoveredAt = now;
            }
            isDown = false;
            deadline = now.plus(period).plus(grace);
        }

        void fail() {
            isDown = true;
            deadline = null;
        }

        void pause(Instant now) {
            if (isDown) {
                recoveredAt = now;
            }
            isDown = false;
            deadline = null;
        }

        void sweep(Instant now) {
            if (deadline != null && !now.isBefore(deadline)) {
                fail();
            }
        }

        Set<Job> ancestors() {
            Set<Job> found = new HashSet<>();
            for (Job parent : parents) {
                found.add(parent);
                found.addAll(parent.ancestors());
            }
            return found;
        }
    }

    /**
     * A window.
     *
     * @param start of a window that opens once, else null, as {@code end}
     * @param hours of a repeated window, as {@code minutes}
     */
    record Window(
            String name,
            boolean allJobs,
            Set<String> tags,
            Set<Job> jobs,
            @Nullable Instant start,
            @Nullable Instant end,
            Set<Integer> hours,
            Set<Integer> minutes,
            ZoneId zone,
            Duration duration) {

        boolean mutes(Job job) {
            return allJobs || jobs.contains(job) || tags.stream().anyMatch(job.tags::contains);
        }

        boolean isOpen(Instant now) {
            if (start != null && end != null) {
                return !now.isBefore(start) && now.isBefore(end);
            }
            Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
            for (Instant time = minute; now.isBefore(time.plus(duration)); time = time.minusSeconds(60)) {
                ZonedDateTime shown = time.atZone(zone);
                if (hours.contains(shown.getHour()) && minutes.contains(shown.getMinute())) {
                    return true;
                }
            }
            return false;
        }

        /** The first minute at which it is closed. All times are whole minutes. */
        Instant closes(Instant now) {
            Instant time = now.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
            while (isOpen(time)) {
                time = time.plusSeconds(60);
            }
            return time;
        }
    }

    final List<Job> jobs = new ArrayList<>();
    final List<Window> windows = new ArrayList<>();

    /** All reasons that end last; empty if the job is not muted. */
    List<Mute> of(Job job, Instant now) {
        List<Mute> all = new ArrayList<>();
        for (Window window : windows) {
            if (window.mutes(job) && window.isOpen(now)) {
                all.add(new Mute(Reason.MAINTENANCE, window.closes(now), window.name()));
            }
        }
        if (job.snoozedUntil != null && now.isBefore(job.snoozedUntil)) {
            all.add(new Mute(Reason.SNOOZE, job.snoozedUntil, ""));
        }
        for (Job ancestor : job.ancestors()) {
            Instant recovered = ancestor.recoveredAt;
            if (ancestor.isDown) {
                all.add(new Mute(Reason.PARENT, null, ancestor.name));
            } else if (recovered != null && now.isBefore(recovered.plus(job.grace))) {
                all.add(new Mute(Reason.PARENT, recovered.plus(job.grace), ancestor.name));
            }
        }
        Instant last =
                all.stream().map(MuteModel::end).max(Comparator.naturalOrder()).orElse(Instant.MIN);
        return all.stream().filter(mute -> end(mute).equals(last)).toList();
    }

    private static Instant end(Mute mute) {
        Instant until = mute.until();
        return until == null ? Instant.MAX : until;
    }
}
