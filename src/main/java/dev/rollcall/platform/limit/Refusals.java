package dev.rollcall.platform.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the requests that one limit refuses. Logs at most one event a minute, however many there are. */
public final class Refusals {

    private static final Logger log = LoggerFactory.getLogger(Refusals.class);
    private static final long LOG_INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

    private final String limit;
    private final Counter counter;
    private final AtomicLong sinceLogged = new AtomicLong();
    private final AtomicLong nextLog = new AtomicLong(System.nanoTime());

    /**
     * Counts for one limit.
     *
     * @param limit its name, in the metric and the event
     */
    public Refusals(MeterRegistry registry, String limit) {
        this.limit = limit;
        this.counter = Counter.builder("rollcall.requests.limited")
                .description(
                        "Requests and pings that this process refused since it started, by the limit that they exceeded")
                .tag("limit", limit)
                .register(registry);
    }

    /** Counts one refusal. */
    public void add() {
        counter.increment();
        sinceLogged.incrementAndGet();
        long now = System.nanoTime();
        long next = nextLog.get();
        if (now - next >= 0 && nextLog.compareAndSet(next, now + LOG_INTERVAL_NANOS)) {
            log.atWarn()
                    .addKeyValue("event", "request.limited")
                    .addKeyValue("limit", limit)
                    .addKeyValue("refused", sinceLogged.getAndSet(0))
                    .log("requests were refused because of a limit");
        }
    }
}
