package bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import testing.App;

/** How long an operator waits for the result of a task in the image. */
final class TaskCase implements Case {

    /** Only the list needs a database. */
    private static final Map<String, Double> TARGET_SECONDS =
            new TreeMap<>(Map.of("version", 1.0, "config", 1.2, "list-projects", 1.5));

    @Override
    public String name() {
        return "task";
    }

    @Override
    public String question() {
        return "How soon does a task print its first line?";
    }

    @Override
    public List<Result> measure(Bench bench) throws Exception {
        Fixture fixture = Fixture.of(bench, 10, 1_000);
        Map<String, String> environment = bench.environment(fixture.databaseUrl());
        Release release = bench.release();
        List<Result> results = new ArrayList<>();
        for (var target : TARGET_SECONDS.entrySet()) {
            String task = target.getKey();
            bench.say(task);
            List<Double> seconds = new ArrayList<>();
            for (int n = 0; n < bench.options().repeats(); n++) {
                seconds.add(firstLine(() -> release.task(task, environment)));
            }
            results.add(Result.of(
                    "task." + task, "s", new Series("with cache", seconds), Target.atMost(target.getValue())));
        }
        return results;
    }

    private static double firstLine(Supplier<App> launch) {
        long begin = System.nanoTime();
        try (App task = launch.get()) {
            double seconds =
                    Stopwatch.secondsUntil(begin, task, app -> !app.stdout().isEmpty());
            App.Exit exit = task.waitForExit();
            if (exit.status() != 0) {
                throw new IllegalStateException(exit.toString());
            }
            return seconds;
        }
    }
}
