package testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Senders that each ping over a connection of their own and pause after each answer, so the number of senders sets how
 * many pings come, however long the answers take. Counts the answers and how long they took.
 */
public final class PingFlood implements AutoCloseable {

    /** Two commits at a time, each a little longer than 0.1 s: with bodies of 100 kB fewer than 200 pings a second. */
    public static final String SLOW_COMMITS = """
            CREATE FUNCTION wait_a_little() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN PERFORM pg_sleep(0.1); RETURN NULL; END $$;
            CREATE TRIGGER slow AFTER INSERT ON pings FOR EACH STATEMENT EXECUTE FUNCTION wait_a_little();
            """;

    /** Enough for a loop over a socket; there are thousands. */
    private static final int STACK_BYTES = 256_000;

    private final App web;
    private final int pauseMillis;
    private final List<Thread> senders = new ArrayList<>();
    private final Map<Integer, Durations> answers = new ConcurrentHashMap<>();
    private final LongAdder unanswered = new LongAdder();
    private final LongAdder withoutRetryAfter = new LongAdder();
    private volatile boolean stopping;

    private PingFlood(App web, int pauseMillis) {
        this.web = web;
        this.pauseMillis = pauseMillis;
    }

    /** A ping with a body of this size, from this address. */
    public static String post(String check, String address, int bodyBytes) {
        return "POST /ping/%s HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: %s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(check, address, bodyBytes, "x".repeat(bodyBytes));
    }

    /**
     * Begins at once.
     *
     * @param request what the sender with this number writes, again and again
     * @param pauseMillis the mean of the pauses, which differ by up to a half
     */
    public static PingFlood start(App web, int senders, int pauseMillis, IntFunction<String> request) {
        var flood = new PingFlood(web, pauseMillis);
        for (int n = 0; n < senders; n++) {
            int number = n;
            var sender = new Thread(null, () -> flood.send(request, number), "flood-" + n, STACK_BYTES);
            sender.setDaemon(true);
            flood.senders.add(sender);
        }
        flood.senders.forEach(Thread::start);
        return flood;
    }

    /** How many answers had this status. */
    public int count(int status) {
        return answers.containsKey(status) ? durations(status).count() : 0;
    }

    /** Every status that came. */
    public Map<Integer, Durations> answers() {
        return answers;
    }

    /** How long answers with this status took. */
    public Durations durations(int status) {
        return answers.computeIfAbsent(status, unknown -> new Durations());
    }

    /** Pings whose connection ended before an answer. */
    public long unanswered() {
        return unanswered.sum();
    }

    /** Answers 503 that did not say when to try again. */
    public long refusalsWithoutRetryAfter() {
        return withoutRetryAfter.sum();
    }

    /** Returns when each sender has its last answer. */
    @Override
    public void close() {
        stopping = true;
        for (Thread sender : senders) {
            try {
                sender.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private void send(IntFunction<String> request, int number) {
        pause();
        while (!stopping) {
            try (RawHttp wire = RawHttp.to("127.0.0.1", Integer.parseInt(web.port()))) {
                boolean kept = true;
                while (kept && !stopping) {
                    long began = System.nanoTime();
                    RawHttp.Answer answer = wire.write(request.apply(number)).answer();
                    durations(answer.status()).add(System.nanoTime() - began);
                    if (answer.status() == 503 && !answer.headers().containsKey("Retry-After")) {
                        withoutRetryAfter.increment();
                    }
                    kept = !answer.isLast();
                    pause();
                }
            } catch (IOException e) {
                unanswered.increment();
                pause();
            }
        }
    }

    private void pause() {
        int half = pauseMillis / 2;
        LockSupport.parkNanos(
                TimeUnit.MILLISECONDS.toNanos(half + ThreadLocalRandom.current().nextInt(2 * half + 1)));
    }

    /** How long something took. */
    public static final class Durations {

        private final List<Long> nanos = new ArrayList<>();

        public synchronized void add(long one) {
            nanos.add(one);
        }

        public synchronized int count() {
            return nanos.size();
        }

        /** In milliseconds: this share of all took no longer. */
        public synchronized long millis(double share) {
            List<Long> sorted = nanos.stream().sorted().toList();
            return sorted.isEmpty()
                    ? 0
                    : TimeUnit.NANOSECONDS.toMillis(sorted.get((int) Math.ceil(share * sorted.size()) - 1));
        }
    }
}
