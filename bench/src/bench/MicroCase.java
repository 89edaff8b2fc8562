package bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The few functions that run for each ping, each sweep and each line of a list. JMH ensures that they are compiled and
 * that their results are used.
 */
final class MicroCase implements Case {

    /** JMH uses methods that JDK 24 and later warn about. The flag exists since JDK 23. */
    private static final int WARNING_JDK = 24;

    private static final String QUIET = "--sun-misc-unsafe-memory-access=allow";

    @Override
    public String name() {
        return "micro";
    }

    @Override
    public String question() {
        return "What do the functions cost that run most often?";
    }

    @Override
    public List<Result> measure(Bench bench) throws Exception {
        List<Result> results = new ArrayList<>();
        for (RunResult run : new Runner(options()).run()) {
            String[] name = run.getParams().getBenchmark().split("\\.");
            List<Double> iterations = run.getBenchmarkResults().stream()
                    .flatMap(fork -> fork.getIterationResults().stream())
                    .map(iteration -> iteration.getPrimaryResult().getScore())
                    .toList();
            results.add(Result.of(
                    "micro." + name[name.length - 1],
                    run.getPrimaryResult().getScoreUnit(),
                    new Series("this JVM", iterations),
                    null));
        }
        return results;
    }

    private static Options options() {
        return new OptionsBuilder()
                .include("Timed\\..*")
                .jvm(Jdk.usual().java().toString())
                .jvmArgsAppend(Jdk.usual().feature() >= WARNING_JDK ? new String[] {QUIET} : new String[0])
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .warmupIterations(2)
                .warmupTime(TimeValue.milliseconds(700))
                .measurementIterations(5)
                .measurementTime(TimeValue.milliseconds(500))
                .verbosity(VerboseMode.SILENT)
                .build();
    }
}
