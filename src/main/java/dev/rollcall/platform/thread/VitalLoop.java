package dev.rollcall.platform.thread;

import dev.rollcall.platform.log.FailureReason;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A thread that takes turns until it is stopped. An exception or an {@link Error} costs one turn. What cannot be
 * survived, and an end that nobody asked for, ends the process. Made by {@link VitalThreads}.
 */
public final class VitalLoop {

    /** When more differ in their reason, each is told again. */
    private static final int MAX_KINDS = 20;

    private final Duration pause;
    private final Turn turn;
    private final Consumer<Throwable> onFailure;
    private final VitalThreads threads;
    private final ProcessEnd end;
    private final LoopProgress turns;
    private final Thread thread;
    /** Made now: when it is needed there may be no memory for it. */
    private final String loss;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Set<String> toldKinds = new HashSet<>();

    VitalLoop(LoopProgress turns, Duration pause, Turn turn, Consumer<Throwable> onFailure, VitalThreads threads) {
        this.pause = pause;
        this.turn = turn;
        this.onFailure = onFailure;
        this.threads = threads;
        this.end = threads.end();
        this.turns = turns;
        this.loss = "the thread " + turns.name() + " was lost";
        this.thread = Threads.of(turns.name(), this::repeat);
    }

    /** What a loop does again and again. */
    @FunctionalInterface
    public interface Turn {

        /**
         * Takes one turn.
         *
         * @param turns to be told of progress within a turn that may take long
         * @throws InterruptedException when the loop is being stopped
         */
        void take(LoopProgress turns) throws InterruptedException;
    }

    /** No turn begins any more; the one under way goes on. May be called more than once, and within a turn. */
    public void stop() {
        stopped.countDown();
        threads.forget(turns);
    }

    /** Stops, and breaks off the turn under way. */
    public void interrupt() {
        stop();
        thread.interrupt();
    }

    /** Whether the thread has ended, after a wait of at most so long. */
    public boolean join(Duration atMost) {
        Threads.join(thread, atMost);
        return !thread.isAlive();
    }

    void start() {
        thread.start();
    }

    private void repeat() {
        @Nullable Throwable lost = null;
        try {
            while (!isStopped()) {
                takeTurn();
                rest();
            }
        } catch (Throwable e) { // told to ProcessEnd, whatever it is
            lost = e;
        } finally {
            if (!isStopped() || ProcessEnd.isDue(lost)) {
                end.because(loss, lost);
            }
        }
    }

    private void takeTurn() {
        turns.begin();
        try {
            turn.take(turns);
            toldKinds.clear();
        } catch (InterruptedException e) {
            // A stop, or somebody's mistake: the loop alone decides when it ends.
        } catch (RuntimeException | Error e) {
            if (ProcessEnd.isDue(e)) {
                throw e;
            }
            tell(e);
        } finally {
            turns.end();
        }
    }

    private void tell(Throwable e) {
        try {
            if (isNews(e)) {
                onFailure.accept(e);
            }
        } catch (RuntimeException | Error again) {
            if (ProcessEnd.isDue(again)) {
                throw again;
            }
            // It could not be told. The next turn is worth more.
        }
    }

    /** Once a kind while it lasts, not once a turn. */
    private boolean isNews(Throwable e) {
        if (toldKinds.size() >= MAX_KINDS) {
            toldKinds.clear();
        }
        return toldKinds.add(e.getClass().getName() + ' ' + FailureReason.of(e));
    }

    private void rest() {
        try {
            if (!pause.isZero() && stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            // As within a turn.
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }
}
