package kit.service;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import kit.database.Database;
import kit.http.Answer;
import org.jspecify.annotations.Nullable;

/**
 * The service that is examined: starts its processes, remembers what they printed and answered, and ends all of them
 * when closed. The first web process and its workers are shared by the probes, because a start is what takes time.
 */
public final class Service implements AutoCloseable {

    private static final int MAX_ANSWERS = 1000;

    private final Application application;
    private final Limits limits;
    private final Workspace workspace;
    private final @Nullable Database database;
    private final Map<String, String> files;
    private final List<ServiceProcess> processes = new CopyOnWriteArrayList<>();
    private final Set<String> answers = Collections.synchronizedSet(new HashSet<>());
    private final Map<String, Long> measures = new TreeMap<>();
    private final List<ServiceProcess> workers = new ArrayList<>();
    private final Set<String> commandLines = new TreeSet<>();
    private @Nullable OneOff release;
    private @Nullable WebProcess web;
    private @Nullable WebProcess second;
    private @Nullable String failure;

    public Service(Application application, Limits limits, Workspace workspace, @Nullable Database database)
            throws IOException {
        this.application = application;
        this.limits = limits;
        this.workspace = workspace;
        this.database = database;
        this.files = workspace.files();
    }

    public Application application() {
        return application;
    }

    public Limits limits() {
        return limits;
    }

    public Workspace workspace() {
        return workspace;
    }

    /** The files of the application before any process ran, as {@link Workspace#files}. */
    public Map<String, String> filesBefore() {
        return files;
    }

    public Optional<Database> database() {
        return Optional.ofNullable(database);
    }

    /**
     * The database.
     *
     * @throws UnseenException without one
     */
    public Database requireDatabase() {
        return database()
                .orElseThrow(() ->
                        new UnseenException("no database was given: --database=own, or --database=postgres://..."));
    }

    /** Figures that were measured on the way, by their name with its unit: {@code web_start_ms}. */
    public Map<String, Long> measures() {
        return measures;
    }

    public void measured(String name, long value) {
        measures.put(name, value);
    }

    /** A process of this type as a platform would start it. */
    public Launch launch(String type) throws IOException {
        return new Launch(this, type, database == null ? null : database.address());
    }

    /** Runs the release line, once for all probes; empty if there is none. */
    public Optional<OneOff> release() throws IOException, InterruptedException {
        if (release == null && application.hasRelease()) {
            release = runOnce(launch(Application.RELEASE));
        }
        return Optional.ofNullable(release);
    }

    /** Runs a process to its end, or until the limit of one-off processes. */
    public OneOff runOnce(Launch launch) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        try (ServiceProcess process = launch.start()) {
            Set<Listener> listened = new HashSet<>();
            Wait.until(limits.once(), () -> {
                listened.addAll(process.tree().listeners());
                return !process.isAlive();
            });
            OptionalInt status = process.end(Duration.ofSeconds(1));
            return new OneOff(process, status, listened, Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    /**
     * The shared web process, ready, after the release. Started again if it has ended.
     *
     * @throws UnseenException if it does not become ready; every later call then fails at once
     */
    public WebProcess web() throws IOException, InterruptedException {
        if (failure != null) {
            throw new UnseenException(failure);
        }
        WebProcess running = web;
        if (running == null || !running.process().isAlive()) {
            running = startWeb();
            web = running;
        }
        return running;
    }

    /** A second web process on another port, ready, shared as well. */
    public WebProcess secondWeb() throws IOException, InterruptedException {
        web();
        WebProcess running = second;
        if (running == null || !running.process().isAlive()) {
            running = launch(Application.WEB).startReadyWeb();
            second = running;
        }
        return running;
    }

    /** One worker of each type, which have had the time of a start; one may have ended by itself. */
    public List<ServiceProcess> workers() throws IOException, InterruptedException {
        web();
        if (application.workers().isEmpty()) {
            return List.of();
        }
        if (workers.stream().noneMatch(ServiceProcess::isAlive)) {
            workers.clear();
            for (String type : application.workers()) {
                workers.add(launch(type).start());
            }
            Wait.until(settling(), () -> workers.stream().anyMatch(worker -> !worker.isAlive()));
            workers.forEach(worker -> commandLines.addAll(worker.tree().commandLines()));
        }
        return List.copyOf(workers);
    }

    /** How long to watch a process that never says that it is ready: somewhat longer than the start of web took. */
    public Duration settling() {
        return startTimes(1.2, Duration.ofSeconds(2));
    }

    /** How long to wait for a process that should refuse to start. */
    public Duration patience() {
        return startTimes(1.5, Duration.ofSeconds(8));
    }

    /** Every process so far, also those that have ended. */
    public List<ServiceProcess> processes() {
        return processes;
    }

    /** The command lines of shared processes, as every user of the machine could read them. */
    public Set<String> commandLines() {
        return commandLines;
    }

    /** The text of answers so far, each once. */
    public List<String> answers() {
        synchronized (answers) {
            return List.copyOf(answers);
        }
    }

    @Override
    public void close() {
        processes.forEach(ServiceProcess::close);
    }

    String line(String type) {
        String line = type.equals(OneOff.TASK)
                ? application.task()
                : application.lines().get(type);
        if (line == null) {
            throw new UnseenException("there is no line for " + type);
        }
        return line;
    }

    void started(ServiceProcess process) {
        processes.add(process);
    }

    void answered(Answer answer) {
        if (answers.size() < MAX_ANSWERS) {
            answers.add(answer.text());
        }
    }

    private WebProcess startWeb() throws IOException, InterruptedException {
        Optional<OneOff> released = release();
        if (released.isPresent() && !released.get().succeeded()) {
            throw failed("the release failed: " + released.get().describe());
        }
        WebProcess started = launch(Application.WEB).startWeb();
        if (!started.untilReady()) {
            String reason = started.whyNotReady();
            started.close();
            throw failed(reason);
        }
        measures.putIfAbsent("web_start_ms", started.age().toMillis());
        measures.putIfAbsent("web_rss_bytes", started.process().tree().residentBytes());
        commandLines.addAll(started.process().tree().commandLines());
        return started;
    }

    private Duration startTimes(double factor, Duration least) {
        long start = measures.getOrDefault("web_start_ms", 0L);
        long millis = Math.max(least.toMillis(), Math.round(factor * start));
        return Duration.ofMillis(Math.min(millis, limits.start().toMillis()));
    }

    private UnseenException failed(String reason) {
        failure = reason;
        return new UnseenException(reason);
    }
}
