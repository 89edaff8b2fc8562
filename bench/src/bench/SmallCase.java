package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import testing.App;
import testing.Linux;
import testing.MemoryLimit;

/** Web and worker in one process that is killed above 256 MB, and what its flags cost. */
final class SmallCase implements Case {

    private static final Path VARIABLES = Path.of("deploy", "small.env");
    private static final Pattern VARIABLE = Pattern.compile("(?m)^([A-Z_]+)=(.*)$");

    private static final long MEGABYTE = 1024 * 1024;
    private static final int LIMIT_MEGABYTES = 256;
    private static final int WEB_MEGABYTES = 230;
    private static final int PROJECTS = 100;
    private static final int CHECKS = 10_000;
    private static final long PINGS = 100_000;
    private static final int OPEN_PAGES = 20;
    private static final Duration TURN = Duration.ofSeconds(4);

    @Override
    public String name() {
        return "small";
    }

    @Override
    public String question() {
        return "Does the whole service fit a container of 256 MB, and how many pings does it cost?";
    }

    @Override
    public List<Result> measure(Bench bench) throws Exception {
        Map<String, String> small = variables();
        List<Result> results = new ArrayList<>();
        results.add(whole(bench, small));
        results.addAll(web(bench, small));
        return results;
    }

    /** Pings, alerts and open pages at the same time. */
    private static Result whole(Bench bench, Map<String, String> small) throws Exception {
        try (Sink sink = Sink.start();
                MemoryLimit limit = MemoryLimit.of(LIMIT_MEGABYTES * MEGABYTE)) {
            if (!limit.isEnforced()) {
                throw new SkippedException("no control group can be made here");
            }
            bench.say("small: web and worker in one process of " + LIMIT_MEGABYTES + " MB");
            Fixture fixture = Fixture.of(bench, PROJECTS, CHECKS).withWebhooks(sink.url());
            Map<String, String> environment = bench.environment(fixture.databaseUrl());
            Map<String, String> both = App.with(small, "PROCESS", "web,worker");
            both.putAll(environment);
            try (App app = bench.release().start("web", both, limit);
                    Peak own = own(app)) {
                app.untilReady().untilPrinted("worker.ready");
                String project = fixture.text("SELECT id FROM projects ORDER BY name LIMIT 1");
                PageReader reader = PageReader.owner(bench, app, environment, project);
                String list = reader.get("/projects/" + project + "/checks/").body();
                PingedWeb web = new PingedWeb(app, fixture, fixture.ids());
                String load;
                try (OpenPages pages = OpenPages.of(reader, list, OPEN_PAGES, OpenPages.PAUSE)) {
                    var alerts = CompletableFuture.runAsync(() -> AlertCase.deliver(fixture, sink, CHECKS));
                    long pings = pings(web);
                    alerts.get(3, TimeUnit.MINUTES);
                    load = "%d pings, %d alerts and %d answers to %d open pages at the same time"
                            .formatted(pings, sink.received(), pages.answers(), OPEN_PAGES);
                }
                return ofItsOwn("small.whole", "web and worker", own, LIMIT_MEGABYTES)
                        .with(load, resident(app));
            }
        }
    }

    /** Web alone with less memory, and web with the flags of the image beside it. */
    private static List<Result> web(Bench bench, Map<String, String> small) throws Exception {
        Fixture fixture = PingedWeb.database(bench);
        Map<String, String> environment = App.with(small);
        environment.putAll(bench.environment(fixture.databaseUrl()));
        bench.say("small: web alone in " + WEB_MEGABYTES + " MB");
        try (MemoryLimit limit = MemoryLimit.of(WEB_MEGABYTES * MEGABYTE);
                PingedWeb usual = PingedWeb.start(bench, bench.release(), PingedWeb.database(bench));
                PingedWeb web = PingedWeb.ready(bench.release().start("web", environment, limit), fixture);
                Peak own = own(web.web())) {
            long pings = pings(web);
            usual.warmUp(bench);
            web.warmUp(bench);
            bench.say("small: pings with the flags of the image, and with the small ones");
            Turns<Answers> turns = Turns.take(
                    bench.options().repeats(),
                    "the flags of the image",
                    () -> usual.ping(TURN),
                    "small",
                    () -> web.ping(TURN));
            return List.of(
                    ofItsOwn("small.web", "web", own, WEB_MEGABYTES)
                            .with("%d pings, and then those of the next lines".formatted(pings), resident(web.web())),
                    turns.result("small.rate", "requests/s", Answers::perSecond, null),
                    turns.result("small.p99", "ms, 64 at once", Answers::p99Millis, null));
        }
    }

    private static Peak own(App app) {
        return Peak.of(() -> Linux.anonymousBytes(app.pid()));
    }

    private static Result ofItsOwn(String name, String what, Peak own, int most) {
        return Result.of(
                name,
                "MB of its own",
                new Series(what + ", the largest amount", List.of((double) own.largest() / MEGABYTE)),
                Target.atMost(most));
    }

    private static String resident(App app) {
        return "%.0f MB resident at the end, with pages of files".formatted(Usage.residentMegabytes(app));
    }

    /** Sends at least {@link #PINGS}, and returns how many are stored. Fails if the process has ended. */
    private static long pings(PingedWeb web) throws Exception {
        long before = Kept.stored(web.fixture());
        long stored = 0;
        while (stored < PINGS) {
            if (!web.web().isAlive()) {
                throw new IllegalStateException(
                        "the process ended: " + web.web().waitForExit().status());
            }
            web.ping(TURN);
            stored = Kept.stored(web.fixture()) - before;
        }
        return stored;
    }

    private static Map<String, String> variables() throws IOException {
        return VARIABLE.matcher(Files.readString(VARIABLES))
                .results()
                .collect(Collectors.toMap(line -> line.group(1), line -> line.group(2)));
    }
}
