package dev.rollcall.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import testing.App;

/** A request during the delete of a channel is answered as if the delete had come first. */
@RollcallTest
@Timeout(300)
class ChannelDeleteRaceTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private TransactionTemplate transactions;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Projects.NewProject project;
    private String kept;
    private String gone;

    @BeforeEach
    void makeChannels() {
        clock.set(Instant.parse("2026-03-01T12:00:00Z"));
        project = fixtures.project();
        kept = channel();
        gone = channel();
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void aCheckKeepsTheOtherChannelsOfItsList() {
        UUID check = fixtures.check(project, "{}");

        MvcTestResult updated = whileGoneIsDeleted(() ->
                call(HttpMethod.POST, "/api/v3/checks/" + check, "{\"channels\": \"" + kept + "," + gone + "\"}"));

        assertThat(updated).hasStatusOk();
        assertThat(channels(check)).isEqualTo(kept);
    }

    @Test
    void aNewCheckGetsAllOtherChannels() {
        MvcTestResult created =
                whileGoneIsDeleted(() -> call(HttpMethod.POST, "/api/v3/checks/", "{\"channels\": \"*\"}"));

        assertThat(created).hasStatus(201);
        assertThat(fixtures.json(created).get("channels").asString()).isEqualTo(kept);
    }

    @Test
    void aPingThatCreatesItsCheckIsNotLost() {
        MvcTestResult pinged = whileGoneIsDeleted(() -> pingAndCreate("nightly"));

        assertThat(pinged).hasStatus(201);
        var check = fixtures.json(call(HttpMethod.GET, "/api/v3/checks/?slug=nightly", ""))
                .get("checks")
                .get(0);
        assertThat(check.get("n_pings").asInt()).isEqualTo(1);
        assertThat(check.get("channels").asString()).isEqualTo(kept);
    }

    @Test
    void aSecondDeleteFindsNothing() {
        assertThat(whileGoneIsDeleted(() -> call(HttpMethod.DELETE, "/api/v3/channels/" + gone, "")))
                .hasStatus(404);
    }

    @Test
    void thereIsNothingToRename() {
        assertThat(whileGoneIsDeleted(
                        () -> call(HttpMethod.POST, "/api/v3/channels/" + gone, "{\"name\": \"another\"}")))
                .hasStatus(404);
    }

    @Test
    void noRequestFailsWhileChannelsAreCreatedAndDeleted() {
        UUID check = fixtures.check(project, "{}");
        var isOver = new AtomicBoolean();
        List<Supplier<MvcTestResult>> callers = List.of(
                () -> call(HttpMethod.POST, "/api/v3/checks/" + check, "{\"channels\": \"*\"}"),
                () -> call(HttpMethod.POST, "/api/v3/checks/", "{\"channels\": \"*\"}"),
                () -> pingAndCreate("slug-" + UUID.randomUUID()),
                () -> fixtures.http().get().uri("/ping/" + check + "/fail").exchange(),
                () -> fixtures.http().get().uri("/ping/" + check).exchange());
        List<CompletableFuture<List<Integer>>> answers = callers.stream()
                .map(caller -> CompletableFuture.supplyAsync(
                        () -> {
                            List<Integer> statuses = new ArrayList<>();
                            while (!isOver.get()) {
                                statuses.add(caller.get().getResponse().getStatus());
                            }
                            return statuses;
                        },
                        threads))
                .toList();

        for (int n = 0; n < 20; n++) {
            String id = channel();
            List<CompletableFuture<Integer>> deletes = List.of(deleted(id), deleted(id));
            assertThat(deletes.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(200, 404);
        }
        isOver.set(true);

        assertThat(answers)
                .allSatisfy(caller -> assertThat(caller)
                        .succeedsWithin(App.PATIENCE)
                        .satisfies(statuses -> assertThat(statuses).isNotEmpty().allMatch(status -> status < 300)));
    }

    private CompletableFuture<Integer> deleted(String id) {
        return CompletableFuture.supplyAsync(
                () -> call(HttpMethod.DELETE, "/api/v3/channels/" + id, "")
                        .getResponse()
                        .getStatus(),
                threads);
    }

    /** The response to a call that starts during the delete of a channel and waits for its end. */
    private MvcTestResult whileGoneIsDeleted(Supplier<MvcTestResult> call) {
        CompletableFuture<MvcTestResult> answer = transactions.execute(open -> {
            fixtures.jdbc()
                    .sql("DELETE FROM channels WHERE id = :id::uuid")
                    .param("id", gone)
                    .update();
            CompletableFuture<MvcTestResult> calling = CompletableFuture.supplyAsync(call, threads);
            Awaitility.await().pollInterval(Duration.ofMillis(10)).until(this::isLockAwaited);
            return calling;
        });
        return answer.join();
    }

    private boolean isLockAwaited() {
        return fixtures.jdbc().sql("""
                        SELECT count(*) > 0
                        FROM pg_locks l
                        JOIN pg_stat_activity a ON a.pid = l.pid
                        WHERE NOT l.granted AND a.datname = current_database()
                        """).query(Boolean.class).single();
    }

    private MvcTestResult pingAndCreate(String slug) {
        return fixtures.http()
                .get()
                .uri("/ping/" + project.pingKey() + "/" + slug + "?create=1")
                .exchange();
    }

    private String channels(UUID check) {
        return fixtures.show(project, check).get("channels").asString();
    }

    private String channel() {
        MvcTestResult created = call(HttpMethod.POST, "/api/v3/channels/", "{\"kind\": \"log\"}");
        assertThat(created).hasStatus(201);
        return fixtures.json(created).get("id").asString();
    }

    private MvcTestResult call(HttpMethod method, String path, String body) {
        return fixtures.call(method, path, project.readWriteKey(), body);
    }
}
