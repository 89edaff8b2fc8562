package bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import testing.App;

/** Alerts of a healthy receiver beside as many of one that hangs. */
final class FairCase implements Case {

    private static final double LONGEST_SECONDS = 60;
    /** Longer than a worker waits for it. */
    private static final Duration HANGING = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "fair";
    }

    @Override
    public String question() {
        return "10,000 checks go down, each with two channels of which one hangs: how long until the other has all alerts?";
    }

    @Override
    public List<Result> measure(Bench bench) throws Exception {
        try (Sink healthy = Sink.start();
                Sink hanging = Sink.start()) {
            hanging.answerAfter(HANGING);
            Fixture fixture = Fixture.of(bench, 100, AlertCase.CHECKS)
                    .withWebhooks(healthy.url())
                    .withWebhooks(hanging.url());
            List<Double> seconds = new ArrayList<>();
            for (int n = 0; n < bench.options().repeats(); n++) {
                try (App worker = AlertCase.worker(bench, fixture)) {
                    bench.say("fair: measuring worker " + worker.pid());
                    long before = healthy.received();
                    AlertCase.goDown(fixture, AlertCase.CHECKS);
                    long begun = System.nanoTime();
                    healthy.await(before + AlertCase.CHECKS);
                    seconds.add((System.nanoTime() - begun) / 1e9);
                }
                fixture.execute("TRUNCATE flips CASCADE");
            }
            return List.of(Result.of(
                    "fair.healthy",
                    "s",
                    new Series("a worker that has just started", seconds),
                    Target.atMost(LONGEST_SECONDS),
                    "beside 10,000 alerts to a receiver that never answers in time"));
        }
    }
}
