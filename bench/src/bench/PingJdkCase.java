package bench;

import java.time.Duration;
import java.util.List;

/** The same jar on the oldest supported Java runtime, compared with the runtime of the image. */
final class PingJdkCase implements Case {

    private static final int OLDEST = 17;
    private static final int OF_IMAGE = 25;
    private static final double TARGET = 0.8;

    /** On JDK 17 no cache says what to compile. The other side was already warmed up by earlier cases. */
    private static final Duration WARM_UP = Duration.ofSeconds(35);

    @Override
    public String name() {
        return "ping-jdk";
    }

    @Override
    public String question() {
        return "How many pings does JDK 17 take, against JDK 25?";
    }

    @Override
    public List<Result> measure(Bench bench) throws Exception {
        Release oldest = bench.release(Jdk.require(OLDEST));
        Jdk newest = Jdk.require(OF_IMAGE);
        PingedWeb on25 = bench.pingedWeb();
        Duration turn = Duration.ofSeconds(3);
        try (var on17 =
                PingedWeb.start(bench, oldest, PingedWeb.database(bench)).warmUp(bench, WARM_UP)) {
            bench.say("measuring");
            Turns<Answers> turns = Turns.take(
                    bench.options().repeats(),
                    newest.toString(),
                    () -> on25.ping(turn),
                    oldest.jdk().toString(),
                    () -> on17.ping(turn));
            return List.of(turns.result("ping-jdk.rate", "pings/s", Answers::perSecond, Target.ratioAtLeast(TARGET)));
        }
    }
}
