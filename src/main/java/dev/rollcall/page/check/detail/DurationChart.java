package dev.rollcall.page.check.detail;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A picture of how long the last runs took, oldest first. Each run has one unit of width; the height is 100 units. It
 * is stretched to the width of the page, so marks are dots that are drawn by their strokes, which are not stretched.
 *
 * @param usual the range that contains four of five successful runs; empty if there are too few
 */
record DurationChart(List<TimedRun> runs, Optional<Range> usual) {

    /** Runs in a picture. */
    static final int RUNS = 60;

    private static final int HEIGHT = 100;
    private static final int FEWEST_USUAL = 5;
    /** The possible ends of an axis, in seconds. */
    private static final List<Long> TOPS = Stream.concat(
                    Stream.of(1L, 2L, 5L, 10L, 20L, 30L, 60L, 120L, 300L, 600L, 1200L, 1800L),
                    Stream.of(1, 2, 4, 8, 12, 24, 48, 72).map(hours -> hours * 3600L))
            .toList();

    static DurationChart of(List<TimedRun> runs) {
        List<Duration> successful = runs.stream()
                .filter(run -> !run.isFailed())
                .map(TimedRun::took)
                .sorted()
                .toList();
        Optional<Range> usual = successful.size() < FEWEST_USUAL
                ? Optional.empty()
                : Optional.of(new Range(at(successful, 0.1), at(successful, 0.5), at(successful, 0.9)));
        return new DurationChart(runs, usual);
    }

    public boolean isEmpty() {
        return runs.isEmpty();
    }

    public int width() {
        return runs.size();
    }

    /** The duration at the top of the picture. */
    public Duration top() {
        Duration longest =
                runs.stream().map(TimedRun::took).max(Duration::compareTo).orElse(Duration.ZERO);
        long seconds = TOPS.stream()
                .filter(top -> longest.compareTo(Duration.ofSeconds(top)) <= 0)
                .findFirst()
                .orElse(longest.toSeconds() + 1);
        return Duration.ofSeconds(seconds);
    }

    public Duration middle() {
        return top().dividedBy(2);
    }

    /** The time of a run; {@code quarters} says how far from the left: 0 to 4. */
    public Instant endedAt(int quarters) {
        return runs.get((runs.size() - 1) * quarters / 4).endedAt();
    }

    /** A thin line under each run. */
    public String stems() {
        return draw(IntStream.range(0, runs.size()), i -> "M" + centre(i) + " " + HEIGHT + "V" + y(i));
    }

    /** A dot for each run that succeeded, or a square for each that failed. */
    public String dots(boolean isFailed) {
        // A line without a length is a round dot; a square one needs some length.
        String line = isFailed ? "h.001" : "h0";
        return draw(
                IntStream.range(0, runs.size()).filter(i -> runs.get(i).isFailed() == isFailed),
                i -> "M" + centre(i) + " " + y(i) + line);
    }

    public String y(Duration took) {
        double share = (double) took.toMillis() / top().toMillis();
        return String.format(Locale.ROOT, "%.1f", HEIGHT - HEIGHT * Math.min(1, share));
    }

    public String usualHeight() {
        return usual.map(range -> String.format(
                        Locale.ROOT,
                        "%.1f",
                        Math.max(
                                2,
                                HEIGHT
                                        * (double) range.longest()
                                                .minus(range.shortest())
                                                .toMillis()
                                        / top().toMillis())))
                .orElse("0");
    }

    private String y(int run) {
        return y(runs.get(run).took());
    }

    private static String centre(int run) {
        return run + ".5";
    }

    private static String draw(IntStream runs, IntFunction<String> mark) {
        return runs.mapToObj(mark).collect(Collectors.joining());
    }

    private static Duration at(List<Duration> sorted, double share) {
        return sorted.get((int) Math.round(share * (sorted.size() - 1)));
    }

    /** The shortest and the longest of the usual durations, and the one in the middle. */
    record Range(Duration shortest, Duration median, Duration longest) {}
}
