package factors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.admin.verify.AllInvariants;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import testing.App;
import testing.PingFlood;
import testing.Postgres;
import tools.jackson.databind.JsonNode;

/**
 * More pings come than can be stored. Commits are slow, and bodies are long, so that this machine sends more than the
 * deploy can take. {@code -Doverload.seconds=30} floods longer.
 */
@Isolated
class OverloadTest {

    private static final Duration FLOOD = Duration.ofSeconds(Integer.getInteger("overload.seconds", 10));
    private static final int JOBS = 20;
    /** They send 400 pings a second, if most are refused at once. */
    private static final int SENDERS = 120;

    /** Half of what clients usually wait. Two processors that also send the flood prove no more. */
    private static final long MILLIS = 5_000;
    /** Half of what a router waits. A page makes many statements, each of which waits for a busy machine. */
    private static final long PAGE_MILLIS = 15_000;

    /**
     * A ping that would wait longer is refused ({@code WaitingPingsTest}); {@code bench/run overload} tells the p99.
     */
    private static final long MAX_WAIT_MILLIS = 1_000;

    /**
     * An accepted ping needs the machine several times: for its request, body, commit and answer. A page shows how busy
     * it is.
     */
    private static final int TURNS = 5;

    /** With bodies of this size a commit has 10 pings. */
    private static final int BODY_BYTES = 100_000;

    private static final String DOWN = "SELECT count(*) FROM flips WHERE to_status = 'DOWN'";
    private static final String OUTAGES = "SELECT count(*) FROM outages";

    private final Deploy deploy = Deploy.released(
            "LOG_REQUESTS", "false", "PING_LOG_LIMIT", "10", "PING_BODY_LIMIT", String.valueOf(BODY_BYTES));
    private final Database database = new Database(deploy.databaseUrl());
    private final JsonNode project = deploy.project();
    private final String key = project.get("api_key").asString();
    private App web;
    private App worker;

    @BeforeEach
    void startProcesses() {
        Postgres.shared().executeIn(deploy.databaseUrl(), PingFlood.SLOW_COMMITS);
        web = deploy.web();
        worker = deploy.worker();
        web.untilReady();
        worker.untilPrinted("worker.ready");
    }

    @AfterEach
    void stopAll() {
        database.close();
        deploy.close();
    }

    @Test
    void threeTimesWhatCanBeStoredIsRefusedQuicklyAndNoLivingJobIsReported() throws Exception {
        List<String> checks = checks(200);
        List<String> living = checks(JOBS);
        try (var jobs = new OtherJobs(living, "203.0.113.")) {
            jobs.untilPinged(5);
            PingFlood flood = flood(SENDERS, checks, n -> "198.51." + n / 250 + "." + n % 250);
            PingFlood.Durations pages = usePagesAndApi(FLOOD);
            long outages = database.number(OUTAGES);
            flood.close();
            Instant over = Instant.now();

            System.out.printf(
                    "OVERLOAD %d s: %d pings OK in %d ms (p50, p99 %d, max %d), %d refused in %d ms (p99), %d without an answer;"
                            + " %d pages and answers of the API in %d ms (p99)%n",
                    FLOOD.toSeconds(),
                    flood.count(200),
                    flood.durations(200).millis(0.5),
                    flood.durations(200).millis(0.99),
                    flood.durations(200).millis(1),
                    flood.count(503),
                    flood.durations(503).millis(0.99),
                    flood.unanswered(),
                    pages.count(),
                    pages.millis(0.99));
            assertThat(flood.answers()).containsOnlyKeys(200, 503);
            assertThat(flood.count(503)).as("refused").isGreaterThan(flood.count(200) / 2);
            assertThat(flood.refusalsWithoutRetryAfter()).isZero();
            assertThat(flood.durations(200).millis(0.5))
                    .as("ms to an OK")
                    .isLessThan(MAX_WAIT_MILLIS + TURNS * pages.millis(0.5));
            assertThat(flood.durations(200).millis(0.99)).as("ms to an OK").isLessThan(MILLIS);
            assertThat(flood.durations(503).millis(0.99)).as("ms to a refusal").isLessThan(MILLIS);
            assertThat(pages.millis(0.99)).as("ms to a page").isLessThan(PAGE_MILLIS);
            assertThat(outages).as("pings of others were refused").isEqualTo(1);

            jobs.untilPinged(1);
            assertThat(Duration.between(over, Instant.now()))
                    .as("until all is normal")
                    .isLessThan(Duration.ofSeconds(5));
            Deploy.until(() -> database.number("SELECT count(*) FROM outages WHERE settled_at IS NOT NULL") == 1);
            jobs.untilPinged(3);
            assertThat(database.number(DOWN + " AND check_id IN (" + list(living) + ")"))
                    .as("living jobs reported")
                    .isZero();
        }
        AllInvariants.hold(deploy.databaseUrl());
    }

    @Test
    void theFloodOfOneClientHarmsNobodyElse() throws Exception {
        List<String> hammered = checks(1);
        List<String> living = checks(JOBS);
        JsonNode dead = Deploy.check(web, key, "{\"timeout\": 2, \"grace\": 1}");
        try (var jobs = new OtherJobs(living, "203.0.113.")) {
            jobs.untilPinged(5);
            Deploy.ping(web, dead, "");
            PingFlood flood = flood(90, hammered, n -> "198.51.100.1");
            PingFlood ofUnknown = PingFlood.start(
                    web, 30, 300, n -> PingFlood.post(UUID.randomUUID().toString(), "198.51.100.1", BODY_BYTES));
            jobs.forget();
            PingFlood.Durations pages = usePagesAndApi(FLOOD);
            PingFlood.Durations others = jobs.answers();
            flood.close();
            ofUnknown.close();

            System.out.printf(
                    "FLOOD OF ONE %d s: %d pings OK, %d refused in %d ms (p99); others: %d pings OK in %d ms (p99, max %d),"
                            + " %d refused; %d pages and answers of the API in %d ms (p99)%n",
                    FLOOD.toSeconds(),
                    flood.count(200),
                    flood.count(503),
                    flood.durations(503).millis(0.99),
                    others.count(),
                    others.millis(0.99),
                    others.millis(1),
                    jobs.refused(),
                    pages.count(),
                    pages.millis(0.99));
            assertThat(flood.count(503)).as("refused").isGreaterThan(100);
            assertThat(jobs.refused()).as("pings of others refused").isZero();
            assertThat(others.millis(0.99)).as("ms to an OK of another client").isLessThan(MILLIS);
            assertThat(pages.millis(0.99)).as("ms to a page").isLessThan(PAGE_MILLIS);
            assertThat(database.number(OUTAGES)).as("nobody else's alerts wait").isZero();
            assertThat(web.stdout()).noneMatch(line -> line.contains("heartbeat.withheld"));
            assertThat(database.number(
                            DOWN + " AND check_id = '" + dead.get("uuid").asString() + "'"))
                    .as("the dead job was reported meanwhile")
                    .isEqualTo(1);
            assertThat(database.number(DOWN + " AND check_id IN (" + list(living) + ")"))
                    .as("living jobs reported")
                    .isZero();
            assertThat(web.stdout().stream().filter(line -> line.contains("\"request.limited\"")))
                    .as("one line a minute")
                    .hasSizeBetween(1, 3);
        }
        AllInvariants.hold(deploy.databaseUrl());
    }

    private PingFlood flood(int senders, List<String> checks, IntFunction<String> address) {
        return PingFlood.start(
                web, senders, 300, n -> PingFlood.post(checks.get(n % checks.size()), address.apply(n), BODY_BYTES));
    }

    /** What a person and a script do meanwhile. Returns how long each answer took. */
    private PingFlood.Durations usePagesAndApi(Duration time) {
        var durations = new PingFlood.Durations();
        Instant end = Instant.now().plus(time);
        Awaitility.await()
                .atMost(time.plus(App.PATIENCE))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    for (String path : List.of("/sign-in", "/api/v3/checks/?slug=none")) {
                        long began = System.nanoTime();
                        assertThat(web.send(web.to(path).header("X-Api-Key", key))
                                        .statusCode())
                                .as(path)
                                .isEqualTo(200);
                        durations.add(System.nanoTime() - began);
                    }
                    return Instant.now().isAfter(end);
                });
        return durations;
    }

    private List<String> checks(int count) {
        return Stream.generate(() -> Deploy.check(web, key, "{\"timeout\": 3, \"grace\": 3}")
                        .get("uuid")
                        .asString())
                .limit(count)
                .toList();
    }

    private static String list(List<String> ids) {
        return "'" + String.join("', '", ids) + "'";
    }

    /** Jobs of other clients: each pings twice a second from its own address, and tries again after a refusal. */
    private final class OtherJobs implements AutoCloseable {

        private final List<Thread> threads = new ArrayList<>();
        private final List<PingFlood.Durations> answered = new ArrayList<>();
        private final PingFlood.Durations refusals = new PingFlood.Durations();
        private final AtomicBoolean stopping = new AtomicBoolean();
        private volatile PingFlood.Durations answers = new PingFlood.Durations();

        OtherJobs(List<String> checks, String network) {
            for (int n = 0; n < checks.size(); n++) {
                String check = checks.get(n);
                String address = network + (n + 1);
                var own = new PingFlood.Durations();
                answered.add(own);
                var job = new Thread(() -> run(check, address, own), "job-" + n);
                job.setDaemon(true);
                threads.add(job);
            }
            threads.forEach(Thread::start);
        }

        /** Returns when each job has so many more pings that were answered OK. */
        void untilPinged(int more) {
            List<Integer> before =
                    answered.stream().map(PingFlood.Durations::count).toList();
            Deploy.until(() -> {
                for (int n = 0; n < answered.size(); n++) {
                    if (answered.get(n).count() < before.get(n) + more) {
                        return false;
                    }
                }
                return true;
            });
        }

        void forget() {
            answers = new PingFlood.Durations();
        }

        PingFlood.Durations answers() {
            return answers;
        }

        int refused() {
            return refusals.count();
        }

        @Override
        public void close() throws InterruptedException {
            stopping.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
        }

        private void run(String check, String address, PingFlood.Durations own) {
            while (!stopping.get()) {
                long began = System.nanoTime();
                int status = web.send(web.to("/ping/" + check).header("X-Forwarded-For", address))
                        .statusCode();
                long took = System.nanoTime() - began;
                if (status == 200) {
                    own.add(took);
                    answers.add(took);
                } else {
                    refusals.add(took);
                }
                LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            }
        }
    }
}
