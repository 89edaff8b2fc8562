package bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;

/** How long a ping takes while the process is half busy: half of the pings that it could take come in even intervals. */
final class PingLatencyCase implements Case {

    private static final double TARGET_MILLIS = 10;
    private static final String BODY = "it went well".repeat(17).substring(0, 200);
    /** Between a run's beginning and its end. */
    private static final int APART = 256;

    @Override
    public String name() {
        return "ping-latency";
    }

    @Override
    public String question() {
        return "How long does a ping take at half of the highest rate?";
    }

    @Override
    public List<Result> measure(Bench bench) throws Exception {
        PingedWeb pinged = bench.pingedWeb();
        List<String> checks = Files.readAllLines(pinged.ids());
        List<Double> rates = new ArrayList<>();
        List<Answers> halfBusy = new ArrayList<>();
        bench.say("measuring");
        for (int n = 0; n < bench.options().repeats(); n++) {
            double most = pinged.ping(Duration.ofSeconds(4)).perSecond();
            rates.add(most / 2);
            halfBusy.add(OpenLoop.run(
                    Integer.parseInt(pinged.web().port()),
                    PingedWeb.CONNECTIONS,
                    most / 2,
                    Duration.ofSeconds(6),
                    requests(checks)));
        }
        var side = new Turns.Side<>("POST /ping", halfBusy);
        return List.of(
                Result.of("ping-latency.p99", "ms", side.series(Answers::p99Millis), Target.atMost(TARGET_MILLIS))
                        .with(failed(halfBusy), "at " + Report.number(Series.median(rates)) + " pings a second"),
                Result.of("ping-latency.p50", "ms", side.series(Answers::p50Millis), null));
    }

    private static String failed(List<Answers> answers) {
        return answers.stream().mapToLong(Answers::failures).sum() + " of "
                + answers.stream().mapToLong(Answers::requests).sum() + " failed";
    }

    /** The same mixture as {@code bench/load.lua} sends. */
    private static IntFunction<byte[]> requests(List<String> checks) {
        // A run ends but once.
        long salt = System.nanoTime();
        return number -> {
            int of = number;
            String signal = "";
            if (number % 4 == 1) {
                signal = "/start?rid=" + new UUID(salt, number);
            } else if (number % 4 == 3) {
                of = Math.max(0, number - 2 - APART);
                signal = "?rid=" + new UUID(salt, of);
            }
            return ("POST /ping/" + checks.get(of % checks.size()) + signal
                            + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY)
                    .getBytes(StandardCharsets.US_ASCII);
        };
    }
}
