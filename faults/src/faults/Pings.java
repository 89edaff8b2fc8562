package faults;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import testing.App;

/**
 * Jobs that ping, each its own check, and send a new number with each ping. They remember the answer to each number and
 * send none twice.
 */
final class Pings implements AutoCloseable {

    /** The longest time that any fault may need to end. */
    static final Duration LONGEST = Duration.ofSeconds(90);

    /** What the job knows about a ping. */
    enum Answer {
        OK,
        /** 503: not acknowledged. */
        REFUSED,
        /** No answer, so it may or may not be stored. */
        NONE,
        UNEXPECTED
    }

    private final Supplier<App> web;
    private final AtomicInteger numbers;
    private final Map<String, Map<Integer, Answer>> answers = new ConcurrentHashMap<>();
    private final AtomicLong longestNanos = new AtomicLong();
    private final Map<String, Integer> unexpected = new ConcurrentHashMap<>();
    private final ScheduledExecutorService jobs;
    private final List<ScheduledFuture<?>> tasks = new ArrayList<>();

    /** @param pause from the answer to a ping until the next one of the same job */
    Pings(Supplier<App> web, List<String> checks, Duration pause) {
        this(web, checks, pause, 0);
    }

    /** The same with numbers greater than this one. */
    Pings(Supplier<App> web, List<String> checks, Duration pause, int after) {
        this.web = web;
        this.numbers = new AtomicInteger(after);
        this.jobs = Executors.newScheduledThreadPool(Math.max(1, checks.size()));
        for (String check : checks) {
            answers.put(check, new ConcurrentHashMap<>());
            tasks.add(jobs.scheduleWithFixedDelay(() -> ping(check), 0, pause.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    Set<String> checks() {
        return answers.keySet();
    }

    /** The numbers of a check that had this answer. */
    Set<Integer> numbers(String check, Answer answer) {
        return answers.getOrDefault(check, Map.of()).entrySet().stream()
                .filter(entry -> entry.getValue() == answer)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** How many pings had this answer. */
    long count(Answer answer) {
        return checks().stream()
                .mapToLong(check -> numbers(check, answer).size())
                .sum();
    }

    /** Answers that no fault excuses, and how often they came. */
    Map<String, Integer> unexpected() {
        return new TreeMap<>(unexpected);
    }

    /** How long the slowest answer took since the last call, whatever it was. */
    Duration takeLongest() {
        return Duration.ofNanos(longestNanos.getAndSet(0));
    }

    /** Returns when each check had this many acknowledged pings that were sent from now on. */
    void untilAcknowledged(int count) {
        int sent = numbers.get();
        await(() -> checks().stream()
                .allMatch(check -> numbers(check, Answer.OK).stream()
                                .filter(number -> number > sent)
                                .count()
                        >= count));
    }

    /** Returns when a ping that was sent from now on is not acknowledged. */
    void untilOneFails() {
        int sent = numbers.get();
        await(() -> checks().stream()
                .anyMatch(check -> answers.getOrDefault(check, Map.of()).entrySet().stream()
                        .anyMatch(entry -> entry.getKey() > sent && entry.getValue() != Answer.OK)));
    }

    /** Returns when each job has its last answer. */
    @Override
    public void close() {
        tasks.forEach(task -> task.cancel(false));
        jobs.shutdown();
        try {
            if (!jobs.awaitTermination(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("a ping has no answer and no error after " + LONGEST);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ping(String check) {
        int number = numbers.incrementAndGet();
        long start = System.nanoTime();
        Answer answer = answer(check, number);
        longestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
        answers.getOrDefault(check, Map.of()).put(number, answer);
    }

    private Answer answer(String check, int number) {
        App process = web.get();
        try {
            HttpResponse<String> answer =
                    process.send(process.to("/ping/" + check).POST(BodyPublishers.ofString(String.valueOf(number))));
            if (answer.statusCode() == 200 && answer.body().equals("OK")) {
                return Answer.OK;
            }
            if (answer.statusCode() == 503
                    && answer.headers().firstValue("Retry-After").isPresent()) {
                return Answer.REFUSED;
            }
            unexpected.merge(answer.statusCode() + " " + answer.body(), 1, Integer::sum);
            return Answer.UNEXPECTED;
        } catch (UncheckedIOException e) {
            return Answer.NONE;
        }
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(LONGEST).pollInterval(Duration.ofMillis(20)).until(condition);
    }
}
