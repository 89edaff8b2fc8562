package dev.rollcall.platform.thread;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The only place that creates threads. All are daemons with a name. A thread that must not end before the process is a
 * {@link VitalLoop} from {@link VitalThreads}.
 */
public final class Threads {

    private Threads() {}

    /** Starts a thread that does this work once. */
    public static Thread start(String name, Runnable work) {
        Thread thread = of(name, work);
        thread.start();
        return thread;
    }

    /** A pool of one thread, which ends after it has been idle for {@code idle}. */
    public static ExecutorService single(String name, Duration idle) {
        var pool = new ThreadPoolExecutor(
                1, 1, idle.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** A pool of {@code threads} threads. More work waits. */
    public static ExecutorService fixed(String name, int threads) {
        return Executors.newFixedThreadPool(threads, named(name));
    }

    /** A pool with one thread for each running piece of work. A thread ends after it has been idle for {@code idle}. */
    public static ExecutorService growing(String name, Duration idle) {
        return growing(name, Integer.MAX_VALUE, idle);
    }

    /**
     * A pool with at most {@code max} threads. It refuses work when all are busy. A thread ends after it had nothing to
     * do for {@code idle}.
     *
     * @see java.util.concurrent.RejectedExecutionException
     */
    public static ExecutorService growing(String name, int max, Duration idle) {
        return new ThreadPoolExecutor(
                0, max, idle.toMillis(), TimeUnit.MILLISECONDS, new SynchronousQueue<>(), named(name));
    }

    /** A pool of one thread. It refuses work when {@code maxWaiting} pieces already wait. */
    public static ExecutorService single(String name, int maxWaiting) {
        return new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(maxWaiting), named(name));
    }

    /** One thread that runs work after a delay. Cancelled work leaves its queue at once. */
    public static ScheduledExecutorService scheduled(String name) {
        var pool = new ScheduledThreadPoolExecutor(1, named(name));
        pool.setRemoveOnCancelPolicy(true);
        return pool;
    }

    /**
     * Waits at most {@code atMost} for the thread to end. When interrupted, it returns and keeps the interrupt flag.
     */
    public static void join(Thread thread, Duration atMost) {
        try {
            thread.join(Math.max(1, atMost.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Creates a thread, not started yet. */
    static Thread of(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private static ThreadFactory named(String name) {
        return work -> of(name, work);
    }
}
