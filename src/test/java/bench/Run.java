package bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Measures the cases that are asked for and writes what was found to {@code bench/results}. */
public final class Run {

    private static final Path RESULTS = Path.of("bench", "results");
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private Run() {}

    /** See {@code bench/run}. */
    public static void main(String... arguments) throws Exception {
        List<Case> cases;
        Options options;
        try {
            options = Options.parse(arguments);
            cases = Cases.chosen(options);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Instant now = Instant.now();
        Report report = measure(options, cases, now);
        report.write(RESULTS, NAME.format(now));
        System.out.println(report.markdown());
        System.out.println("Kept as " + RESULTS.resolve(NAME.format(now)) + ".json, .md and .svg");
    }

    private static Report measure(Options options, List<Case> cases, Instant now) throws Exception {
        List<Result> results = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        try (var bench = new Bench(options)) {
            Machine machine = Machine.of(bench);
            for (Case each : cases) {
                bench.say(each.name() + ": " + each.question());
                Duration before = bench.taken();
                try {
                    results.addAll(each.measure(bench));
                } catch (SkippedException e) {
                    skipped.add(each.name() + ", because " + e.getMessage());
                } catch (Exception | AssertionError e) {
                    // What the others have measured is not lost for it.
                    skipped.add(each.name() + ", because it failed: " + e);
                    bench.say("failed: " + e);
                }
                bench.say("%s took %d s"
                        .formatted(each.name(), bench.taken().minus(before).toSeconds()));
            }
            return new Report(
                    now.truncatedTo(ChronoUnit.SECONDS).toString(),
                    System.getProperty("bench.commit", "unknown"),
                    options.quick(),
                    bench.taken().toSeconds(),
                    machine,
                    results,
                    skipped);
        }
    }
}
