package dev.rollcall.page.check;

import dev.rollcall.check.schedule.Deadline;
import dev.rollcall.check.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that says how a run went. */
record RunEvent(Kind kind, Instant at) {

    enum Kind {
        SUCCESS,
        FAIL,
        /** The check went down, but not because of a failure signal. */
        MISSED,
        EXCUSED
    }

    /**
     * How the runs of these events went.
     *
     * @param events in the order of their times
     * @param schedule the current schedule, which is also applied to earlier runs
     */
    static List<Outcome> outcomes(List<RunEvent> events, Schedule schedule, Duration grace) {
        List<Outcome> outcomes = new ArrayList<>();
        RunEvent before = null;
        for (RunEvent event : events) {
            // A success that counts as a failure, because the run was too short, has a flip of the same time.
            if (before != null && event.kind() == Kind.MISSED && event.at().equals(before.at())) {
                outcomes.remove(outcomes.size() - 1);
            }
            outcomes.add(event.outcome(before, schedule, grace));
            before = event;
        }
        return outcomes.subList(Math.max(0, outcomes.size() - RunBar.BARS), outcomes.size());
    }

    private Outcome outcome(@Nullable RunEvent before, Schedule schedule, Duration grace) {
        return switch (kind) {
            case SUCCESS -> before != null && isLateAfter(before, schedule, grace) ? Outcome.LATE : Outcome.UP;
            case FAIL, MISSED -> Outcome.DOWN;
            case EXCUSED -> Outcome.EXCUSED;
        };
    }

    /** After a run that was missed or excused, nobody knows which time of the schedule a success belongs to. */
    private boolean isLateAfter(RunEvent before, Schedule schedule, Duration grace) {
        if (before.kind() == Kind.MISSED || before.kind() == Kind.EXCUSED) {
            return false;
        }
        Instant expected = schedule.nextAfter(before.at());
        return expected != null && at.isAfter(Deadline.after(expected, grace.dividedBy(2)));
    }
}
