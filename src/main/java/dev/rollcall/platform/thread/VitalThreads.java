package dev.rollcall.platform.thread;

import dev.rollcall.platform.process.CommandLine;
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
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The threads that this process cannot do without, and a watch over them. A process that has lost one ends itself, and
 * the platform starts another. One that has a thread which makes no progress says so: by its liveness, and by its
 * heartbeat, which stays away; a process without a port, which nobody asks for its liveness, ends itself too.
 */
@Component
@ConditionalOnExpression("${rollcall.web} || ${rollcall.worker}")
public class VitalThreads implements SmartLifecycle {

    /** How often the watch looks. */
    static final Duration LOOK = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(VitalThreads.class);

    /** Several statements, each of which may wait until the database driver gives up after 10 seconds. */
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

    /** @param isWeb whether somebody asks this process for its liveness */
    public VitalThreads(boolean isWeb, ProcessEnd end) {
        this.isWeb = isWeb;
        this.end = end;
    }

    /**
     * Starts a thread that takes turns until it is stopped, the first at once.
     *
     * @param pause between the end of one turn and the beginning of the next; zero if the turn itself waits for work
     * @param onFailure tells of a turn that failed: of each kind of failure once while it lasts
     */
    public VitalLoop repeat(String name, Duration pause, VitalLoop.Turn turn, Consumer<Throwable> onFailure) {
        LoopProgress turns = new LoopProgress(name, MAX_TURN);
        var loop = new VitalLoop(turns, pause, turn, onFailure, this);
        expected.add(turns);
        loop.start();
        return loop;
    }

    /**
     * Expects turns from a library's loop, which is to tell of each.
     *
     * @param maxTurn how long it may take from one to the next
     */
    public LoopProgress expect(String name, Duration maxTurn) {
        LoopProgress turns = new LoopProgress(name, maxTurn);
        turns.begin();
        expected.add(turns);
        return turns;
    }

    /** No more turns are expected: the work stops in order. */
    public void forget(LoopProgress turns) {
        expected.remove(turns);
    }

    /** What is wrong with these threads, if anything is: a fit text for an operator. */
    public Optional<String> fault() {
        return watched.stream()
                .filter(thread -> !thread.isAlive())
                .map(thread -> "the thread " + thread.getName() + " was lost")
                .findFirst()
                .or(this::stalled);
    }

    /** Ends the process if one of these threads, which somebody else started, ends. */
    public void watch(List<Thread> others) {
        watched.addAll(others);
    }

    /** Those threads may end now. */
    public void forget(List<Thread> others) {
        watched.removeAll(others);
    }

    /** How this process ends where it cannot go on. */
    public ProcessEnd end() {
        return end;
    }

    @Override
    public void start() {
        watch = repeat(
                "thread-watch",
                LOOK,
                turns -> look(),
                e -> log.atError()
                        .addKeyValue("event", "thread.failed")
                        .addKeyValue("failed_thread", "thread-watch")
                        .setCause(e)
                        .log("the watch over threads failed, will look again"));
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

    /** From the first to the last moment. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    public void look() {
        for (Thread thread : watched) {
            if (!thread.isAlive()) {
                end.because("the thread " + thread.getName() + " was lost", null);
            }
        }
        expected.forEach(LoopProgress::look);
        if (!isWeb) {
            stalled().ifPresent(reason -> end.because(reason, null));
        }
    }

    private Optional<String> stalled() {
        return expected.stream()
                .filter(LoopProgress::isStalled)
                .map(turns -> turns.name() + " makes no progress")
                .findFirst();
    }
}
