package bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import testing.App;

/**
 * Pictures in {@code bench/results} of where a process spends its processor time, from samples of the flight recorder.
 * The work of the JVM itself, mostly that of its compilers, is in no sample.
 */
public final class Profile {

    private static final Map<String, String> TITLES = new TreeMap<>(Map.of(
            "alerts", "Worker while it delivers webhooks",
            "pages", "Web while 200 lists are open and one check pings",
            "ping", "Web while 64 connections ping",
            "start", "Web from its start until it is ready, and its end",
            "task", "The task list-projects"));

    /** Samples by processor time, which JDK 25 supports on Linux: waiting threads are in none of them. */
    private static final String SAMPLES = "jdk.CPUTimeSample";

    /** The maximum depth of a stack; a request needs about a hundred frames. */
    private static final int DEEPEST = 256;

    private static final Duration LOAD = Duration.ofSeconds(15);
    /** For a load that takes a small part of a processor. */
    private static final Duration LONG_LOAD = Duration.ofMinutes(1);

    /** Frames that do not show which code uses the time. */
    private static final Pattern MACHINERY = Pattern.compile(
            "(java\\.lang\\.(Thread|VirtualThread|invoke|reflect)|jdk\\.internal|java\\.util\\.concurrent\\.ForkJoin).*"
                    + "|.*\\$\\$(Lambda|SpringCGLIB).*");

    private static final Pattern NUMBERS = Pattern.compile("[-# ]*\\d+");
    private static final String OPTIONS =
            "settings=default," + SAMPLES + "#enabled=true," + SAMPLES + "#throttle=500/s";

    private final Bench bench;

    private Profile(Bench bench) {
        this.bench = bench;
    }

    /** See {@code bench/profile}. */
    public static void main(String... what) throws Exception {
        Collection<String> wanted = what.length == 0 ? TITLES.keySet() : List.of(what);
        if (!TITLES.keySet().containsAll(wanted)) {
            System.err.println("there is " + String.join(", ", TITLES.keySet()) + ", and no other in " + wanted);
            System.exit(2);
        }
        try (var bench = new Bench(Options.parse())) {
            var profile = new Profile(bench);
            for (String name : wanted) {
                bench.say(name);
                Path recording = Files.createTempFile("rollcall-", ".jfr");
                try {
                    profile.record(name, recording);
                    Path picture = Path.of("bench", "results", "profile-" + name + ".svg");
                    Files.createDirectories(picture.getParent());
                    Files.writeString(picture, graph(recording).draw(Objects.requireNonNull(TITLES.get(name))));
                    System.out.println(picture);
                } finally {
                    Files.delete(recording);
                }
            }
        }
    }

    private void record(String name, Path recording) throws Exception {
        switch (name) {
            case "ping" -> pings(recording);
            case "alerts" -> alerts(recording);
            case "pages" -> pages(recording);
            case "start" -> {
                Fixture fixture = Fixture.of(bench, 1, 100);
                try (App web = bench.release().start("web", recorded(fixture, recording))) {
                    web.untilReady().terminate();
                    web.waitForExit();
                }
            }
            default -> {
                Fixture fixture = Fixture.of(bench, 10, 1_000);
                try (App task = bench.release().task("list-projects", recorded(fixture, recording))) {
                    task.waitForExit();
                }
            }
        }
    }

    private void pings(Path recording) throws Exception {
        PingedWeb pinged = bench.pingedWeb();
        begin(pinged.web());
        pinged.ping(LOAD);
        end(pinged.web(), recording);
    }

    private void pages(Path recording) throws Exception {
        try (var site = PagesCase.Site.of(bench, PagesCase.CHECKS)) {
            PagesCase.warmUpOpen(bench, site);
            try (var pages = OpenPages.of(site.reader(), site.list(), PagesCase.OPEN_PAGES, OpenPages.PAUSE)) {
                site.signals(OpenPages.MAX_WAIT, List.of(""));
                begin(site.web());
                site.signals(LONG_LOAD, List.of(""));
                end(site.web(), recording);
                bench.say(pages.answers() + " answers");
            }
        }
    }

    private void alerts(Path recording) throws Exception {
        try (Sink sink = Sink.start()) {
            Fixture fixture = Fixture.of(bench, 100, AlertCase.CHECKS).withWebhooks(sink.url());
            try (App worker = AlertCase.worker(bench, fixture)) {
                AlertCase.deliver(fixture, sink, AlertCase.CHECKS);
                begin(worker);
                AlertCase.deliver(fixture, sink, AlertCase.CHECKS);
                end(worker, recording);
            }
        }
    }

    private void begin(App app) throws IOException, InterruptedException {
        jcmd(app, "JFR.configure", "stackdepth=" + DEEPEST);
        List<String> start = new ArrayList<>(List.of("JFR.start", "name=profile"));
        start.addAll(List.of(OPTIONS.split(",")));
        jcmd(app, start.toArray(String[]::new));
    }

    private void end(App app, Path recording) throws IOException, InterruptedException {
        jcmd(app, "JFR.stop", "name=profile", "filename=" + recording);
    }

    private Map<String, String> recorded(Fixture fixture, Path recording) {
        return bench.environment(
                fixture.databaseUrl(),
                "JDK_JAVA_OPTIONS",
                "-XX:FlightRecorderOptions:stackdepth=" + DEEPEST + " -XX:StartFlightRecording:" + OPTIONS
                        + ",dumponexit=true,filename=" + recording);
    }

    private void jcmd(App app, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(bench.release().jdk().home().resolve("bin/jcmd").toString(), String.valueOf(app.pid())));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + ": " + said);
        }
    }

    private static FlameGraph graph(Path recording) throws IOException {
        var graph = new FlameGraph();
        try (var file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (event.getEventType().getName().equals(SAMPLES) && event.getStackTrace() != null) {
                    graph.add(stack(event));
                }
            }
        }
        if (graph.samples() == 0) {
            throw new SkippedException("the flight recorder of this JDK has no " + SAMPLES);
        }
        return graph;
    }

    /** The kind of thread, and the classes on the stack from caller to callee. */
    private static List<String> stack(RecordedEvent event) {
        List<String> stack = new ArrayList<>();
        for (RecordedFrame frame : event.getStackTrace().getFrames()) {
            String name = frame.getMethod().getType().getName();
            if (stack.isEmpty() || !MACHINERY.matcher(name).matches()) {
                stack.add(name);
            }
        }
        RecordedThread thread = event.getThread("eventThread");
        String kind = thread == null || thread.getJavaName() == null ? "" : thread.getJavaName();
        stack.add(kind.isEmpty() ? "requests" : NUMBERS.matcher(kind).replaceAll(""));
        Collections.reverse(stack);
        return stack;
    }
}
