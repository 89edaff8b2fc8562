package dev.rollcall.ping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.project.Projects;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import testing.App;

@RollcallTest
@Timeout(300)
class PingRecorderRaceTest {

    private static final int THREADS = 16;
    private static final int CHECKS = 6;
    private static final int LOG_LIMIT = 20;
    private static final int LOG_SLACK = 16;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private PingBatch batches;

    @Autowired
    private PingRecorder recorder;

    private final ExecutorService senders = Executors.newFixedThreadPool(THREADS);
    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        project = fixtures.project();
        clock.set(Instant.parse("2026-03-01T12:00:00Z"));
    }

    @AfterEach
    void stopSenders() {
        senders.shutdownNow();
    }

    @Test
    void everyOkHasItsOwnNumberInTheLog() throws Exception {
        List<UUID> checks = checks(CHECKS);

        atOnce(sender -> {
            List<UUID> order = new ArrayList<>(checks);
            Collections.shuffle(order, new Random(sender));
            // Each ping must be answered OK.
            order.forEach(check -> fixtures.ping(check, "/log?rid=" + new UUID(0, sender)));
        });

        for (UUID check : checks) {
            assertThat(numbers(check))
                    .isEqualTo(LongStream.rangeClosed(1, THREADS).boxed().toList());
            assertThat(senders(check)).isEqualTo(THREADS);
            assertThat(count(check)).isEqualTo(THREADS);
        }
    }

    @Test
    void theCountOfABusyCheckIncludesEveryPing() throws Exception {
        UUID busy = fixtures.check(project, "{}");
        int each = 12;

        atOnce(sender -> {
            for (int n = 0; n < each; n++) {
                fixtures.ping(busy, n % 2 == 0 ? "" : "/fail");
            }
        });

        long sent = (long) THREADS * each;
        assertThat(count(busy)).isEqualTo(sent);
        List<Long> kept = numbers(busy);
        assertThat(kept).hasSizeBetween(LOG_LIMIT, LOG_LIMIT + LOG_SLACK);
        assertThat(kept)
                .isEqualTo(LongStream.rangeClosed(sent - kept.size() + 1, sent)
                        .boxed()
                        .toList());
        // Each flip begins with the status at which the previous one ended: no two were made from the same state.
        List<String> flips = fixtures.flips(busy);
        assertThat(flips).isNotEmpty();
        String status = "NEW";
        for (String flip : flips) {
            assertThat(flip).startsWith(status + " ");
            status = flip.substring(flip.indexOf(' ') + 1);
        }
    }

    /** Two web processes share only the database, not the queue. */
    @Test
    void batchesWithTheSameChecksInOppositeOrderDoNotDeadlock() throws Exception {
        List<UUID> checks = checks(CHECKS);
        List<UUID> backwards = new ArrayList<>(checks);
        Collections.reverse(backwards);
        int each = 10;

        atOnce(sender -> {
            for (int n = 0; n < each; n++) {
                List<UUID> order = sender % 2 == 0 ? checks : backwards;
                batches.record(order.stream().map(this::ping).toList());
            }
        });

        assertThat(checks).allSatisfy(check -> assertThat(count(check)).isEqualTo((long) THREADS * each));
    }

    /** Otherwise a process with a small heap would run out of memory. */
    @Test
    void aCommitTakesBodiesUntilTheyExceedAMegabyte() throws Exception {
        List<UUID> checks = checks(THREADS);

        atOnce(sender -> recorder.record(ping(checks.get(sender), new byte[300_000])));

        List<Long> perCommit = fixtures.jdbc()
                .sql("SELECT count(*) FROM pings WHERE check_id IN (:checks) GROUP BY xmin::text")
                .param("checks", checks)
                .query(Long.class)
                .list();
        assertThat(perCommit).isNotEmpty().allMatch(pings -> pings <= 4);
        assertThat(checks).allSatisfy(check -> assertThat(count(check)).isEqualTo(1));
    }

    private List<UUID> checks(int count) {
        return Stream.generate(() -> fixtures.check(project, "{}")).limit(count).toList();
    }

    private Ping ping(UUID check) {
        return ping(check, null);
    }

    private Ping ping(UUID check, byte @Nullable [] body) {
        return new Ping(
                new CheckId(check),
                PingKind.SUCCESS,
                clock.instant(),
                null,
                null,
                new Ping.Origin("http", "GET", null, null, null, null),
                body);
    }

    /** Starts all senders at the same moment. Fails with the first failure of a sender. */
    private void atOnce(Sender sender) throws Exception {
        var ready = new CountDownLatch(THREADS);
        List<Callable<Void>> work = new ArrayList<>();
        for (int n = 0; n < THREADS; n++) {
            int number = n;
            work.add(() -> {
                ready.countDown();
                ready.await();
                sender.send(number);
                return null;
            });
        }
        for (Future<Void> done : senders.invokeAll(work, App.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            done.get();
        }
    }

    private List<Long> numbers(UUID check) {
        return fixtures.jdbc()
                .sql("SELECT n FROM pings WHERE check_id = :check ORDER BY n")
                .param("check", check)
                .query(Long.class)
                .list();
    }

    private long senders(UUID check) {
        return fixtures.jdbc()
                .sql("SELECT count(DISTINCT run_id) FROM pings WHERE check_id = :check")
                .param("check", check)
                .query(Long.class)
                .single();
    }

    private long count(UUID check) {
        return fixtures.show(project, check).get("n_pings").asLong();
    }

    /** The work of one thread. */
    private interface Sender {
        void send(int number);
    }
}
