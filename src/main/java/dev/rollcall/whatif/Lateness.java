package dev.rollcall.whatif;

import dev.rollcall.check.schedule.Schedule;
import dev.rollcall.check.state.CheckState;
import dev.rollcall.check.state.LockedCheck;
import dev.rollcall.check.state.PingPolicy;
import dev.rollcall.check.state.RunRules;
import dev.rollcall.whatif.PastEvent.Away;
import dev.rollcall.whatif.PastEvent.Pinged;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How late the successes of a check were, counted from the time at which each would have been missed without any grace
 * time. A run that ended after the next one was expected counts as missed, not as late, because no grace time is meant
 * to span a whole run. A pause ends the wait for a run, and an outage of Rollcall in which a ping may have been lost
 * moves the expected time. Not thread-safe.
 */
final class Lateness {

    /** The lateness of fewer runs proves too little. */
    static final int MIN_RUNS = 5;

    private static final int PERCENTILE = 99;

    /** Longer than any grace time, so silence never brings this check down. */
    private static final Duration ENDLESS = Duration.ofDays(3650);

    private final List<Duration> measured = new ArrayList<>();
    private final List<Away> outages = new ArrayList<>();
    private final LockedCheck check;
    private final Schedule schedule;
    private final Replay neverSilent;
    private int missed;

    Lateness(LockedCheck check) {
        this.check = check;
        this.schedule = check.schedule();
        this.neverSilent = new Replay(check.with(schedule, ENDLESS, PingPolicy.DEFAULT));
    }

    /** The next event, in the order of their times. */
    void add(PastEvent event) {
        if (event instanceof Away away) {
            outages.add(away);
            return;
        }
        if (event instanceof Pinged ping && ping.kind() == Pinged.Kind.SUCCESS) {
            measure(neverSilent.state(), ping.at());
            outages.clear();
        }
        neverSilent.apply(event);
    }

    /** How many runs were measured. */
    int runs() {
        return measured.size();
    }

    /** How many runs came so late that they count as missed. */
    int missed() {
        return missed;
    }

    /**
     * The lateness that 99 of 100 runs did not exceed, by nearest rank. For fewer than 100 runs that is the greatest.
     * Empty if fewer than {@value #MIN_RUNS} runs were measured.
     */
    Optional<Duration> usual() {
        if (measured.size() < MIN_RUNS) {
            return Optional.empty();
        }
        List<Duration> sorted = measured.stream().sorted().toList();
        int rank = (sorted.size() * PERCENTILE + 99) / 100;
        return Optional.of(sorted.get(rank - 1));
    }

    private void measure(CheckState silent, Instant at) {
        CheckState before = silent;
        for (Away away : outages) {
            before = excused(before, away, at);
        }
        Instant due = before.downAfter(schedule, Duration.ZERO);
        if (due == null) {
            return;
        }
        if (isMissed(before.expectedAt(schedule), at)) {
            missed++;
        } else {
            measured.add(late(due, at));
        }
    }

    /** The state after the outage if a check with just the grace time that this run seems to need would be excused. */
    private CheckState excused(CheckState state, Away away, Instant at) {
        Instant due = state.downAfter(schedule, Duration.ZERO);
        if (due == null) {
            return state;
        }
        LockedCheck barelyInTime =
                check.with(schedule, late(due, at), PingPolicy.DEFAULT).with(state);
        return new RunRules(barelyInTime).excused(away.began(), away.at());
    }

    private static Duration late(Instant due, Instant at) {
        return at.isAfter(due) ? Duration.between(due, at) : Duration.ZERO;
    }

    private boolean isMissed(@Nullable Instant expected, Instant at) {
        Instant next = expected == null ? null : schedule.nextAfter(expected);
        return next != null && !at.isBefore(next);
    }
}
