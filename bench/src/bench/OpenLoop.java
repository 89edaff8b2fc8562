package bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import testing.RawHttp;

/**
 * Load that does not wait for answers, like that of many independent clients: requests are due at even intervals,
 * whether or not the earlier ones were answered. Latency counts from the instant at which a request was due, so a stall
 * of the server counts for all requests that would have waited.
 */
final class OpenLoop {

    private static final long HIGHEST = TimeUnit.MINUTES.toNanos(10);
    private static final int FIGURES = 3;
    private static final Duration RUN_UP = Duration.ofMillis(200);

    private final int port;
    private final double perSecond;
    private final int total;
    private final IntFunction<byte[]> requests;
    private final Histogram latencies = new ConcurrentHistogram(HIGHEST, FIGURES);
    private final LongAdder failures = new LongAdder();
    private final AtomicInteger next = new AtomicInteger();
    private final long begin = System.nanoTime() + RUN_UP.toNanos();

    private OpenLoop(int port, double perSecond, Duration time, IntFunction<byte[]> requests) {
        this.port = port;
        this.perSecond = perSecond;
        this.total = (int) (perSecond * time.toMillis() / 1000);
        this.requests = requests;
    }

    /** Returns after the last answer. {@code requests} creates each request from its number. */
    static Answers run(int port, int connections, double perSecond, Duration time, IntFunction<byte[]> requests)
            throws InterruptedException {
        return new OpenLoop(port, perSecond, time, requests).run(connections);
    }

    private Answers run(int connections) throws InterruptedException {
        List<Thread> callers = new ArrayList<>();
        for (int n = 0; n < connections; n++) {
            var caller = new Thread(this::call, "open-loop-" + n);
            caller.setDaemon(true);
            caller.start();
            callers.add(caller);
        }
        for (Thread caller : callers) {
            caller.join();
        }
        return new Answers(
                latencies.getTotalCount() - failures.sum(),
                (System.nanoTime() - begin) / 1e9,
                failures.sum(),
                latencies.getValueAtPercentile(50) / 1e6,
                latencies.getValueAtPercentile(99) / 1e6);
    }

    /**
     * One connection: takes the next request, waits until it is due, sends it and reads the answer. Reconnects if
     * necessary.
     */
    private void call() {
        int number = next.getAndIncrement();
        while (number < total) {
            try (RawHttp wire = RawHttp.to("127.0.0.1", port)) {
                boolean kept = true;
                while (kept && number < total) {
                    kept = call(wire, number);
                    number = next.getAndIncrement();
                }
            } catch (IOException e) {
                failed(number);
                number = next.getAndIncrement();
            }
        }
    }

    /** False if the server closes the connection after its answer. */
    private boolean call(RawHttp wire, int number) throws IOException {
        long due = due(number);
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
        RawHttp.Answer answer = wire.write(requests.apply(number)).answer();
        latencies.recordValue(System.nanoTime() - due);
        if (answer.status() >= 400) {
            failures.increment();
        }
        return !answer.isLast();
    }

    private void failed(int number) {
        latencies.recordValue(Math.max(0, System.nanoTime() - due(number)));
        failures.increment();
    }

    private long due(int number) {
        return begin + (long) (number / perSecond * 1e9);
    }
}
