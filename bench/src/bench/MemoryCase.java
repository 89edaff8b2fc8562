package bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import testing.App;

/** The memory of web and worker on a machine with half a gigabyte, and their processor time when idle. */
final class MemoryCase implements Case {

    /** The variables that a platform sets for a process of 512 MB in addition to those of the image. */
    private static final String SMALL = "-Xmx300m -Xss512k -XX:CICompilerCount=2";

    private static final int CHECKS = 10_000;
    private static final long PINGS = 100_000;
    private static final double WEB_MEGABYTES = 300;
    private static final double WORKER_MEGABYTES = 250;
    private static final double IDLE_PERCENT = 1;
    private static final Duration SETTLING = Duration.ofSeconds(20);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final int CROWD = 900;
    /** Longer than the default limit of a body; this case raises the limit. */
    private static final int LONG_BODY = 100_000;

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
        try (Sink sink = Sink.start()) {
            Fixture fixture = Fixture.of(bench, 100, CHECKS).withWebhooks(sink.url());
            try (App web = bench.release().start("web", small(bench, fixture));
                    App worker = bench.release().start("worker", small(bench, fixture))) {
                web.untilReady();
                worker.untilPrinted("worker.ready");
                Path ids = fixture.ids();
                double pinged = afterPings(bench, fixture, web, ids);
                double alerted = afterAlerts(bench, fixture, worker, sink);
                bench.say("memory: nothing to do");
                pass(SETTLING);
                String webLater = later(web);
                String workerLater = later(worker);
                double[] idle = idle(web, worker);
                return List.of(
                        of("memory.web", "MB resident", "after " + PINGS + " pings", pinged, WEB_MEGABYTES)
                                .with(webLater, overload(bench, web, ids, 200), overload(bench, web, ids, LONG_BODY)),
                        of("memory.web.idle", "% of a processor", "nothing to do", idle[0], IDLE_PERCENT),
                        of("memory.worker", "MB resident", "after " + CHECKS + " alerts", alerted, WORKER_MEGABYTES)
                                .with(workerLater),
                        of("memory.worker.idle", "% of a processor", "nothing to do", idle[1], IDLE_PERCENT));
            }
        }
    }

    private static double afterPings(Bench bench, Fixture fixture, App web, Path ids) throws Exception {
        bench.say("memory: pings");
        long before = Kept.stored(fixture);
        while (Kept.stored(fixture) - before < PINGS) {
            Wrk.pings(PingedWeb.CONNECTIONS, ids).run(web, Duration.ofSeconds(5));
        }
        return Usage.residentMegabytes(web);
    }

    private static double afterAlerts(Bench bench, Fixture fixture, App worker, Sink sink) {
        bench.say("memory: alerts");
        AlertCase.deliver(fixture, sink, CHECKS);
        return Usage.residentMegabytes(worker);
    }

    /** More than fits: the process must refuse bodies and stay alive. */
    private static String overload(Bench bench, App web, Path ids, int bytes) throws Exception {
        bench.say("memory: " + CROWD + " connections at once with " + bytes + " bytes each");
        Answers crowd = Wrk.pings(CROWD, ids).ofBytes(bytes).run(web, Duration.ofSeconds(6));
        if (!web.isAlive() || web.status("/actuator/health/liveness") != 200) {
            throw new IllegalStateException("the web process did not survive bodies of " + bytes + " bytes");
        }
        return "%.0f MB and alive after %d connections at once with %d bytes each, %d pings answered and %d refused"
                .formatted(Usage.residentMegabytes(web), CROWD, bytes, crowd.requests(), crowd.failures());
    }

    private static Map<String, String> small(Bench bench, Fixture fixture) {
        // Added to JAVA_TOOL_OPTIONS, which names the class archive.
        return bench.environment(
                fixture.databaseUrl(), "JDK_JAVA_OPTIONS", SMALL, "PING_BODY_LIMIT", String.valueOf(LONG_BODY));
    }

    private static String later(App app) {
        return "%.0f MB after %d seconds with nothing to do"
                .formatted(Usage.residentMegabytes(app), SETTLING.toSeconds());
    }

    /**
     * Percent of one processor, for both processes over the same time. After a load the compilers stay busy for a
     * while.
     */
    private static double[] idle(App... apps) {
        List<Duration> before = Stream.of(apps).map(Usage::cpu).toList();
        pass(IDLE);
        return IntStream.range(0, apps.length)
                .mapToDouble(n -> Usage.cpu(apps[n]).minus(before.get(n)).toMillis() * 100.0 / IDLE.toMillis())
                .toArray();
    }

    /** Sleeps on purpose: the measurement needs a fixed time. */
    private static void pass(Duration time) {
        Awaitility.await().pollDelay(time).timeout(time.plusSeconds(5)).until(() -> true);
    }

    private static Result of(String name, String unit, String when, double value, double most) {
        return Result.of(name, unit, new Series(when, List.of(value)), Target.atMost(most));
    }
}
