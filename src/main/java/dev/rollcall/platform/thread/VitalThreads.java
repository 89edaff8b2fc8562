package dev.rollcall.platform.thread;

import dev.rollcall.platform.process.CommandLine;
import dev.rollcall.platform.process.LongRunningProcess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The threads that this process needs, and a watch over them. A process that loses one ends itself, and the platform
 * starts another. A process with a thread that makes no progress fails its liveness check and writes no heartbeat. A
 * process without a port has no liveness check, so it ends itself.
 */
@Component
@LongRunningProcess
public class VitalThreads implements SmartLifecycle {

    /** How often the watch checks all threads. */
    static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(VitalThreads.class);

    /** Enough for several statements, each of which may wait 10 seconds until the database driver gives up. */
    private static final Duration MAX_TURN = Duration.ofMinutes(2);

    private final boolean isWeb;
    private final ProcessEnd end;
    private final Set<LoopProgress> expected = ConcurrentHashMap.newKeySet();
    private final List<Thread> watched = new CopyOnWriteArrayList<>();
    private @Nullable VitalLoop watch;

    @Autowired
    public VitalThreads(Environment environment) {
        this(environment.getRequiredProperty(CommandLine.WEB, Boolean.class), HaltingEnd.OF_JVM);
    }

    /** @param isWeb whether this process has a port, and so a liveness check */
    public VitalThreads(boolean isWeb, ProcessEnd end) {
        this.isWeb = isWeb;
        this.end = end;
    }

    /**
     * Starts a thread that repeats a turn until it is stopped. The first turn begins immediately.
     *
     * @param pause the time between the end of one turn and the beginning of the next; zero if the turn itself waits
     *     for work
     * @param onFailure reports a failed turn; called once for the same failure while it lasts
     */
    public VitalLoop repeat(String name, Duration pause, VitalLoop.Turn turn, Consumer<Throwable> onFailure) {
        LoopProgress turns = new LoopProgress(name, MAX_TURN);
        var loop = new VitalLoop(turns, pause, turn, onFailure, this);
        expected.add(turns);
        loop.start();
        return loop;
    }

    /**
     * Expects progress from a library's loop, which must report each turn.
     *
     * @param maxTurn the longest time between two turns
     */
    public LoopProgress expect(String name, Duration maxTurn) {
        LoopProgress turns = new LoopProgress(name, maxTurn);
        turns.begin();
        expected.add(turns);
        return turns;
    }

    /** Expects no more turns, because the work stops normally. */
    public void forget(LoopProgress turns) {
        expected.remove(turns);
    }

    /** What is wrong with these threads, for operators; empty when nothing is. */
    public Optional<String> fault() {
        return watched.stream()
                .filter(thread -> !thread.isAlive())
                .map(thread -> "the thread " + thread.getName() + " was lost")
                .findFirst()
                .or(this::stalled);
    }

    /** Ends the process if one of these threads, which a library started, ends. */
    public void watch(List<Thread> others) {
        watched.addAll(others);
    }

    /** Allows these threads to end. */
    public void forget(List<Thread> others) {
        watched.removeAll(others);
    }

    /** How this process ends when it cannot continue. */
    public ProcessEnd end() {
        return end;
    }

    @Override
    public void start() {
        watch = repeat(
                "thread-watch",
                LOOK_INTERVAL,
                turns -> look(),
                e -> log.atError()
                        .addKeyValue("event", "thread.failed")
                        .addKeyValue("failed_thread", "thread-watch")
                        .setCause(e)
                        .log("the watch over threads failed, will try again"));
    }

    @Override
    public void stop() {
        if (watch != null) {
            watch.stop();
            watch = null;
        }
    }

    @Override
    public boolean isRunning() {
        return watch != null;
    }

    /** Starts first and stops last. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    /** Checks all threads once. Ends the process if one of them is lost. */
    public void look() {
        for (Thread thread : watched) {
            if (!thread.isAlive()) {
                end.terminate("the thread " + thread.getName() + " was lost", null);
            }
        }
        expected.forEach(LoopProgress::look);
        if (!isWeb) {
            stalled().ifPresent(reason -> end.terminate(reason, null));
        }
    }

    private Optional<String> stalled() {
        return expected.stream()
                .filter(LoopProgress::isStalled)
                .map(turns -> turns.name() + " makes no progress")
                .findFirst();
    }
}
