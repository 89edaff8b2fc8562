package faults;

import static org.assertj.core.api.Assertions.assertThat;

import faults.Pings.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import testing.App;
import testing.Postgres;
import testing.Receiver;

/**
 * A deploy whose database goes back to an earlier moment. All before it is there and nothing else; no living job is
 * reported, a job that fell silent is reported once more, and an alert that was waiting then comes again with its old
 * id.
 */
final class RestoreTrial {

    private static final int JOBS = 6;
    private static final Duration PAUSE = Duration.ofMillis(50);
    /** Pings from the moment on have other numbers than those before it. */
    private static final int LATER = 100_000;

    private static final int AFTER_THE_RESTORE = 200_000;
    private static final int RECEIVER_IS_DOWN = 500;

    private final String fault;
    private final Rig rig;
    private final Truth before;
    private final List<String> steady;
    private final String silent;
    private final String failed;
    private Pings kept;
    private Pings lost;

    RestoreTrial(String fault, Rig rig, Postgres server, String database) {
        this.fault = fault;
        this.rig = rig;
        this.before = new Truth(server, database);
        String living = rig.webhook("/living");
        this.steady = Stream.generate(
                        () -> rig.check("{\"timeout\": 3, \"grace\": 3, \"channels\": \"%s\"}".formatted(living)))
                .limit(JOBS)
                .toList();
        this.silent =
                rig.check("{\"timeout\": 5, \"grace\": 5, \"channels\": \"%s\"}".formatted(rig.webhook("/silent")));
        this.failed = rig.check("{\"channels\": \"%s\"}".formatted(rig.webhook("/failed")));
        this.kept = new Pings(rig::web, List.of(), PAUSE);
        this.lost = kept;
    }

    /** What happens while pings arrive. */
    interface Step {

        void happen() throws Exception;
    }

    /** Returns when nothing is under way any more, so that the moment is exact. An alert waits for its receiver. */
    void untilTheMoment(Step step) throws Exception {
        var pings = new Pings(rig::web, steady, PAUSE);
        kept = pings;
        try (pings) {
            pings.untilAcknowledged(5);
            step.happen();
            rig.receiver().answer(RECEIVER_IS_DOWN);
            assertThat(rig.web().status("/ping/" + failed + "/fail")).isEqualTo(200);
            Trial.await(() -> !rig.receiver().on("/failed").isEmpty());
            pings.untilAcknowledged(5);
            assertThat(rig.web().status("/ping/" + silent)).isEqualTo(200);
        }
    }

    /**
     * Returns when what is going to be lost has happened: pings, the waiting alert, and an alert about the silent job.
     */
    void fromTheMomentOn(Step step) throws Exception {
        rig.receiver().answer(200);
        var pings = new Pings(rig::web, steady, PAUSE, LATER);
        lost = pings;
        try (pings) {
            pings.untilAcknowledged(5);
            step.happen();
            pings.untilAcknowledged(5);
            Trial.await(() -> before.deliveriesThatAreNot("SENT", Set.of(silent, failed)) == 0
                    && before.downs(Set.of(silent)) == 1);
        }
    }

    /** As before each restore, because a running process does not notice that the database went back. */
    void stopProcesses() {
        for (App process : List.of(rig.web(), rig.worker())) {
            process.terminate();
            process.waitForExit();
        }
    }

    /** Runs the tasks that the page names, starts worker and web, and compares. Fails if a promise is broken. */
    void afterTheRestore(Postgres server, String database) throws Exception {
        var truth = new Truth(server, database);
        Map<String, String> environment = App.with(rig.environment(), "DATABASE_URL", database);
        App.done(environment, "--task=migrate");
        App.done(environment, "--task=verify");
        int toldBefore = alerts("/silent").size();
        Instant started = Instant.now();
        rig.replaceWorker(() -> App.start("worker", environment));
        rig.replaceWeb(() -> App.start("web", environment));
        rig.web().untilReady();
        var resumed = new Pings(rig::web, steady, PAUSE, AFTER_THE_RESTORE);
        Duration untilPings;
        try (resumed) {
            resumed.untilAcknowledged(1);
            untilPings = Duration.between(started, Instant.now());
            Trial.await(() -> alerts("/silent").size() > toldBefore);
            Trial.neverDown(() -> truth.downs(resumed.checks()));
        }
        Trial.await(() -> truth.deliveriesThatAreNot("SENT", Set.of(silent, failed)) == 0);
        comparePings(truth, resumed);
        compareAlerts(truth, toldBefore, started);
        truth.invariantsHoldExcept(Set.of());
        print(truth, resumed, untilPings);
    }

    private void comparePings(Truth truth, Pings resumed) {
        for (String check : steady) {
            List<Integer> stored = truth.numbers(check);
            assertThat(stored)
                    .as("every ping that was answered OK before the moment or after the restore, and none twice")
                    .containsAll(kept.numbers(check, Answer.OK))
                    .containsAll(resumed.numbers(check, Answer.OK))
                    .doesNotHaveDuplicates();
            assertThat(truth.counted(check)).as("the check's own count").isEqualTo(stored.size());
        }
    }

    private void compareAlerts(Truth truth, int toldBefore, Instant started) {
        assertThat(alerts("/living")).as("alerts about living jobs").isEmpty();
        assertThat(truth.downs(Set.of(silent))).as("downs of the silent check").isEqualTo(1);
        assertThat(ids("/silent")).as("different alerts about the silent job").hasSize(toldBefore + 1);
        assertThat(alerts("/silent")).hasSize(toldBefore + 1);
        assertThat(ids("/failed")).as("the alert that waited, however often").hasSize(1);
        assertThat(rig.receiver().on("/failed").stream().map(Receiver.Received::at))
                .as("the alert that waited, again")
                .anyMatch(at -> at.isAfter(started));
    }

    private void print(Truth truth, Pings resumed, Duration untilPings) {
        long lostPings = steady.stream()
                .flatMap(check -> {
                    List<Integer> stored = truth.numbers(check);
                    return lost.numbers(check, Answer.OK).stream().filter(number -> !stored.contains(number));
                })
                .count();
        System.out.printf(
                Locale.ROOT,
                "RESTORE %s: %d pings OK before, all stored once; %d of %d since then lost; %d OK after it, all stored"
                        + " once; 0 false alerts; pings OK %.1f s after the start of the processes%n",
                fault,
                kept.count(Answer.OK),
                lostPings,
                lost.count(Answer.OK),
                resumed.count(Answer.OK),
                untilPings.toMillis() / 1000.0);
    }

    /** Without the notice that checks were excused. */
    private List<Receiver.Received> alerts(String path) {
        return rig.receiver().on(path).stream()
                .filter(request -> !request.body().contains("checks-excused"))
                .toList();
    }

    private List<String> ids(String path) {
        return alerts(path).stream()
                .map(request -> String.valueOf(request.headers().get("webhook-id")))
                .distinct()
                .toList();
    }
}
