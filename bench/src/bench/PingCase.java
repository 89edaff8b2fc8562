package bench;

import java.time.Duration;
import java.util.List;

/** Durable pings compared with requests that do nothing, both answered by the same process. */
final class PingCase implements Case {

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
        Wrk nothing = Wrk.get(PingedWeb.CONNECTIONS, "/version");
        Duration turn = Duration.ofSeconds(4);
        PingedWeb pinged = bench.pingedWeb();
        bench.say("warming up what does nothing");
        WarmUp.until(
                Duration.ofSeconds(10), time -> nothing.run(pinged.web(), time).perSecond());
        bench.say("measuring");
        Kept kept = Kept.since(pinged.fixture());
        Turns<Answers> turns = Turns.take(
                bench.options().repeats(),
                "GET /version",
                () -> nothing.run(pinged.web(), turn),
                "POST /ping",
                () -> pinged.ping(turn));
        return List.of(
                turns.result("ping.rate", "requests/s", Answers::perSecond, Target.ratioAtLeast(TARGET))
                        .with(kept.of(turns.measured().values())),
                turns.result("ping.p99", "ms, 64 at once", Answers::p99Millis, null));
    }
}
