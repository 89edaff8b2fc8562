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
 * The one place where threads are made. All of them are daemons with a name. A thread that may not end before the
 * process does is a {@link VitalLoop} and comes from {@link VitalThreads}.
 */
public final class Threads {

    private Threads() {}

    /** Starts a thread that does this work once. */
    public static Thread start(String name, Runnable work) {
        Thread thread = of(name, work);
        thread.start();
        return thread;
    }

    /** A pool of one thread, which ends after it had nothing to do for {@code idle}. */
    public static ExecutorService single(String name, Duration idle) {
        var pool = new ThreadPoolExecutor(
                1, 1, idle.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** A pool of so many threads; work beyond that waits. */
    public static ExecutorService fixed(String name, int threads) {
        return Executors.newFixedThreadPool(threads, named(name));
    }

    /** A pool with a thread for each piece of work under way; one ends after it had nothing to do for {@code idle}. */
    public static ExecutorService growing(String name, Duration idle) {
        return growing(name, Integer.MAX_VALUE, idle);
    }

    /**
     * A pool with a thread for each piece of work under way, at most {@code maxThreads}; work beyond that is refused with
     * {@link java.util.concurrent.RejectedExecutionException}. A thread ends after it had nothing to do for {@code idle}.
     */
    public static ExecutorService growing(String name, int maxThreads, Duration idle) {
        return new ThreadPoolExecutor(
                0, maxThreads, idle.toMillis(), TimeUnit.MILLISECONDS, new SynchronousQueue<>(), named(name));
    }

    /** One thread for work that starts after a delay. Cancelled work is removed at once. */
    public static ScheduledExecutorService scheduled(String name) {
        var pool = new ScheduledThreadPoolExecutor(1, named(name));
        pool.setRemoveOnCancelPolicy(true);
        return pool;
    }

    /** Waits for the thread's end, at most so long. Keeps an interrupt for the caller. */
    public static void join(Thread thread, Duration atMost) {
        try {
            thread.join(Math.max(1, atMost.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Not started yet. */
    static Thread of(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private static ThreadFactory named(String name) {
        return work -> of(name, work);
    }
}
