package faults;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One fault under load. Before, during and after it jobs ping, one job succeeds and fails in turn, and one job falls
 * silent, so its alert is due during the fault. Afterwards every promise is compared with what is stored and what was
 * received.
 */
final class Trial {

    /** Timeout and grace of the job that falls silent. */
    static final int SILENT_SECONDS = 4;

    private static final int JOBS = 6;
    /** So many that several of their pings share a commit. */
    private static final int MANY_JOBS = 24;

    private static final Duration PAUSE = Duration.ofMillis(50);
    /** Long enough for a false alert: the jobs are down after 6 seconds of silence. */
    private static final Duration QUIET = Duration.ofSeconds(8);

    private final String fault;
    private final Rig rig;
    private final Supplier<Truth> truth;
    private final int jobs;
    private final Set<String> brokenRules;

    private Trial(String fault, Rig rig, Supplier<Truth> truth, int jobs, Set<String> brokenRules) {
        this.fault = fault;
        this.rig = rig;
        this.truth = truth;
        this.jobs = jobs;
        this.brokenRules = brokenRules;
    }

    /**
     * A trial of this fault.
     *
     * @param truth the database, asked when the fault is over
     */
    static Trial of(String fault, Rig rig, Supplier<Truth> truth) {
        return new Trial(fault, rig, truth, JOBS, Set.of());
    }

    /** The same with more jobs. */
    Trial withManyJobs() {
        return new Trial(fault, rig, truth, MANY_JOBS, brokenRules);
    }

    /** The same for a fault that makes stored rows contradict these rules of {@code verify}. */
    Trial breaking(String... rules) {
        return new Trial(fault, rig, truth, jobs, Set.of(rules));
    }

    /** What happens. */
    interface Fault {

        /** Returns when the fault is over, not when its effects are. */
        void happen(Pings pings) throws Exception;
    }

    /** Fails if a promise is broken, and tells what the database says then; prints the counts. */
    void run(Fault happening) throws Exception {
        try {
            follow(happening);
        } catch (ConditionTimeoutException | AssertionError e) {
            throw new AssertionError(
                    e.getMessage() + "\n" + String.join("\n", truth.get().history()), e);
        }
    }

    private void follow(Fault happening) throws Exception {
        String path = "/" + fault.replace(' ', '-');
        String channel = rig.webhook(path);
        List<String> steady = Stream.generate(
                        () -> rig.check("{\"name\": \"steady\", \"timeout\": 3, \"grace\": 3, \"channels\": \"%s\"}"
                                .formatted(channel)))
                .limit(jobs)
                .toList();
        String changing = rig.check("{\"name\": \"changing\", \"channels\": \"%s\"}".formatted(channel));
        String silent = rig.check(
                "{\"name\": \"silent\", \"timeout\": 2, \"grace\": 2, \"channels\": \"%s\"}".formatted(channel));
        Set<String> all = new HashSet<>(steady);
        all.addAll(List.of(changing, silent));

        var pings = new Pings(rig::web, steady, PAUSE);
        var changes = new Changes(rig::web, changing);
        Instant over;
        Duration untilPings;
        try (pings;
                changes) {
            pings.untilAcknowledged(5);
            await(() -> changes.acknowledged() > 1);
            await(() -> rig.web().status("/ping/" + silent) == 200);

            happening.happen(pings);

            over = Instant.now();
            pings.untilAcknowledged(1);
            untilPings = Duration.between(over, Instant.now());
            await(() -> truth.get().downs(Set.of(silent)) == 1);
            int changed = changes.acknowledged();
            await(() -> changes.acknowledged() > changed + 1);
            neverDown(() -> truth.get().downs(pings.checks()));
        }
        await(() -> truth.get().deliveriesThatAreNot("SENT", all) == 0);

        var comparison = new Comparison(truth.get(), rig.receiver().on(path));
        Tally.Told changesTold = comparison.changes(changing, changes.acknowledged());
        Tally.Told silenceTold = comparison.silence(silent);
        System.out.println(new Tally(
                fault,
                comparison.pings(pings),
                changesTold.plus(silenceTold),
                untilPings,
                comparison.toldAfter(silent, over)));
        truth.get().invariantsHoldExcept(brokenRules);
        all.forEach(rig::deleteCheck);
    }

    /** Returns after this many seconds, in which the fault lasts. */
    static void lasts(int seconds) {
        Duration time = Duration.ofSeconds(seconds);
        Awaitility.await().pollDelay(time).atMost(time.multipliedBy(2)).until(() -> true);
    }

    /** Returns when a false alert would have come; fails if one is there. */
    static void neverDown(Callable<Integer> downs) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(500))
                .during(QUIET)
                .atMost(QUIET.multipliedBy(2))
                .until(() -> downs.call() == 0);
    }

    /** Returns when this is true; fails if it is not within the longest time that a fault may need. */
    static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Pings.LONGEST)
                .pollInterval(Duration.ofMillis(200))
                .until(condition);
    }
}
