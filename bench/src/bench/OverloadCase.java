package bench;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import testing.App;
import testing.PingFlood;

/** Three times as many pings as can be stored. Commits are slow, because this machine cannot send as many otherwise. */
final class OverloadCase implements Case {

    private static final double TARGET_MILLIS = 1_000;
    private static final int SENDERS = 250;
    private static final int PAUSE_MILLIS = 300;
    /** A commit has ten of these bodies. */
    private static final int BODY_BYTES = 100_000;

    private static final int CHECKS = 200;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration TURN = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "overload";
    }

    @Override
    public String question() {
        return "Three times as many pings come as can be stored: how long do an accepted one and a refused one take?";
    }

    @Override
    public List<Result> measure(Bench bench) throws Exception {
        Fixture fixture = Fixture.of(bench, 1, CHECKS);
        fixture.execute(PingFlood.SLOW_COMMITS);
        List<String> checks = Files.readAllLines(fixture.ids());
        var environment =
                App.with(bench.environment(fixture.databaseUrl()), "PING_BODY_LIMIT", String.valueOf(BODY_BYTES));
        List<Double> accepted = new ArrayList<>();
        List<Double> refused = new ArrayList<>();
        long ok = 0;
        long unavailable = 0;
        try (App web = bench.release().start("web", environment).untilReady()) {
            flood(web, checks, WARM_UP);
            bench.say("overload: measuring");
            for (int n = 0; n < bench.options().repeats(); n++) {
                PingFlood flood = flood(web, checks, TURN);
                accepted.add((double) flood.durations(200).millis(0.99));
                refused.add((double) flood.durations(503).millis(0.99));
                ok += flood.count(200);
                unavailable += flood.count(503);
            }
        }
        if (unavailable < 2 * ok) {
            throw new IllegalStateException(ok + " pings OK and " + unavailable + " refused are no overload");
        }
        String counts = ok + " pings OK and " + unavailable + " refused";
        return List.of(
                Result.of(
                        "overload.accepted",
                        "ms",
                        new Series("p99 of pings that are answered OK", accepted),
                        Target.atMost(TARGET_MILLIS),
                        counts),
                Result.of(
                        "overload.refused",
                        "ms",
                        new Series("p99 of answers 503", refused),
                        Target.atMost(TARGET_MILLIS)));
    }

    private static PingFlood flood(App web, List<String> checks, Duration time) {
        PingFlood flood = PingFlood.start(
                web,
                SENDERS,
                PAUSE_MILLIS,
                n -> PingFlood.post(checks.get(n % checks.size()), "198.51.100." + n, BODY_BYTES));
        LockSupport.parkNanos(time.toNanos());
        flood.close();
        return flood;
    }
}
