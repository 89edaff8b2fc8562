package bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import testing.App;

/**
 * From the start of a process until it is ready: the jar as in the image, with its class archive, compared with the
 * single packaged file. Only on the runtime of the image, because others have no such archive.
 */
final class StartCase implements Case {

    private static final double TARGET = 0.3;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String question() {
        return "How soon is a process ready, with a cache of its classes and without?";
    }

    @Override
    public boolean isQuick() {
        return true;
    }

    @Override
    public List<Result> measure(Bench bench) throws Exception {
        Fixture fixture = Fixture.of(bench, 1, 100);
        List<Result> results = new ArrayList<>(starts(bench, fixture, "web", Jdk.usual()));
        if (!bench.options().quick()) {
            results.addAll(starts(bench, fixture, "worker", Jdk.usual()));
        }
        return results;
    }

    private static List<Result> starts(Bench bench, Fixture fixture, String process, Jdk jdk) throws Exception {
        Release release = bench.release(jdk);
        bench.say(process + " on " + jdk);
        Turns<Start> turns = Turns.take(
                bench.options().repeats(),
                "packaged",
                start(bench, fixture, process, release, false),
                "with cache",
                start(bench, fixture, process, release, true));
        String name = "start." + process + "-" + jdk.feature();
        return List.of(
                turns.result(name, "s", Start::seconds, Target.ratioAtMost(TARGET)),
                turns.result(name + "-cpu", "CPU s", Start::cpuSeconds, null));
    }

    private static Callable<Start> start(
            Bench bench, Fixture fixture, String process, Release release, boolean isCached) {
        return () -> {
            Map<String, String> environment = bench.environment(fixture.databaseUrl());
            return process.equals("web")
                    ? untilReady(
                            () -> isCached ? release.start(process, environment) : release.startPackaged(environment),
                            app -> app.status("/actuator/health/readiness") == 200)
                    : untilReady(
                            () -> isCached
                                    ? release.start(process, environment)
                                    : release.startPackaged(environment, "--process=" + process),
                            app -> app.stdout().stream().anyMatch(line -> line.contains("worker.ready")));
        };
    }

    private static Start untilReady(Supplier<App> launch, Stopwatch.Condition condition) {
        long begin = System.nanoTime();
        try (App app = launch.get()) {
            double seconds = Stopwatch.secondsUntil(begin, app, condition);
            Duration cpu = Usage.cpu(app);
            app.kill();
            return new Start(seconds, cpu.toMillis() / 1000.0);
        }
    }

    private record Start(double seconds, double cpuSeconds) {}
}
