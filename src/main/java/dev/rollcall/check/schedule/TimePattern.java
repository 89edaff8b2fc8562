package dev.rollcall.check.schedule;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The times of a day, in a form that a sentence can say: a few times, or one every {@code step} from the first to the
 * last.
 *
 * @param times all of them if there is no step, else the first and the last
 */
public record TimePattern(List<LocalTime> times, @Nullable Duration step) {

    /** More single times than this do not make a readable sentence. */
    private static final int MAX_SINGLE = 4;

    private static final Duration DAY = Duration.ofDays(1);

    /** Empty if these times, in their order, are too many and not evenly spaced. */
    static Optional<TimePattern> of(List<LocalTime> times) {
        if (times.size() > MAX_SINGLE - 1 && isEven(times)) {
            return Optional.of(new TimePattern(List.of(first(times), last(times)), step(times)));
        }
        return times.isEmpty() || times.size() > MAX_SINGLE
                ? Optional.empty()
                : Optional.of(new TimePattern(List.copyOf(times), null));
    }

    /** Whether the step continues over midnight, so the same times come day after day without a gap. */
    public boolean isRoundTheClock() {
        return step != null
                && Duration.between(times.get(1), times.get(0)).plus(DAY).equals(step);
    }

    private static boolean isEven(List<LocalTime> times) {
        Duration step = step(times);
        for (int n = 2; n < times.size(); n++) {
            if (!Duration.between(times.get(n - 1), times.get(n)).equals(step)) {
                return false;
            }
        }
        return true;
    }

    private static Duration step(List<LocalTime> times) {
        return Duration.between(times.get(0), times.get(1));
    }

    private static LocalTime first(List<LocalTime> times) {
        return times.get(0);
    }

    private static LocalTime last(List<LocalTime> times) {
        return times.get(times.size() - 1);
    }
}
