package kit.http;

import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Callers that ask for a path again and again, each request over a new connection, and remember how each went. Between
 * two requests a caller pauses, at most as long as the last one took, so that few requests wait in a queue of the
 * kernel. The pauses are random, so that the callers do not get into step.
 */
public final class Load implements AutoCloseable {

    private static final int CALLERS = 4;
    private static final long MAX_PAUSE_MILLIS = 200;

    /** How a request went. A refused connection never reached the service. */
    public enum Outcome {
        ANSWERED,
        SERVER_ERROR,
        REFUSED,
        CUT_OFF
    }

    private record Call(long begun, Outcome outcome) {}

    private final int port;
    private final String path;
    private final ConcurrentLinkedQueue<Call> calls = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final List<Thread> callers = new ArrayList<>();
    private volatile boolean stopping;

    private Load(int port, String path) {
        this.port = port;
        this.path = path;
    }

    /** Begins at once. */
    public static Load on(int port, String path) {
        var load = new Load(port, path);
        for (int n = 0; n < CALLERS; n++) {
            var caller = new Thread(load::call, "caller-" + n);
            caller.setDaemon(true);
            caller.start();
            load.callers.add(caller);
        }
        return load;
    }

    /** The number of requests with this outcome that were begun before this time of {@link System#nanoTime}. */
    public long before(long time, Outcome outcome) {
        return calls.stream()
                .filter(call -> call.outcome == outcome && call.begun - time < 0)
                .count();
    }

    /** The number of requests with this outcome that were begun at this time or later. */
    public long since(long time, Outcome outcome) {
        return calls.stream()
                .filter(call -> call.outcome == outcome && call.begun - time >= 0)
                .count();
    }

    /** The number of requests so far. */
    public int size() {
        return calls.size();
    }

    /** The number of requests that have no answer yet. */
    public int underWay() {
        return underWay.get();
    }

    /** Returns when the last caller has its answer. */
    @Override
    public void close() throws InterruptedException {
        stopping = true;
        for (Thread caller : callers) {
            caller.join();
        }
    }

    private void call() {
        pause(TimeUnit.MILLISECONDS.toNanos(MAX_PAUSE_MILLIS));
        while (!stopping) {
            long begun = System.nanoTime();
            underWay.incrementAndGet();
            Outcome outcome = ask();
            underWay.decrementAndGet();
            calls.add(new Call(begun, outcome));
            pause(System.nanoTime() - begun);
        }
    }

    private Outcome ask() {
        try {
            return Http.get("127.0.0.1", port, path).isServed() ? Outcome.ANSWERED : Outcome.SERVER_ERROR;
        } catch (ConnectException e) {
            return Outcome.REFUSED;
        } catch (IOException e) {
            return Outcome.CUT_OFF;
        }
    }

    private static void pause(long taken) {
        try {
            long longest = Math.min(TimeUnit.NANOSECONDS.toMillis(taken), MAX_PAUSE_MILLIS);
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(1, longest + 2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
