package bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Measures the requested cases and writes the results to {@code bench/results} after each case. */
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
        String name = NAME.format(Instant.now());
        Report report = measure(options, cases, name);
        System.out.println(report.markdown());
        System.out.println("Kept as " + RESULTS.resolve(name) + ".json, .md and .svg");
    }

    private static Report measure(Options options, List<Case> cases, String name) throws Exception {
        String begun = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        List<Result> results = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        try (var bench = new Bench(options)) {
            Machine machine = Machine.of(bench);
            for (Case each : cases) {
                measure(each, bench, results, skipped);
                // An interrupted run keeps the results that it has.
                report(begun, bench, machine, results, skipped).write(RESULTS, name);
            }
            return report(begun, bench, machine, results, skipped);
        }
    }

    private static void measure(Case each, Bench bench, List<Result> results, List<String> skipped) {
        bench.say(each.name() + ": " + each.question());
        Duration before = bench.taken();
        try {
            results.addAll(each.measure(bench));
        } catch (SkippedException e) {
            skipped.add(each.name() + ", because " + e.getMessage());
        } catch (Exception | AssertionError e) {
            // A failed case does not lose the results of the others.
            skipped.add(each.name() + ", because it failed: " + e);
            bench.say("failed: " + e);
        }
        bench.say("%s took %d s"
                .formatted(each.name(), bench.taken().minus(before).toSeconds()));
    }

    private static Report report(
            String begun, Bench bench, Machine machine, List<Result> results, List<String> skipped) {
        return new Report(
                begun,
                System.getProperty("bench.commit", "unknown"),
                bench.options().quick(),
                bench.taken().toSeconds(),
                machine,
                List.copyOf(results),
                List.copyOf(skipped));
    }
}
