package dev.rollcall.flip;

import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A simple model of a check, written without any code of ours. It keeps the whole history, and answers each question by
 * reading the history again. Times of the schedule are found second by second. It is slow and obvious on purpose.
 */
final class CheckModel {

    /** What the check expects; durations are in seconds, and null or 1 means as published. */
    record Definition(
            int period,
            boolean isCron,
            int grace,
            @Nullable Integer startGrace,
            @Nullable Integer maxDuration,
            @Nullable Integer minDuration,
            int failureTolerance,
            int recoveryTolerance,
            @Nullable Integer expectedPings,
            @Nullable Integer expectedHosts,
            @Nullable Integer expectedPeriod,
            boolean notifyLate,
            boolean manualResume) {}

    enum Kind {
        START,
        SUCCESS,
        FAIL,
        LOG
    }

    record Change(CheckStatus from, CheckStatus to, Reason reason, Instant at) {}

    record Miss(Instant at, Reason reason) {}

    private enum What {
        START,
        GOOD,
        BAD,
        PAUSE,
        RESUME,
        SWEPT_DOWN,
        QUOTA_CHANGED
    }

    /**
     * One thing that happened.
     *
     * @param missed how many runs had been missed before it, as it was counted then
     * @param before the status before it
     */
    private record Event(
            What what,
            Instant at,
            @Nullable UUID run,
            int missed,
            CheckStatus before,
            boolean startsPeriod,
            String host) {}

    private Definition definition;
    private CheckStatus status = CheckStatus.NEW;
    private final List<Event> history = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private @Nullable Instant lateAlerted;

    CheckModel(Definition definition) {
        this.definition = definition;
    }

    CheckStatus status() {
        return status;
    }

    List<Change> changes() {
        return changes;
    }

    void ping(Kind kind, Instant now, @Nullable UUID run, String host) {
        if (kind == Kind.LOG || (status == CheckStatus.PAUSED && definition.manualResume())) {
            return;
        }
        Instant at = counted(now);
        if (kind == Kind.START) {
            int most = definition.failureTolerance() - 1 - failures();
            int missed = status == CheckStatus.DOWN ? 0 : Math.min(missedUntil(at), Math.max(0, most));
            add(What.START, at, run, missed, false, host);
            return;
        }
        Duration took = duration(at, run);
        boolean isTooShort = kind == Kind.SUCCESS
                && definition.minDuration() != null
                && took != null
                && took.toSeconds() < definition.minDuration();
        if (kind == Kind.FAIL || isTooShort) {
            bad(at, run, isTooShort ? Reason.TOO_SHORT : Reason.FAIL);
        } else {
            good(at, run, host);
        }
    }

    private void good(Instant at, @Nullable UUID run, String host) {
        int row = definition.recoveryTolerance() > 1 && missedUntil(at) > 0 ? 0 : successes();
        boolean staysDown = status == CheckStatus.DOWN && row + 1 < definition.recoveryTolerance();
        // A run missed in between is written down, so that the next count finds it.
        int missed = status == CheckStatus.DOWN ? missedUntil(at) : 0;
        add(What.GOOD, at, run, missed, !staysDown && beginsPeriod(at), host);
        change(staysDown ? CheckStatus.DOWN : CheckStatus.UP, Reason.PING, at);
    }

    private void bad(Instant at, @Nullable UUID run, Reason reason) {
        Event underWay = runUnderWay();
        boolean isEnd = underWay != null && (run == null || run.equals(underWay.run()));
        // The run that fails may be the first of the missed ones.
        int missed = (int) misses(definition.failureTolerance()).stream()
                .skip(isEnd ? 1 : 0)
                .filter(miss -> !miss.at().isAfter(at))
                .count();
        boolean isTolerated = status != CheckStatus.DOWN && failures() + missed + 1 < definition.failureTolerance();
        add(What.BAD, at, run, missed, false, "");
        change(isTolerated ? CheckStatus.UP : CheckStatus.DOWN, reason, at);
    }

    void pause(Instant now) {
        add(What.PAUSE, now, null, 0, false, "");
        change(CheckStatus.PAUSED, Reason.USER, now);
    }

    void resume(Instant now) {
        add(What.RESUME, now, null, 0, false, "");
        change(CheckStatus.NEW, Reason.USER, now);
    }

    void edit(Definition changed, Instant now) {
        if (!Objects.equals(changed.expectedPings(), definition.expectedPings())
                || !Objects.equals(changed.expectedHosts(), definition.expectedHosts())
                || !Objects.equals(changed.expectedPeriod(), definition.expectedPeriod())) {
            add(What.QUOTA_CHANGED, now, null, 0, false, "");
        }
        definition = changed;
    }

    void sweep(Instant now) {
        Miss down = down();
        if (down != null && !now.isBefore(down.at())) {
            add(What.SWEPT_DOWN, now, null, 0, false, "");
            change(CheckStatus.DOWN, down.reason(), later(down.at(), lastPing()));
            return;
        }
        Instant late = lateAt();
        if (late != null && !now.isBefore(late) && !late.equals(lateAlerted)) {
            lateAlerted = late;
            changes.add(new Change(status, status, Reason.LATE, dated(later(late, lastPing()))));
        }
    }

    /** When the check is down if nothing comes any more. */
    @Nullable
    Miss down() {
        if (status == CheckStatus.DOWN) {
            return null;
        }
        int wanted = Math.max(1, definition.failureTolerance() - failures());
        List<Miss> misses = misses(wanted);
        Miss silence = misses.size() < wanted ? null : misses.get(wanted - 1);
        Miss few = tooFew();
        if (silence == null || few == null) {
            return silence == null ? few : silence;
        }
        return few.at().isBefore(silence.at()) ? few : silence;
    }

    /** A signal does not count before another one that counts, unless it is more than a minute before. */
    private Instant counted(Instant now) {
        Event run = runUnderWay();
        Instant ping = lastPing();
        Instant latest = run == null ? ping : later(run.at(), ping);
        return latest != null && now.isBefore(latest) && !now.isBefore(latest.minusSeconds(60)) ? latest : now;
    }

    private @Nullable Instant lastPing() {
        for (int n = history.size() - 1; n >= 0; n--) {
            Event event = history.get(n);
            if (event.what() == What.RESUME) {
                return null;
            }
            if (event.what() == What.GOOD || event.what() == What.BAD) {
                return event.at();
            }
        }
        return null;
    }

    private @Nullable Event runUnderWay() {
        Event run = null;
        for (Event event : history) {
            switch (event.what()) {
                case START -> run = event;
                case BAD, PAUSE, RESUME -> run = null;
                case GOOD -> {
                    boolean endsRun = run != null
                            && (event.run() == null
                                    || event.run().equals(run.run())
                                    || event.before() == CheckStatus.DOWN);
                    run = endsRun ? null : run;
                }
                default -> {}
            }
        }
        return run;
    }

    /** From the latest start with the same run id, if that run has not ended. Without an id: of the run under way. */
    private @Nullable Duration duration(Instant at, @Nullable UUID run) {
        Event start = run == null ? runUnderWay() : null;
        if (run == null) {
            start = start != null && start.run() == null ? start : null;
        } else {
            for (Event event : history) {
                if (run.equals(event.run())) {
                    start = event.what() == What.START ? event : null;
                }
            }
        }
        return start == null ? null : at.isBefore(start.at()) ? Duration.ZERO : Duration.between(start.at(), at);
    }

    /** Failed and missed runs in a row: back to the last success, sweep to down, or pause. */
    private int failures() {
        int failures = 0;
        for (int n = history.size() - 1; n >= 0; n--) {
            Event event = history.get(n);
            if (event.what() == What.BAD) {
                failures += event.missed() + 1;
            } else if (event.what() == What.START) {
                failures += event.missed();
            } else if (event.what() != What.QUOTA_CHANGED) {
                break;
            }
        }
        return failures;
    }

    /**
     * Successes in a row while down, back to a failure, a sweep to down, or a success before which a run was missed.
     */
    private int successes() {
        int successes = 0;
        for (int n = history.size() - 1; n >= 0; n--) {
            Event event = history.get(n);
            if (event.what() == What.GOOD) {
                if (event.before() != CheckStatus.DOWN) {
                    break;
                }
                successes++;
                if (event.missed() > 0) {
                    break;
                }
            } else if (event.what() != What.START && event.what() != What.QUOTA_CHANGED) {
                break;
            }
        }
        return successes;
    }

    private int missedUntil(Instant at) {
        return (int) misses(definition.failureTolerance()).stream()
                .filter(miss -> !miss.at().isAfter(at))
                .count();
    }

    private List<Miss> misses(int wanted) {
        List<Miss> misses = new ArrayList<>();
        boolean isPublished = definition.startGrace() == null
                && definition.maxDuration() == null
                && definition.failureTolerance() == 1;
        boolean isWatched = status == CheckStatus.UP || status == CheckStatus.DOWN;
        Instant from = isWatched ? lastPing() : null;
        Event run = runUnderWay();
        if (run != null) {
            Instant begin = run.at();
            if (isPublished
                    && status == CheckStatus.UP
                    && from != null
                    && nextAfter(from).isBefore(begin)) {
                begin = nextAfter(from);
            }
            Integer max = definition.maxDuration();
            from = begin.plusSeconds(max == null ? definition.grace() : max);
            misses.add(new Miss(from, max == null ? Reason.TIMEOUT : Reason.TOO_LONG));
        }
        while (from != null && misses.size() < wanted) {
            from = nextAfter(from);
            Integer startGrace = definition.startGrace();
            misses.add(new Miss(
                    from.plusSeconds(startGrace == null ? definition.grace() : startGrace),
                    startGrace == null ? Reason.TIMEOUT : Reason.NOT_STARTED));
        }
        return misses;
    }

    /** A period after that instant; or the next second that a multiple of the period has passed since 1970. */
    private Instant nextAfter(Instant from) {
        if (!definition.isCron()) {
            return from.plusSeconds(definition.period());
        }
        long second = from.getEpochSecond() + 1;
        while (second % definition.period() != 0) {
            second++;
        }
        return Instant.ofEpochSecond(second);
    }

    private @Nullable Miss tooFew() {
        Integer seconds = definition.expectedPeriod();
        Instant start = periodStart();
        if (seconds == null || start == null || status != CheckStatus.UP) {
            return null;
        }
        Instant last = Objects.requireNonNull(lastGood());
        while (!last.isBefore(start.plusSeconds(seconds))) {
            start = start.plusSeconds(seconds);
        }
        Instant begin = start;
        List<String> hosts = successesSincePeriodsBegan().stream()
                .filter(event -> !event.at().isBefore(begin))
                .map(Event::host)
                .toList();
        boolean isReached = hosts.size() >= orZero(definition.expectedPings())
                && Set.copyOf(hosts).size() >= orZero(definition.expectedHosts());
        return new Miss(start.plusSeconds(isReached ? 2L * seconds : seconds), Reason.TOO_FEW);
    }

    private static int orZero(@Nullable Integer wanted) {
        return wanted == null ? 0 : wanted;
    }

    private boolean beginsPeriod(Instant at) {
        Instant start = status == CheckStatus.UP ? periodStart() : null;
        return start == null || at.isBefore(currentPeriod(start));
    }

    private Instant currentPeriod(Instant start) {
        Instant last = lastGood();
        Integer seconds = definition.expectedPeriod();
        Instant begin = start;
        while (last != null && seconds != null && !last.isBefore(begin.plusSeconds(seconds))) {
            begin = begin.plusSeconds(seconds);
        }
        return begin;
    }

    private @Nullable Instant periodStart() {
        List<Event> successes = successesSincePeriodsBegan();
        return successes.isEmpty() ? null : successes.get(0).at();
    }

    private List<Event> successesSincePeriodsBegan() {
        List<Event> successes = new ArrayList<>();
        for (Event event : history) {
            if (event.what() == What.QUOTA_CHANGED || event.what() == What.PAUSE || event.what() == What.SWEPT_DOWN) {
                successes.clear();
            }
            if (event.what() == What.GOOD && event.startsPeriod()) {
                successes.clear();
            }
            if (event.what() == What.GOOD) {
                successes.add(event);
            }
        }
        return successes;
    }

    private @Nullable Instant lastGood() {
        List<Event> successes = successesSincePeriodsBegan();
        return successes.isEmpty() ? null : successes.get(successes.size() - 1).at();
    }

    private @Nullable Instant lateAt() {
        Instant ping = lastPing();
        if (!definition.notifyLate() || status != CheckStatus.UP || ping == null || runUnderWay() != null) {
            return null;
        }
        Miss down = down();
        Instant late = nextAfter(ping);
        return down == null || late.isBefore(down.at()) ? late : null;
    }

    private void add(What what, Instant at, @Nullable UUID run, int missed, boolean startsPeriod, String host) {
        history.add(new Event(what, at, run, missed, status, startsPeriod, host));
    }

    private void change(CheckStatus to, Reason reason, Instant at) {
        if (to != status) {
            changes.add(new Change(status, to, reason, dated(at)));
            status = to;
        }
    }

    /** Changes are in the order of their times. */
    private Instant dated(Instant at) {
        return changes.isEmpty()
                ? at
                : later(at, changes.get(changes.size() - 1).at());
    }

    private static Instant later(Instant one, @Nullable Instant other) {
        return other == null || other.isBefore(one) ? one : other;
    }
}
