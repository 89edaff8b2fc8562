package bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import testing.App;

/** What web and worker hold of a machine with half a gigabyte, and what they use when there is nothing to do. */
final class MemoryCase implements Case {

    /** What a platform gives a process of 512 MB, and what the JVM chooses by itself where it sees no more. */
    private static final String SMALL = "-Xmx300m -Xss512k -XX:CICompilerCount=2 -XX:+UseSerialGC -Xms8m";

    private static final int CHECKS = 10_000;
    private static final long PINGS = 100_000;
    private static final double WEB_MEGABYTES = 300;
    private static final double WORKER_MEGABYTES = 250;
    private static final double IDLE_PERCENT = 1;
    private static final Duration SETTLING = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofSeconds(20);
    private static final int CROWD = 900;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String question() {
        return "Do web and worker fit a machine of 512 MB, and do they sleep when there is nothing to do?";
    }

    @Override
    public List<Result> measure(Bench bench) throws Exception {
        List<Result> results = new ArrayList<>();
        try (Sink sink = Sink.start()) {
            Fixture fixture = Fixture.of(bench, 100, CHECKS).withWebhooks(sink.url());
            results.addAll(web(bench, fixture));
            results.addAll(worker(bench, fixture, sink));
        }
        return results;
    }

    private static List<Result> web(Bench bench, Fixture fixture) throws Exception {
        try (App web = bench.release().start("web", small(bench, fixture))) {
            web.untilReady();
            double idle = idle(bench, "web", web);
            bench.say("memory: pings");
            Path ids = fixture.ids();
            long before = Kept.stored(fixture);
            while (Kept.stored(fixture) - before < PINGS) {
                Wrk.pings(PingedWeb.CONNECTIONS, ids).run(web, Duration.ofSeconds(5));
            }
            double resident = Usage.residentMegabytes(web);
            bench.say("memory: more than it can take");
            Answers crowd = Wrk.pings(CROWD, ids).run(web, Duration.ofSeconds(10));
            if (!web.isAlive() || web.status("/actuator/health/liveness") != 200) {
                throw new IllegalStateException("the web process did not survive");
            }
            double after = Usage.residentMegabytes(web);
            return List.of(
                    of("memory.web", "MB resident", "after " + PINGS + " pings", resident, WEB_MEGABYTES)
                            .with("%.0f MB and alive after %d connections at once, %d pings answered and %d refused"
                                    .formatted(after, CROWD, crowd.requests(), crowd.failures())),
                    of("memory.web.idle", "% of a processor", "nothing to do", idle, IDLE_PERCENT));
        }
    }

    private static List<Result> worker(Bench bench, Fixture fixture, Sink sink) throws Exception {
        try (App worker = bench.release().start("worker", small(bench, fixture))) {
            worker.untilPrinted("worker.ready");
            double idle = idle(bench, "worker", worker);
            bench.say("memory: alerts");
            AlertCase.deliver(fixture, sink, CHECKS);
            return List.of(
                    of(
                            "memory.worker",
                            "MB resident",
                            "after " + CHECKS + " alerts",
                            Usage.residentMegabytes(worker),
                            WORKER_MEGABYTES),
                    of("memory.worker.idle", "% of a processor", "nothing to do", idle, IDLE_PERCENT));
        }
    }

    private static Map<String, String> small(Bench bench, Fixture fixture) {
        // Beside JAVA_TOOL_OPTIONS, which says where the cache of classes is.
        return bench.environment(fixture.databaseUrl(), "JDK_JAVA_OPTIONS", SMALL);
    }

    private static double idle(Bench bench, String what, App app) {
        bench.say("memory: " + what + " with nothing to do");
        pass(SETTLING);
        Duration before = Usage.cpu(app);
        pass(IDLE);
        return Usage.cpu(app).minus(before).toMillis() * 100.0 / IDLE.toMillis();
    }

    /** Waits for nothing: the time is what is measured. */
    private static void pass(Duration time) {
        Awaitility.await().pollDelay(time).timeout(time.plusSeconds(5)).until(() -> true);
    }

    private static Result of(String name, String unit, String when, double value, double most) {
        return Result.of(name, unit, new Series(when, List.of(value)), Target.atMost(most));
    }
}
