package bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;

/**
 * The latency of pings while the process is half busy: half of the maximum rate, at even intervals. The same number of
 * requests that do nothing shows the share of the machine and of the load generator.
 */
final class PingLatencyCase implements Case {

    private static final double TARGET_MILLIS = 10;
    private static final String BODY = "it went well".repeat(17).substring(0, 200);
    private static final byte[] NOTHING =
            "GET /version HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration TURN = Duration.ofSeconds(4);
    /** From the start of a run to its end. */
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
        bench.say("measuring");
        double rate = pinged.ping(TURN).perSecond() / 2;
        // The code that was compiled at the highest rate was optimized for large batches and for another load
        // generator.
        at(rate, WARM_UP, pinged, requests(checks));
        Turns<Answers> turns = Turns.take(
                bench.options().repeats(),
                "GET /version",
                () -> at(rate, TURN, pinged, number -> NOTHING),
                "POST /ping",
                () -> at(rate, TURN, pinged, requests(checks)));
        return List.of(
                turns.result("ping-latency.p99", "ms", Answers::p99Millis, Target.eachAtMost(TARGET_MILLIS))
                        .with(failed(turns.both()) + ", at " + Report.number(rate) + " requests a second"),
                turns.result("ping-latency.p50", "ms", Answers::p50Millis, null));
    }

    private static Answers at(double rate, Duration time, PingedWeb pinged, IntFunction<byte[]> requests)
            throws InterruptedException {
        return OpenLoop.run(Integer.parseInt(pinged.web().port()), PingedWeb.CONNECTIONS, rate, time, requests);
    }

    private static String failed(List<Answers> answers) {
        return answers.stream().mapToLong(Answers::failures).sum() + " of "
                + answers.stream().mapToLong(Answers::requests).sum() + " failed";
    }

    /** The same mixture as in {@code bench/load.lua}. */
    private static IntFunction<byte[]> requests(List<String> checks) {
        // A run can end only once.
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
