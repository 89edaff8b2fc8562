package bench;

import java.time.Duration;
import java.util.List;

/** Pings for all of a million checks compared with pings for a few of them, answered by the same process. */
final class PingMillionCase implements Case {

    private static final int CHECKS = 1_000_000;
    private static final int FEW = 2_000;
    private static final double TARGET = 0.95;

    @Override
    public String name() {
        return "ping-million";
    }

    @Override
    public String question() {
        return "Are pings as quick for a million checks as for two thousand?";
    }

    @Override
    public List<Result> measure(Bench bench) throws Exception {
        bench.say("making " + CHECKS + " checks");
        Fixture fixture = Fixture.of(bench, 100, CHECKS);
        Wrk few = Wrk.pings(PingedWeb.CONNECTIONS, fixture.ids(FEW));
        Duration turn = Duration.ofSeconds(6);
        try (var million = PingedWeb.start(bench, bench.release(), fixture).warmUp(bench)) {
            bench.say("measuring");
            Kept kept = Kept.since(fixture);
            Turns<Answers> turns = Turns.take(
                    bench.options().repeats(),
                    FEW + " checks",
                    () -> few.run(million.web(), turn),
                    CHECKS + " checks",
                    () -> million.ping(turn));
            return List.of(turns.result("ping-million.rate", "pings/s", Answers::perSecond, Target.ratioAtLeast(TARGET))
                    .with(kept.of(turns.both())));
        }
    }
}
