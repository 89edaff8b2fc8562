package bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import testing.App;

/** Two web processes on one database compared with one, without deadlocks. */
final class PingTwoCase implements Case {

    private static final double TARGET = 1.3;

    @Override
    public String name() {
        return "ping-two";
    }

    @Override
    public String question() {
        return "How many more pings do two web processes take than one, and without a deadlock?";
    }

    @Override
    public List<Result> measure(Bench bench) throws Exception {
        PingedWeb one = bench.pingedWeb();
        Fixture fixture = one.fixture();
        Duration turn = Duration.ofSeconds(3);
        try (var two = PingedWeb.start(bench, bench.release(), fixture).warmUp(bench)) {
            Wrk half = Wrk.pings(PingedWeb.CONNECTIONS / 2, one.ids()).ofOneThread();
            bench.say("measuring");
            Kept kept = Kept.since(fixture);
            Turns<Answers> turns = Turns.take(
                    bench.options().repeats(),
                    "one process",
                    () -> twice(half, one.web(), one.web(), turn),
                    "two processes",
                    () -> twice(half, one.web(), two.web(), turn));
            long deadlocks =
                    fixture.number("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
            return List.of(
                    turns.result("ping-two.rate", "pings/s", Answers::perSecond, Target.ratioAtLeast(TARGET))
                            .with(kept.of(turns.both())),
                    Result.of(
                            "ping-two.deadlocks",
                            "in all",
                            new Series("two processes", List.of((double) deadlocks)),
                            Target.atMost(0)));
        }
    }

    /** The same two loads at once, on the given processes. */
    private static Answers twice(Wrk load, App first, App second, Duration time)
            throws IOException, InterruptedException {
        Wrk.Running one = load.start(first, time);
        Wrk.Running other = load.start(second, time);
        return one.answers().plus(other.answers());
    }
}
