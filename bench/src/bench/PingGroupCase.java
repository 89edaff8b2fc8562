package bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Group commit compared with one transaction for each ping. The other side is the same jar with one class before it:
 * its recorder writes each ping separately, in the thread of its request, over the same ten connections.
 */
final class PingGroupCase implements Case {

    private static final double TARGET = 4;
    /** The least number of commits for each ping on the other side. The server reports its commits a second late. */
    private static final double LEAST_COMMITS = 0.7;

    /** In the package of the recorder, which is package-private. */
    private static final String OTHER_RECORDER = "dev.rollcall.ping.PingAtOnce";

    @Override
    public String name() {
        return "ping-group";
    }

    @Override
    public String question() {
        return "What does it gain that pings share transactions?";
    }

    @Override
    public List<Result> measure(Bench bench) throws Exception {
        PingedWeb together = bench.pingedWeb();
        Fixture other = PingedWeb.database(bench);
        Duration turn = Duration.ofSeconds(3);
        try (var alone = PingedWeb.ready(
                        bench.release().startWith(classes(), bench.environment(other.databaseUrl())), other)
                .warmUp(bench)) {
            bench.say("measuring");
            Kept kept = Kept.since(together.fixture());
            Kept keptAlone = Kept.since(other);
            Turns<Measured> turns = Turns.take(
                    bench.options().repeats(),
                    "one transaction each",
                    () -> measure(alone, turn),
                    "group commit",
                    () -> measure(together, turn));
            Result commits = turns.result("ping-group.commits", "commits/ping", Measured::commitsPerPing, null);
            if (Objects.requireNonNull(commits.baseline()).median() < LEAST_COMMITS) {
                throw new IllegalStateException("the other recorder is not in use: " + commits);
            }
            return List.of(
                    turns.result(
                                    "ping-group.rate",
                                    "pings/s",
                                    each -> each.answers().perSecond(),
                                    Target.ratioAtLeast(TARGET))
                            .with(
                                    "together: " + kept.of(answers(turns.measured())),
                                    "alone: " + keptAlone.of(answers(turns.baseline()))),
                    commits);
        }
    }

    private static Measured measure(PingedWeb pinged, Duration turn) throws Exception {
        long before = commits(pinged.fixture());
        Answers answers = pinged.ping(turn);
        return new Measured(answers, (double) (commits(pinged.fixture()) - before) / answers.requests());
    }

    private static long commits(Fixture fixture) {
        return fixture.number("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()");
    }

    private static List<Answers> answers(Turns.Side<Measured> side) {
        return side.values().stream().map(Measured::answers).toList();
    }

    /** A directory with the class and the file that makes Spring use it. */
    private static Path classes() throws IOException {
        Path directory = Path.of("target", "bench", "at-once");
        String name = OTHER_RECORDER.replace('.', '/') + ".class";
        Path file = directory.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        try (InputStream compiled = PingGroupCase.class.getResourceAsStream("/" + name)) {
            Files.copy(Objects.requireNonNull(compiled), file, StandardCopyOption.REPLACE_EXISTING);
        }
        Path imports = Files.createDirectories(directory.resolve("META-INF/spring"))
                .resolve("org.springframework.boot.autoconfigure.AutoConfiguration.imports");
        Files.writeString(imports, OTHER_RECORDER + "\n");
        return directory;
    }

    private record Measured(Answers answers, double commitsPerPing) {}
}
