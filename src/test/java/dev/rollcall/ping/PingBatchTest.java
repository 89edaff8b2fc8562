package dev.rollcall.ping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.ping.admission.WaitingPings;
import dev.rollcall.platform.problem.UnavailableException;
import dev.rollcall.platform.thread.VitalThreads;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionTemplate;
import testing.App;
import tools.jackson.databind.JsonNode;

@RollcallTest
class PingBatchTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int FLUSHERS = 2;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private PingBatch batch;

    @Autowired
    private PingRecorder recorder;

    @Autowired
    private WaitingPings places;

    @Autowired
    private VitalThreads threads;

    @Autowired
    private PingWriter writer;

    @Autowired
    private TransactionTemplate transactions;

    private final List<Thread> senderThreads = new CopyOnWriteArrayList<>();
    private final ExecutorService senders = Executors.newCachedThreadPool(work -> {
        var sender = new Thread(work, "sender");
        senderThreads.add(sender);
        return sender;
    });
    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        project = fixtures.project();
        clock.set(NOON);
    }

    @AfterEach
    void stopSenders() {
        senders.shutdownNow();
    }

    /** Values that Postgres refuses. No ping should ever contain them. */
    enum Poison {
        EXIT_STATUS_ABOVE_A_BYTE(256, "curl"),
        EXIT_STATUS_ABOVE_SMALLINT(70_000, "curl"),
        NUL_IN_USER_AGENT(null, "cu\0rl");

        private final @Nullable Integer exitStatus;
        private final String userAgent;

        Poison(@Nullable Integer exitStatus, String userAgent) {
            this.exitStatus = exitStatus;
            this.userAgent = userAgent;
        }
    }

    @Test
    void aPingOfAnUnknownCheckIsDroppedAndTheOthersAreRecorded() {
        UUID one = fixtures.check(project, "{}");
        UUID two = fixtures.check(project, "{}");
        UUID unknown = UUID.randomUUID();

        var known = batch.record(
                List.of(ping(one, PingKind.SUCCESS, 0), ping(unknown, PingKind.FAIL, 0), ping(two, PingKind.FAIL, 0)));

        assertThat(known).containsExactlyInAnyOrder(new CheckId(one), new CheckId(two));
        assertThat(status(one)).isEqualTo("up");
        assertThat(status(two)).isEqualTo("down");
        assertThat(kinds(unknown)).isEmpty();
    }

    @Test
    void aBatchOfOnlyUnknownChecksRecordsNothing() {
        UUID unknown = UUID.randomUUID();

        assertThat(batch.record(List.of(ping(unknown, PingKind.SUCCESS, 0)))).isEmpty();

        assertThat(kinds(unknown)).isEmpty();
    }

    @Test
    void severalPingsOfOneCheckAreAppliedInTheirOrderOfArrival() {
        UUID check = fixtures.check(project, "{}");
        UUID other = fixtures.check(project, "{}");

        batch.record(List.of(
                ping(check, PingKind.START, 0),
                ping(other, PingKind.SUCCESS, 1),
                ping(check, PingKind.LOG, 2),
                ping(check, PingKind.SUCCESS, 10),
                ping(check, PingKind.FAIL, 11)));

        assertThat(kinds(check)).containsExactly("1 START", "2 LOG", "3 SUCCESS", "4 FAIL");
        assertThat(kinds(other)).containsExactly("1 SUCCESS");
        assertThat(fixtures.flips(check)).containsExactly("NEW UP", "UP DOWN");
        JsonNode shown = fixtures.show(project, check);
        assertThat(shown.get("status").asString()).isEqualTo("down");
        assertThat(shown.get("started").asBoolean()).isFalse();
        assertThat(shown.has("last_duration")).as("the failure ended no run").isFalse();
        assertThat(shown.get("n_pings").asLong()).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource
    void aBatchWithAPingThatTheDatabaseRefusesLeavesNothingBehind(Poison poison) {
        UUID good = fixtures.check(project, "{}");
        UUID bad = fixtures.check(project, "{}");

        assertThatThrownBy(() -> batch.record(List.of(ping(good, PingKind.FAIL, 0), poisoned(bad, poison))))
                .isInstanceOf(DataIntegrityViolationException.class);

        assertThat(kinds(good)).isEmpty();
        assertThat(fixtures.flips(good)).isEmpty();
        assertThat(status(good)).isEqualTo("new");
    }

    @ParameterizedTest
    @EnumSource
    void aPingThatTheDatabaseRefusesDoesNotFailOthers(Poison poison) {
        UUID bad = fixtures.check(project, "{}");

        expectOnlyThisRefused(bad, poisoned(bad, poison));
    }

    @Test
    void aCheckInAnUnknownTimeZoneFailsNoPing() {
        UUID unreadable = fixtures.check(project, "{}");
        UUID good = fixtures.check(project, "{}");
        fixtures.storeSchedule(unreadable, "0 4 * * *", "Mars/Phobos");

        var known = batch.record(List.of(ping(unreadable, PingKind.SUCCESS, 0), ping(good, PingKind.SUCCESS, 0)));

        assertThat(known).containsExactlyInAnyOrder(new CheckId(unreadable), new CheckId(good));
        assertThat(kinds(unreadable)).containsExactly("1 SUCCESS");
        assertThat(status(unreadable)).isEqualTo("up");
        assertThat(kinds(good)).containsExactly("1 SUCCESS");
    }

    /** A bug of ours that no other test covers: here, a ping without a kind. */
    @Test
    void anUnexpectedExceptionFailsNoOtherPing() {
        UUID bad = fixtures.check(project, "{}");

        expectOnlyThisRefused(bad, withoutKind(bad));
    }

    @Test
    void aLockedCheckDelaysNoPingOfOtherChecks() {
        UUID locked = fixtures.check(project, "{}");
        UUID free = fixtures.check(project, "{}");

        CompletableFuture<Boolean> answer = Objects.requireNonNull(transactions.execute(open -> {
            lock(locked);
            CompletableFuture<Boolean> waiting = send(ping(locked, PingKind.LOG, 0));
            await(() -> flushersThatWait() == 1);
            assertThat(send(ping(free, PingKind.LOG, 0)).join()).isTrue();
            assertThat(waiting).isNotDone();
            return waiting;
        }));

        assertThat(answer.join()).isTrue();
    }

    @Test
    void aPingThatWaitsTooLongIsRefusedAndTheNextIsRecorded() {
        UUID check = fixtures.check(project, "{}");
        var impatient = new PingRecorder(writer, places, threads, Duration.ofMillis(200));
        impatient.start();
        try {
            transactions.executeWithoutResult(open -> {
                lock(check);
                assertThatThrownBy(() -> impatient.record(ping(check, PingKind.LOG, 0)))
                        .isInstanceOf(UnavailableException.class)
                        .hasCauseInstanceOf(TimeoutException.class);
            });

            assertThat(impatient.record(ping(check, PingKind.SUCCESS, 1))).isTrue();
        } finally {
            impatient.stop();
        }
    }

    /** Otherwise its body would stay in memory, and it would be recorded although its sender got an error. */
    @Test
    void aRefusedPingLeavesTheQueue() {
        UUID locked = fixtures.check(project, "{}");
        UUID free = fixtures.check(project, "{}");
        var impatient = new PingRecorder(writer, places, threads, Duration.ofMillis(200));
        impatient.start();
        try {
            transactions.executeWithoutResult(open -> {
                lock(locked);
                for (UUID check : List.of(locked, locked, free)) {
                    // The first two keep both flushers busy; the third stays in the queue.
                    assertThatThrownBy(() -> impatient.record(ping(check, PingKind.LOG, 0)))
                            .isInstanceOf(UnavailableException.class);
                }
            });

            assertThat(impatient.record(ping(free, PingKind.SUCCESS, 1))).isTrue();
            assertThat(fixtures.show(project, free).get("n_pings").asLong()).isEqualTo(1);
        } finally {
            impatient.stop();
        }
    }

    @Test
    @SuppressWarnings("NullAway") // null instead of a ping: a bug that appears while pings are gathered
    void aFailureWhilePingsAreGatheredIsReportedAndTheNextPingIsRecorded() {
        UUID check = fixtures.check(project, "{}");

        // One failure for each flusher, and one more.
        for (int n = 0; n < 3; n++) {
            CompletableFuture<Boolean> answer = send(recorder, null);
            assertThatThrownBy(answer::join)
                    .hasCauseInstanceOf(UnavailableException.class)
                    .hasRootCauseInstanceOf(NullPointerException.class);
        }

        assertThat(recorder.record(ping(check, PingKind.SUCCESS, 1))).isTrue();
    }

    @Test
    void aPingThatWaitsAtTheStopOfTheProcessIsRefused() {
        UUID check = fixtures.check(project, "{}");
        var stopped = new PingRecorder(writer, places, threads);
        stopped.start();

        transactions.executeWithoutResult(open -> {
            lock(check);
            CompletableFuture<Boolean> waiting = send(stopped, ping(check, PingKind.LOG, 0));
            await(() -> flushersThatWait() == 1);
            stopped.stop();
            assertThatThrownBy(waiting::join).hasCauseInstanceOf(UnavailableException.class);
        });
    }

    /** Locks the check until the transaction ends. */
    private void lock(UUID check) {
        fixtures.jdbc()
                .sql("SELECT status FROM check_states WHERE check_id = :check FOR UPDATE")
                .param("check", check)
                .query(String.class)
                .single();
    }

    private CompletableFuture<Boolean> send(Ping ping) {
        return send(recorder, ping);
    }

    private CompletableFuture<Boolean> send(PingRecorder to, Ping ping) {
        return CompletableFuture.supplyAsync(() -> to.record(ping), senders)
                .orTimeout(App.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private int flushersThatWait() {
        return fixtures.jdbc().sql("""
                        SELECT count(*)
                        FROM pg_locks l
                        JOIN pg_stat_activity a ON a.pid = l.pid
                        WHERE NOT l.granted AND a.datname = current_database()
                        """).query(Integer.class).single();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().pollInterval(Duration.ofMillis(10)).until(condition);
    }

    private static Ping ping(UUID check, PingKind kind, int second) {
        return ping(check, kind, second, null, "curl");
    }

    private static Ping poisoned(UUID check, Poison poison) {
        return ping(check, PingKind.FAIL, 0, poison.exitStatus, poison.userAgent);
    }

    @SuppressWarnings("NullAway") // the fault that the test is about
    private static Ping withoutKind(UUID check) {
        return ping(check, null, 0, null, "curl");
    }

    private static Ping ping(UUID check, PingKind kind, int second, @Nullable Integer exitStatus, String userAgent) {
        return new Ping(
                new CheckId(check),
                kind,
                NOON.plusSeconds(second),
                null,
                exitStatus,
                new Ping.Origin("http", "GET", "203.0.113.7", userAgent, null, null),
                null);
    }

    /**
     * Both flushers wait for a check that this test has locked, so that the next pings gather in the queue and are
     * written together.
     */
    private void expectOnlyThisRefused(UUID bad, Ping refusedPing) {
        UUID blocker = fixtures.check(project, "{}");
        List<UUID> good =
                Stream.generate(() -> fixtures.check(project, "{}")).limit(8).toList();
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        List<CompletableFuture<Boolean>> refused = new ArrayList<>();

        transactions.executeWithoutResult(open -> {
            lock(blocker);
            for (int n = 1; n <= FLUSHERS; n++) {
                answers.add(send(ping(blocker, PingKind.LOG, 0)));
                int waiting = n;
                await(() -> flushersThatWait() == waiting);
            }
            good.subList(0, 4).forEach(check -> answers.add(send(ping(check, PingKind.FAIL, 0))));
            refused.add(send(refusedPing));
            good.subList(4, 8).forEach(check -> answers.add(send(ping(check, PingKind.FAIL, 0))));
            await(() -> senderThreads.size() == answers.size() + refused.size()
                    && senderThreads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
        });

        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isTrue());
        assertThat(good).allSatisfy(check -> {
            assertThat(kinds(check)).containsExactly("1 FAIL");
            assertThat(fixtures.flips(check)).containsExactly("NEW DOWN");
        });
        assertThatThrownBy(() -> refused.get(0).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(UnavailableException.class);
        assertThat(kinds(bad)).isEmpty();
    }

    private String status(UUID check) {
        return fixtures.show(project, check).get("status").asString();
    }

    private List<String> kinds(UUID check) {
        return fixtures.jdbc()
                .sql("SELECT n || ' ' || kind FROM pings WHERE check_id = :check ORDER BY n")
                .param("check", check)
                .query(String.class)
                .list();
    }
}
