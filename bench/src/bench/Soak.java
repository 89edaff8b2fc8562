package bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import testing.App;
import testing.Linux;

/**
 * Half of the highest rate of pings, for a long time, with alerts; and what of web, worker and the database should stay
 * as it is. See {@code bench/soak}.
 */
public final class Soak {

    private static final Path RESULTS = Path.of("bench", "results");
    private static final int DEFAULT_MINUTES = 30;
    private static final Duration TURN = Duration.ofSeconds(10);
    /** The log of each check is full from the start, so the table does not grow. */
    private static final int LOG_LIMIT = 20;
    /** One ping in so many is a failure; the next one of that check is a success. Each is an alert. */
    private static final int ONE_FAILS_IN = 200;

    private static final String BODY = "it went well".repeat(17).substring(0, 200);

    private Soak() {}

    /** The first argument is a number of minutes. */
    public static void main(String... arguments) throws Exception {
        int minutes = arguments.length == 0 ? DEFAULT_MINUTES : Integer.parseInt(arguments[0]);
        try (var bench = new Bench(Options.parse());
                Sink sink = Sink.start()) {
            Fixture fixture = PingedWeb.database(bench).withWebhooks(sink.url()).withLogs(LOG_LIMIT);
            var environment = bench.environment(fixture.databaseUrl(), "PING_LOG_LIMIT", String.valueOf(LOG_LIMIT));
            try (App worker = bench.release().start("worker", environment);
                    var pinged = PingedWeb.ready(bench.release().start("web", environment), fixture)) {
                worker.untilPrinted("worker.ready");
                pinged.warmUp(bench);
                double rate = pinged.ping(TURN).perSecond() / 2;
                bench.say("%d minutes at %.0f pings a second".formatted(minutes, rate));
                List<Sample> samples = run(Duration.ofMinutes(minutes), rate, pinged, worker, sink);
                Files.createDirectories(RESULTS);
                Files.writeString(RESULTS.resolve("soak.svg"), SoakChart.draw(SERIES, samples));
                System.out.println(table(samples, rate));
                System.out.println("Drawn in " + RESULTS.resolve("soak.svg"));
            }
        }
    }

    /** What is drawn. */
    static final List<Series> SERIES = List.of(
            new Series("p50 of pings, ms", Sample::p50),
            new Series("p99 of pings, ms", Sample::p99),
            new Series("web, MB resident", Sample::webMegabytes),
            new Series("worker, MB resident", Sample::workerMegabytes),
            new Series("web, threads", Sample::webThreads),
            new Series("worker, threads", Sample::workerThreads),
            new Series("web, open files", Sample::webFiles),
            new Series("worker, open files", Sample::workerFiles),
            new Series("connections to Postgres", Sample::connections),
            new Series("files in the temporary directory", Sample::temporaryFiles),
            new Series("pings and states, MB", Sample::pingMegabytes),
            new Series("flips and deliveries, MB", Sample::alertMegabytes));

    /** A line of the graph. */
    record Series(String name, ToDoubleFunction<Sample> value) {}

    /** One turn. */
    record Sample(
            double minutes,
            Answers answers,
            double webMegabytes,
            double workerMegabytes,
            double webThreads,
            double workerThreads,
            double webFiles,
            double workerFiles,
            double connections,
            double temporaryFiles,
            double pingMegabytes,
            double alertMegabytes,
            long alerts) {

        double p50() {
            return answers.p50Millis();
        }

        double p99() {
            return answers.p99Millis();
        }
    }

    private static List<Sample> run(Duration time, double rate, PingedWeb pinged, App worker, Sink sink)
            throws Exception {
        List<String> checks = Files.readAllLines(pinged.ids());
        List<Sample> samples = new ArrayList<>();
        Instant begin = Instant.now();
        for (Instant now = begin; now.isBefore(begin.plus(time)); now = Instant.now()) {
            Answers answers = OpenLoop.run(
                    Integer.parseInt(pinged.web().port()),
                    PingedWeb.CONNECTIONS,
                    rate,
                    TURN,
                    requests(checks, samples.size()));
            double minutes = Duration.between(begin, Instant.now()).toMillis() / 60_000.0;
            samples.add(sample(minutes, answers, pinged, worker, sink));
        }
        return samples;
    }

    /** In odd turns the checks that failed in the turn before succeed. */
    private static IntFunction<byte[]> requests(List<String> checks, int turn) {
        return number -> {
            boolean fails = turn % 2 == 0 && number % ONE_FAILS_IN == 0;
            return ("POST /ping/" + checks.get(number % checks.size()) + (fails ? "/fail" : "")
                            + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY)
                    .getBytes(StandardCharsets.US_ASCII);
        };
    }

    private static Sample sample(double minutes, Answers answers, PingedWeb pinged, App worker, Sink sink)
            throws IOException {
        Fixture fixture = pinged.fixture();
        return new Sample(
                minutes,
                answers,
                Usage.residentMegabytes(pinged.web()),
                Usage.residentMegabytes(worker),
                Linux.threads(pinged.web().pid()),
                Linux.threads(worker.pid()),
                Linux.openFiles(pinged.web().pid()),
                Linux.openFiles(worker.pid()),
                fixture.number("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND pid <> pg_backend_pid()"),
                temporaryFiles(pinged.web().port()),
                megabytes(fixture, "pings", "check_states"),
                megabytes(fixture, "flips", "deliveries"),
                sink.received());
    }

    /** What web keeps there: Tomcat names its directories by the port. */
    private static long temporaryFiles(String port) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/tmp"))) {
            long files = 0;
            for (Path directory : all.filter(
                            path -> path.getFileName().toString().contains("." + port + "."))
                    .toList()) {
                try (Stream<Path> content = Files.walk(directory)) {
                    files += content.filter(Files::isRegularFile).count();
                }
            }
            return files;
        }
    }

    private static double megabytes(Fixture fixture, String one, String other) {
        return fixture.number("SELECT pg_total_relation_size('" + one + "') + pg_total_relation_size('" + other + "')")
                / (1024.0 * 1024.0);
    }

    private static String table(List<Sample> samples, double rate) {
        int part = Math.max(1, samples.size() / 5);
        var text = new StringBuilder();
        text.append("%d pings OK, %d not, at %s a second; %d alerts%n%n"
                .formatted(
                        samples.stream()
                                .mapToLong(each -> each.answers().requests())
                                .sum(),
                        samples.stream()
                                .mapToLong(each -> each.answers().failures())
                                .sum(),
                        Report.number(rate),
                        samples.get(samples.size() - 1).alerts()));
        text.append("| | first fifth | last fifth | highest |\n| --- | --- | --- | --- |\n");
        for (Series each : SERIES) {
            text.append("| %s | %s | %s | %s |%n"
                    .formatted(
                            each.name(),
                            Report.number(mean(samples.subList(0, part), each)),
                            Report.number(mean(samples.subList(samples.size() - part, samples.size()), each)),
                            Report.number(samples.stream()
                                    .mapToDouble(each.value())
                                    .max()
                                    .orElseThrow())));
        }
        return text.toString();
    }

    private static double mean(List<Sample> samples, Series series) {
        return samples.stream().mapToDouble(series.value()).average().orElseThrow();
    }
}
