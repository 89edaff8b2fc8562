package bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import testing.App;

/** Durable pings against requests that do nothing, answered by the same process. */
final class PingCase implements Case {

    static final int CHECKS = 10_000;
    static final int CONNECTIONS = 64;
    private static final double TARGET = 0.6;

    @Override
    public String name() {
        return "ping";
    }

    @Override
    public String question() {
        return "How much of what a web process can answer at all can be durable pings?";
    }

    @Override
    public boolean isQuick() {
        return true;
    }

    @Override
    public List<Result> measure(Bench bench) throws Exception {
        Fixture fixture = Fixture.of(bench, 10, CHECKS);
        Path ids = fixture.ids();
        Wrk nothing = Wrk.get(CONNECTIONS, "/version");
        Wrk pings = Wrk.pings(CONNECTIONS, ids);
        Duration turn = bench.time(Duration.ofSeconds(6), Duration.ofSeconds(4));
        try (App web = bench.release().start("web", bench.environment(fixture.databaseUrl()))) {
            web.untilReady();
            bench.say("ping: warming up");
            Duration warmUp = bench.time(Duration.ofSeconds(12), Duration.ofSeconds(8));
            nothing.run(web, warmUp);
            pings.run(web, warmUp);
            bench.say("ping: measuring");
            long before = stored(fixture);
            Turns<Answers> turns = Turns.take(
                    bench.options().repeats(),
                    "GET /version",
                    () -> nothing.run(web, turn),
                    "POST /ping",
                    () -> pings.run(web, turn));
            return List.of(
                    turns.result("ping.rate", "requests/s", Answers::perSecond, Target.ratioAtLeast(TARGET))
                            .with(kept(turns.measured().values(), stored(fixture) - before)),
                    turns.result("ping.p99", "ms, 64 at once", Answers::p99Millis, null));
        }
    }

    static long stored(Fixture fixture) {
        return fixture.number("SELECT sum(ping_count) FROM check_states");
    }

    /** Fails a measurement of pings that were answered and not kept. */
    static String kept(List<Answers> pings, long stored) {
        long answered = pings.stream().mapToLong(Answers::requests).sum();
        long failed = pings.stream().mapToLong(Answers::failures).sum();
        if (stored < answered) {
            throw new IllegalStateException(answered + " pings were answered, and " + stored + " are in the database");
        }
        return answered + " pings answered, " + stored + " stored, " + failed + " failed";
    }
}
