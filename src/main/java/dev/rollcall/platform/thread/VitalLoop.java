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
 * A thread that repeats a turn until it is stopped. An exception or an {@link Error} ends only the turn. A failure that
 * cannot be survived, or an unexpected end of the thread, ends the process. Created by {@link VitalThreads}.
 */
public final class VitalLoop {

    /** After this many different failures, each is reported again. */
    private static final int MAX_REPORTED = 20;

    private final Duration pause;
    private final Turn turn;
    private final Consumer<Throwable> onFailure;
    private final VitalThreads threads;
    private final ProcessEnd end;
    private final LoopProgress turns;
    private final Thread thread;
    /** Created now, because later there may be no memory for it. */
    private final String loss;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Set<String> reported = new HashSet<>();

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

    /** The work that a loop repeats. */
    @FunctionalInterface
    public interface Turn {

        /**
         * Takes one turn.
         *
         * @param turns records progress within a long turn
         * @throws InterruptedException when the loop is being stopped
         */
        void take(LoopProgress turns) throws InterruptedException;
    }

    /** Begins no more turns; the current one continues. May be called more than once, and within a turn. */
    public void stop() {
        stopped.countDown();
        threads.forget(turns);
    }

    /** Stops, and interrupts the current turn. */
    public void interrupt() {
        stop();
        thread.interrupt();
    }

    /** Waits at most {@code atMost} for the thread to end, and returns whether it has ended. */
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
        } catch (Throwable e) { // passed to ProcessEnd
            lost = e;
        } finally {
            if (!isStopped() || ProcessEnd.isDue(lost)) {
                end.terminate(loss, lost);
            }
        }
    }

    private void takeTurn() {
        turns.begin();
        try {
            turn.take(turns);
            reported.clear();
        } catch (InterruptedException e) {
            // By a stop, or by mistake: only the loop decides when it ends.
        } catch (RuntimeException | Error e) {
            if (ProcessEnd.isDue(e)) {
                throw e;
            }
            report(e);
        } finally {
            turns.end();
        }
    }

    private void report(Throwable e) {
        try {
            if (isNew(e)) {
                onFailure.accept(e);
            }
        } catch (RuntimeException | Error again) {
            if (ProcessEnd.isDue(again)) {
                throw again;
            }
            // It could not be reported. The next turn is more important.
        }
    }

    /** The same failure is reported once while it lasts, not every turn. */
    private boolean isNew(Throwable e) {
        if (reported.size() >= MAX_REPORTED) {
            reported.clear();
        }
        return reported.add(e.getClass().getName() + ' ' + FailureReason.of(e));
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
