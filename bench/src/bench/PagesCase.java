package bench;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import testing.App;

/** What the list of checks costs: its first view, its time with many checks, and many of it left open. */
final class PagesCase implements Case {

    static final int CHECKS = 1_000;
    private static final int MANY_CHECKS = 10_000;
    private static final int LOG_LENGTH = 30;
    private static final int VIEWS = 100;
    private static final double P95_MILLIS = 50;
    private static final double P95_MILLIS_OF_MANY = 200;
    private static final double FIRST_VIEW_KILOBYTES = 100;
    static final int OPEN_PAGES = 200;
    private static final double OPEN_PERCENT = 5;

    private static final Duration OPEN_TURN = Duration.ofSeconds(15);

    /** Long enough for some 50,000 answers. */
    private static final Duration OPEN_WARM_UP = Duration.ofMinutes(10);
    /** The same for the load that is measured, whose answers are others. */
    private static final Duration OPEN_LAST_WARM_UP = Duration.ofMinutes(4);

    /** The process looks at a list every two seconds, and shall find another status each time. */
    private static final List<String> CHANGES = List.of("/fail", "/fail", "", "");

    private static final Pattern FILE = Pattern.compile("(?:href|src)=\"(/assets/[^\"]+)\"");

    @Override
    public String name() {
        return "pages";
    }

    @Override
    public String question() {
        return "How long does a list of checks take, how large is its first view, and what do 200 open lists cost?";
    }

    @Override
    public List<Result> measure(Bench bench) throws Exception {
        List<Result> results = new ArrayList<>();
        try (Site site = Site.of(bench, CHECKS)) {
            results.add(Result.of(
                    "pages.first-view",
                    "kB",
                    new Series("page, style sheet and scripts, compressed", List.of(firstView(site))),
                    Target.atMost(FIRST_VIEW_KILOBYTES)));
            results.add(list(bench, site, CHECKS, P95_MILLIS));
            results.addAll(open(bench, site));
        }
        try (Site site = Site.of(bench, MANY_CHECKS)) {
            results.add(list(bench, site, MANY_CHECKS, P95_MILLIS_OF_MANY));
        }
        return results;
    }

    private static double firstView(Site site) throws IOException, InterruptedException {
        String page = site.list();
        int bytes = site.reader().bytes(site.path());
        for (String file :
                FILE.matcher(page).results().map(found -> found.group(1)).toList()) {
            bytes += site.reader().bytes(file);
        }
        return bytes / 1e3;
    }

    private static Result list(Bench bench, Site site, int checks, double most) throws Exception {
        bench.say("list of " + checks + ": warming up");
        WarmUp.until(
                bench.time(Duration.ofSeconds(40), Duration.ofSeconds(10)),
                time -> site.views(time).size() / seconds(time));
        bench.say("list of " + checks + ": measuring");
        List<Double> turns = new ArrayList<>();
        for (int n = 0; n < bench.options().repeats(); n++) {
            turns.add(p95(site.views(VIEWS)));
        }
        return Result.of("pages.list-" + checks + "-p95", "ms", new Series("one reader", turns), Target.atMost(most));
    }

    /** What open lists add to the processor time of web: measured in turns with no list open. */
    private static List<Result> open(Bench bench, Site site) throws Exception {
        warmUpOpen(bench, site);
        try (var pages = openPages(site, OpenPages.PAUSE)) {
            WarmUp.untilCompiled(
                    site.web(),
                    bench.time(OPEN_LAST_WARM_UP, Duration.ofSeconds(15)),
                    time -> site.signals(time, List.of("")));
            bench.say(pages.answers() + " answers");
        }
        bench.say(OPEN_PAGES + " open lists in turns with none");
        Turns<Percent> turns = Turns.take(
                bench.options().repeats(),
                "no list open",
                () -> settled(bench, site),
                OPEN_PAGES + " open lists",
                () -> {
                    try (var pages = openPages(site, OpenPages.PAUSE)) {
                        Percent percent = settled(bench, site);
                        bench.say(pages.answers() + " answers");
                        return percent;
                    }
                });
        return List.of(
                openResult("pages.open", ", one ping a second", turns, Percent::pinged),
                openResult("pages.open-quiet", ", nothing happens", turns, Percent::quiet));
    }

    private static OpenPages openPages(Site site, Duration pause) throws IOException, InterruptedException {
        return OpenPages.of(site.reader(), site.list(), OPEN_PAGES, pause);
    }

    static void warmUpOpen(Bench bench, Site site) throws IOException, InterruptedException {
        bench.say(OPEN_PAGES + " open lists: warming up");
        try (var pages = openPages(site, Duration.ofSeconds(1))) {
            WarmUp.untilCompiled(
                    site.web(), bench.time(OPEN_WARM_UP, Duration.ofSeconds(30)), time -> site.signals(time, CHANGES));
            bench.say(pages.answers() + " answers");
        }
    }

    /** Begins when all lists are open, or when the last request of those that were closed has ended. */
    private static Percent settled(Bench bench, Site site) throws IOException, InterruptedException {
        site.signals(bench.time(OpenPages.MAX_WAIT, Duration.ZERO), List.of(""));
        return new Percent(percent(bench, site, List.of("")), percent(bench, site, List.of()));
    }

    private static double percent(Bench bench, Site site, List<String> signals)
            throws IOException, InterruptedException {
        Duration before = Usage.cpu(site.web());
        long begin = System.nanoTime();
        site.signals(bench.time(OPEN_TURN, Duration.ofSeconds(10)), signals);
        return Usage.cpu(site.web()).minus(before).toNanos() * 100.0 / (System.nanoTime() - begin);
    }

    private static Result openResult(
            String name, String load, Turns<Percent> turns, ToDoubleFunction<Percent> percent) {
        Series closed = turns.baseline().series(percent);
        Series open = turns.measured().series(percent);
        return Result.of(
                name,
                "% of a processor",
                open.minus(closed, OPEN_PAGES + " open lists, more than none" + load),
                Target.atMost(OPEN_PERCENT),
                "the whole process: %s %s, %s %s"
                        .formatted(open.label(), Report.spread(open), closed.label(), Report.spread(closed)));
    }

    private static double p95(List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        return sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }

    /** How much of a processor web used, while one ping a second came and while nothing happened. */
    private record Percent(double pinged, double quiet) {}

    /** A web process with one project, and an owner who is signed in. */
    record Site(App web, PageReader reader, String path, String check) implements AutoCloseable {

        static Site of(Bench bench, int checks) throws IOException, InterruptedException {
            Fixture fixture = Fixture.of(bench, 1, checks).withLogs(LOG_LENGTH);
            Map<String, String> environment = bench.environment(fixture.databaseUrl());
            App web = bench.release().start("web", environment).untilReady();
            String project = fixture.text("SELECT id FROM projects");
            PageReader reader = PageReader.owner(bench, web, environment, project);
            return new Site(
                    web,
                    reader,
                    "/projects/" + project + "/checks/",
                    fixture.text("SELECT id FROM checks ORDER BY created_at LIMIT 1"));
        }

        String list() throws IOException, InterruptedException {
            HttpResponse<String> list = reader.get(path);
            if (list.statusCode() != 200 || !list.body().contains("Backup of host")) {
                throw new IllegalStateException(list.statusCode() + " " + list.body());
            }
            return list.body();
        }

        /** How many milliseconds each view took. */
        List<Double> views(int count) throws IOException, InterruptedException {
            List<Double> millis = new ArrayList<>();
            for (int n = 0; n < count; n++) {
                millis.add(view());
            }
            return millis;
        }

        List<Double> views(Duration time) throws IOException, InterruptedException {
            List<Double> millis = new ArrayList<>();
            for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; ) {
                millis.add(view());
            }
            return millis;
        }

        /** Sends these signals in turn, one a second; none if there are no signals. */
        void signals(Duration time, List<String> signals) throws IOException, InterruptedException {
            long begin = System.nanoTime();
            for (int n = 0; n < time.toSeconds(); n++) {
                if (!signals.isEmpty()) {
                    ping(signals.get(n % signals.size()));
                }
                for (long next = begin + (n + 1) * 1_000_000_000L; System.nanoTime() < next; ) {
                    LockSupport.parkNanos(next - System.nanoTime());
                }
            }
        }

        private double view() throws IOException, InterruptedException {
            long asked = System.nanoTime();
            list();
            return (System.nanoTime() - asked) / 1e6;
        }

        private void ping(String signal) throws IOException, InterruptedException {
            HttpResponse<String> answer = reader.get("/ping/" + check + signal);
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(
                        "a ping was answered " + answer.statusCode() + " " + answer.body() + " by "
                                + web.stdout().stream()
                                        .skip(Math.max(0, web.stdout().size() - 5))
                                        .toList());
            }
        }

        @Override
        public void close() {
            web.close();
            web.waitForExit();
        }
    }
}
