package dev.rollcall.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.channel.Alert;
import dev.rollcall.channel.ChannelKind;
import dev.rollcall.channel.ChannelsOfKind;
import dev.rollcall.channel.Notice;
import dev.rollcall.channel.subscription.ChannelUnsubscribed;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.delivery.digest.AlertSettings;
import dev.rollcall.flip.Flips;
import dev.rollcall.project.Projects;
import io.micrometer.observation.ObservationRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;
import testing.App;
import testing.Receiver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@RollcallTest
@ExtendWith(OutputCaptureExtension.class)
class DeliverAlertsTest {

    private static final int LAST_ATTEMPT = 33;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private DeliverAlerts alerts;

    @Autowired
    private QueueStore queue;

    @Autowired
    private DueDeliveries due;

    @Autowired
    private Results results;

    @Autowired
    private FailedAttempts failures;

    @Autowired
    private DeliveryOrder turns;

    @Autowired
    private CircuitBreaker breaker;

    @Autowired
    private Leases leases;

    @Autowired
    private BeanFactory beans;

    @Autowired
    private Flips flips;

    @Autowired
    private TransactionTemplate transactions;

    private final Receiver receiver = Receiver.start();
    private SteppedWorker worker;
    private Projects.NewProject project;

    /** The current time, because the verifying library rejects old signatures. */
    @BeforeEach
    void makeProject() {
        fixtures.clear();
        worker = new SteppedWorker(queue, due, alerts);
        project = fixtures.project();
        clock.set(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    @AfterEach
    void stopReceiver() {
        receiver.close();
    }

    @Test
    void aCheckThatGoesDownOwesEachOfItsChannelsOneDeliveryThatIsDue() {
        UUID first = webhook("/first");
        UUID second = webhook("/second");
        UUID check = fixtures.check(project, "{\"channels\": \"*\"}");

        fixtures.ping(check, "/fail");

        List<Delivery> owed = deliveries(check);
        assertThat(owed).extracting(Delivery::channel).containsExactlyInAnyOrder(first, second);
        assertThat(owed).allSatisfy(delivery -> {
            assertThat(delivery.status()).isEqualTo("PENDING");
            assertThat(delivery.attempts()).isZero();
            assertThat(delivery.due()).isEqualTo(clock.instant());
        });
        assertThat(receiver.received()).isEmpty();
    }

    @Test
    void aFlipThatIsRolledBackOwesNothing() {
        webhook("/hook");
        UUID check = fixtures.check(project, "{\"channels\": \"*\"}");

        transactions.executeWithoutResult(open -> {
            flips.record(List.of(new StatusChange(
                    new CheckId(check), CheckStatus.UP, CheckStatus.DOWN, StatusChange.Reason.FAIL, clock.instant())));
            assertThat(deliveries(check)).hasSize(1);
            open.setRollbackOnly();
        });

        assertThat(deliveries(check)).isEmpty();
        assertThat(worker.take()).isEmpty();
    }

    @Test
    void aFlipIsRecordedOnlyInsideTheTransactionThatChangesTheStatus() {
        UUID check = fixtures.check(project, "{}");
        var change = new StatusChange(
                new CheckId(check), CheckStatus.UP, CheckStatus.DOWN, StatusChange.Reason.FAIL, clock.instant());

        assertThatThrownBy(() -> flips.record(List.of(change))).isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void aCheckThatComesUpForTheFirstTimeIsNoNews() {
        webhook("/hook");
        UUID check = fixtures.check(project, "{\"channels\": \"*\"}");

        fixtures.ping(check, "");

        assertThat(fixtures.show(project, check).get("status").asString()).isEqualTo("up");
        assertThat(deliveries(check)).isEmpty();
    }

    @Test
    void aCheckThatComesBackUpIsTold() {
        webhook("/hook");
        UUID check = fixtures.check(project, "{\"channels\": \"*\"}");
        fixtures.ping(check, "/fail");
        fixtures.ping(check, "");

        worker.work();

        assertThat(receiver.received())
                .extracting(
                        request -> request.body().substring(0, request.body().indexOf(',')))
                .containsExactly("{\"status\": \"down\"", "{\"status\": \"up\"");
    }

    @Test
    void theRequestIsWhatTheChannelDescribesWithTheFactsFilledIn() {
        channel("""
                {"kind": "webhook", "method_down": "PUT", "body_down": "$NAME_JSON is $STATUS ($EXITSTATUS): $BODY",
                 "url_down": "%s", "headers_down": {"X-Check": "$NAME", "Content-Type": "text/markdown"}}
                """.formatted(receiver.url("/checks/$CODE?name=$NAME&tag=$TAG2")));
        UUID check = fixtures.check(project, "{\"name\": \"a & b/c d?\", \"tags\": \"db #1\", \"channels\": \"*\"}");
        assertThat(fixtures.http()
                        .post()
                        .uri("/ping/" + check + "/3")
                        .content("disk \"full\"".getBytes(StandardCharsets.UTF_8)))
                .hasStatusOk();

        deliver(onlyDelivery(check).id());

        assertThat(receiver.received()).hasSize(1);
        Receiver.Received request = receiver.received().get(0);
        assertThat(request.method()).isEqualTo("PUT");
        assertThat(request.path()).isEqualTo("/checks/" + check + "?name=a%20%26%20b%2Fc%20d%3F&tag=%231");
        assertThat(request.body()).isEqualTo("\"a & b/c d?\" is down (3): disk \"full\"");
        assertThat(request.headers())
                .containsEntry("X-Check", "a & b/c d?")
                .containsEntry("Content-Type", "text/markdown")
                .hasEntrySatisfying("User-Agent", agent -> assertThat(agent).startsWith("Rollcall/"));
        Delivery sent = onlyDelivery(check);
        assertThat(sent.status()).isEqualTo("SENT");
        assertThat(sent.attempts()).isEqualTo(1);
        assertThat(sent.lastError()).isNull();
        assertThat(sent.finished()).isTrue();
    }

    @Test
    void theShortFormPostsTheCheckAsJsonWithoutItsSecrets() {
        webhook("/hook");
        UUID check = fixtures.check(project, "{\"name\": \"backup\", \"channels\": \"*\"}");
        fixtures.ping(check, "/fail");

        deliver(onlyDelivery(check).id());

        Receiver.Received request = receiver.received().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.headers()).containsEntry("Content-Type", "application/json");
        JsonNode body = JsonMapper.shared().readTree(request.body());
        assertThat(body.get("status").asString()).isEqualTo("down");
        assertThat(Instant.parse(body.get("at").asString()))
                .as("whole seconds, as the flip's timestamp in the API")
                .isEqualTo(clock.instant().truncatedTo(ChronoUnit.SECONDS));
        assertThat(request.body()).doesNotContain(check.toString());
        assertThat(body.get("check").get("unique_key").asString()).hasSize(40);
        assertThat(body.get("check").get("name").asString()).isEqualTo("backup");
    }

    @Test
    void aStandardWebhooksLibraryVerifiesTheSignatureAndRefusesAnotherBody() throws Exception {
        JsonNode channel = channel("{\"kind\": \"webhook\", \"url\": \"" + receiver.url("/hook") + "\"}");
        UUID check = fixtures.check(project, "{\"name\": \"n\u00e4chtlich\", \"channels\": \"*\"}");
        fixtures.ping(check, "/fail");
        Delivery delivery = onlyDelivery(check);

        deliver(delivery.id());

        Receiver.Received request = receiver.received().get(0);
        assertThat(request.headers()).containsEntry("webhook-id", delivery.id().toString());
        var verifier = new Webhook(channel.get("signing_secret").asString());
        Map<String, List<String>> headers = headers(request);
        verifier.verify(request.body(), headers);
        assertThatThrownBy(() -> verifier.verify(request.body() + " ", headers))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void everyAttemptCarriesTheSameId() {
        webhook("/hook");
        UUID id = failedCheckDelivery();
        receiver.answer(503);
        deliver(id);
        receiver.answer(200);
        clock.advance(Duration.ofSeconds(6));

        deliver(id);

        assertThat(receiver.received())
                .extracting(request -> String.valueOf(request.headers().get("webhook-id")))
                .containsExactly(id.toString(), id.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 299})
    void anyAnswerOf2xxCountsAsTold(int answer) {
        webhook("/hook");
        UUID id = failedCheckDelivery();
        receiver.answer(answer);

        deliver(id);

        assertThat(delivery(id).status()).isEqualTo("SENT");
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 304, 400, 500, 503})
    void anyOtherAnswerLeavesTheDeliveryPendingAndItIsTriedAgainFiveSecondsLater(int answer) {
        webhook("/hook?token=secret");
        UUID id = failedCheckDelivery();
        receiver.answer(answer);

        deliver(id);

        Delivery left = delivery(id);
        assertThat(left.status()).isEqualTo("PENDING");
        assertThat(left.attempts()).isEqualTo(1);
        assertThat(left.lastError()).isEqualTo("the receiver answered " + answer);
        assertThat(left.finished()).isFalse();
        assertThat(left.due()).isBetween(after(5_000), after(6_000));
        clock.advance(Duration.ofMillis(4_999));
        assertThat(worker.take()).isEmpty();
        clock.advance(Duration.ofMillis(1_001));
        assertThat(worker.take()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void aReceiverThatIsGoneEndsTheDeliveryAtItsFirstAttempt(int answer) {
        webhook("/hook?token=secret");
        UUID id = failedCheckDelivery();
        receiver.answer(answer);

        deliver(id);

        Delivery ended = delivery(id);
        assertThat(ended.status()).isEqualTo("FAILED");
        assertThat(ended.attempts()).isEqualTo(1);
        assertThat(ended.lastError()).isEqualTo("the receiver answered " + answer);
        assertThat(ended.finished()).isTrue();
    }

    @Test
    void aRefusedConnectionLeavesTheDeliveryPendingWithAnErrorThatTellsNoAddress() {
        Receiver gone = Receiver.start();
        gone.close();
        channel("{\"kind\": \"webhook\", \"url\": \"" + gone.url("/hook?token=secret") + "\"}");
        UUID id = failedCheckDelivery();

        deliver(id);

        Delivery left = delivery(id);
        assertThat(left.status()).isEqualTo("PENDING");
        assertThat(left.attempts()).isEqualTo(1);
        assertThat(left.lastError())
                .startsWith("the receiver did not answer")
                .doesNotContain("127.0.0.1", "secret", "hook");
    }

    @Test
    void aRedirectIsNotFollowed() {
        webhook("/moved");
        UUID id = failedCheckDelivery();
        receiver.redirectTo(receiver.url("/elsewhere"));

        deliver(id);

        assertThat(delivery(id).lastError()).isEqualTo("the receiver answered 302");
        assertThat(receiver.received()).extracting(Receiver.Received::path).containsExactly("/moved");
    }

    @Test
    void afterTheLastAttemptTheDeliveryHasFailedAndIsNotTriedAgain() {
        webhook("/hook");
        UUID id = failedCheckDelivery();
        receiver.answer(500);
        fixtures.jdbc()
                .sql("UPDATE deliveries SET attempts = :attempts WHERE id = :id")
                .param("attempts", LAST_ATTEMPT - 1)
                .param("id", id)
                .update();

        deliver(id);

        Delivery failed = delivery(id);
        assertThat(failed.status()).isEqualTo("FAILED");
        assertThat(failed.attempts()).isEqualTo(LAST_ATTEMPT);
        assertThat(failed.finished()).isTrue();
        clock.advance(Duration.ofDays(1));
        assertThat(worker.take()).isEmpty();
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void deliveriesMadeTogetherAreRecordedEachByItself() {
        webhook("/hook");
        List<UUID> ids = Stream.generate(() -> fixtures.check(project, "{\"channels\": \"*\"}"))
                .limit(20)
                .peek(check -> fixtures.ping(check, "/fail"))
                .map(check -> onlyDelivery(check).id())
                .toList();
        UUID lost = ids.get(0);
        List<Attempt> taken = worker.take();
        assertThat(taken).hasSize(20);
        takeAway(lost);

        List<CompletableFuture<Void>> made = taken.stream()
                .map(attempt -> CompletableFuture.runAsync(() -> alerts.deliver(attempt)))
                .toList();

        assertThat(made).allSatisfy(one -> assertThat(one).succeedsWithin(App.PATIENCE));
        assertThat(receiver.received())
                .extracting(request -> String.valueOf(request.headers().get("webhook-id")))
                .containsExactlyInAnyOrderElementsOf(
                        ids.stream().map(UUID::toString).toList());
        assertThat(ids).allSatisfy(id -> {
            boolean isLost = id.equals(lost);
            assertThat(delivery(id).status()).as("another worker has one").isEqualTo(isLost ? "PENDING" : "SENT");
            assertThat(delivery(id).attempts()).isEqualTo(isLost ? 0 : 1);
        });
    }

    @Test
    void aDeliveryThatWasMadeIsNotMadeAgain() {
        webhook("/hook");
        UUID id = failedCheckDelivery();

        deliver(id);

        assertThat(worker.take()).isEmpty();
        assertThat(receiver.received()).hasSize(1);
        assertThat(delivery(id).attempts()).isEqualTo(1);
    }

    @Test
    void aWebhookThatNamesNothingForAStatusIsDoneWithoutARequest() {
        channel("{\"kind\": \"webhook\", \"url_up\": \"" + receiver.url("/up") + "\"}");
        UUID id = failedCheckDelivery();

        deliver(id);

        assertThat(receiver.received()).isEmpty();
        assertThat(delivery(id).status()).isEqualTo("SENT");
    }

    @Test
    void nothingIsSentForACheckThatWasDeletedMeanwhile() {
        webhook("/hook");
        UUID check = fixtures.check(project, "{\"channels\": \"*\"}");
        fixtures.ping(check, "/fail");
        List<Attempt> taken = worker.take();
        assertThat(delete("/api/v3/checks/" + check)).hasStatusOk();

        assertThat(worker.work()).isZero();
        assertThat(taken).hasSize(1);
        assertThat(receiver.received()).isEmpty();
    }

    @Test
    void nothingIsSentToAChannelThatWasDeletedMeanwhile() {
        UUID channel = webhook("/hook");
        failedCheckDelivery();
        assertThat(delete("/api/v3/channels/" + channel)).hasStatusOk();

        assertThat(worker.work()).isZero();
        assertThat(receiver.received()).isEmpty();
    }

    /** It was under way, so it was not ended with those that waited. */
    @Test
    void anAlertThatFailedIsNotTriedAgainIfTheMailboxHasUnsubscribedMeanwhile() {
        UUID channel = webhook("/hook");
        UUID id = failedCheckDelivery();
        Attempt underWay = worker.take().get(0);
        unsubscribe(channel);
        beans.getBean(DeliveryQueue.class).drop(new ChannelUnsubscribed(channel));
        receiver.answer(503);
        alerts.deliver(underWay);
        receiver.answer(200);
        clock.advance(Duration.ofMinutes(1));

        worker.work();

        assertThat(delivery(id).status()).isEqualTo("OUTDATED");
        assertThat(receiver.received())
                .as("only the attempt that was under way")
                .hasSize(1);
    }

    /** The check went down at the same moment, so its alert was recorded after the others were ended. */
    @Test
    void nothingIsSentToAMailboxThatHasUnsubscribedMeanwhile() {
        UUID channel = webhook("/hook");
        UUID id = failedCheckDelivery();
        unsubscribe(channel);

        worker.work();

        assertThat(delivery(id).status()).isEqualTo("OUTDATED");
        assertThat(receiver.received()).isEmpty();
    }

    /** The failing ping waits for the delete to end, and must not refer to the deleted channel. */
    @Test
    void aChannelThatIsBeingDeletedCostsNoPing() {
        UUID kept = webhook("/kept");
        UUID gone = webhook("/gone");
        UUID check = fixtures.check(project, "{\"channels\": \"*\"}");

        CompletableFuture<Void> ping = transactions.execute(open -> {
            fixtures.jdbc()
                    .sql("DELETE FROM channels WHERE id = :id")
                    .param("id", gone)
                    .update();
            CompletableFuture<Void> pinging = CompletableFuture.runAsync(() -> fixtures.ping(check, "/fail"));
            Awaitility.await().pollInterval(Duration.ofMillis(10)).until(this::isSomebodyWaiting);
            return pinging;
        });

        assertThat(ping).succeedsWithin(App.PATIENCE);
        assertThat(deliveries(check)).extracting(Delivery::channel).containsExactly(kept);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 500})
    void whatAWorkerFindsOutAfterItLostTheDeliveryToAnotherIsNotRecorded(int answer) {
        webhook("/hook");
        UUID id = failedCheckDelivery();
        Attempt lost = worker.take().get(0);
        takeAway(id);
        receiver.answer(answer);

        alerts.deliver(lost);

        assertThat(receiver.received()).hasSize(1);
        assertThat(delivery(id).status()).isEqualTo("PENDING");
        assertThat(delivery(id).attempts()).isZero();
        assertThat(delivery(id).lastError()).isNull();
    }

    @Test
    void aWorkerThatStoodStillSendsNothingThatOthersMayHaveTaken() {
        webhook("/hook");
        UUID id = failedCheckDelivery();
        Attempt late = worker.take().get(0);
        clock.advance(Leases.LENGTH);

        alerts.deliver(late);

        assertThat(receiver.received()).isEmpty();
        assertThat(delivery(id).attempts()).isZero();
        assertThat(worker.deliver(id)).isTrue();
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void aDeliveryThatCannotBeReadIsAFailedAttemptAndIsLogged(CapturedOutput output) {
        UUID channel = webhook("/hook");
        UUID id = failedCheckDelivery();
        fixtures.jdbc()
                .sql("UPDATE channels SET config = '[]' WHERE id = :id")
                .param("id", channel)
                .update();

        deliver(id);

        assertThat(delivery(id).status()).isEqualTo("PENDING");
        assertThat(delivery(id).attempts()).isEqualTo(1);
        assertThat(delivery(id).lastError()).isEqualTo("unexpected failure: mismatched input");
        assertThat(output.getOut().lines().filter(line -> line.contains(shortened(id))))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("delivery.failed", "mismatched input");
    }

    @Test
    void anErrorIsAFailedAttemptAndIsLogged(CapturedOutput output) {
        webhook("/hook");
        UUID id = failedCheckDelivery();

        throwing(new LinkageError("token=secret")).deliver(worker.take().get(0));

        assertThat(delivery(id).attempts()).isEqualTo(1);
        assertThat(delivery(id).lastError()).isEqualTo("unexpected failure: linkage");
        assertThat(output.getOut().lines().filter(line -> line.contains(shortened(id))))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("delivery.failed", "linkage")
                .doesNotContain("secret");
    }

    @Test
    void anErrorOfTheMachineIsNotedAndGoesOn() {
        webhook("/hook");
        UUID id = failedCheckDelivery();
        var full = new OutOfMemoryError("test");

        Attempt attempt = worker.take().get(0);
        assertThatThrownBy(() -> throwing(full).deliver(attempt)).isSameAs(full);

        assertThat(delivery(id).attempts()).isEqualTo(1);
        assertThat(delivery(id).lastError()).isEqualTo("unexpected failure: out of memory");
    }

    @Test
    void aRequestThatWouldBeTooLongFailsAtOnceForGood() {
        channel("{\"kind\": \"webhook\", \"url\": \"" + receiver.url("/hook") + "\", \"body_down\": \""
                + "$BODY_JSON".repeat(1_000) + "\"}");
        UUID check = fixtures.check(project, "{\"channels\": \"*\"}");
        assertThat(fixtures.http().post().uri("/ping/" + check + "/fail").content(new byte[10_000]))
                .hasStatusOk();
        UUID id = onlyDelivery(check).id();

        deliver(id);

        assertThat(receiver.received()).isEmpty();
        Delivery failed = delivery(id);
        assertThat(failed.status()).isEqualTo("FAILED");
        assertThat(failed.attempts()).isEqualTo(1);
        assertThat(failed.finished()).isTrue();
        assertThat(failed.lastError())
                .isEqualTo("the body is longer than 524288 characters once its placeholders are filled in");
    }

    /** The same, with a kind of channel that throws this failure. */
    private DeliverAlerts throwing(Error error) {
        ChannelKind kind = new ChannelKind() {
            @Override
            public String name() {
                return "webhook";
            }

            @Override
            public Map<String, Object> configure(Map<String, Object> fields) {
                return Map.of();
            }

            @Override
            public void send(Alert alert) {
                throw error;
            }

            @Override
            public void send(Notice notice) {
                throw error;
            }
        };
        return new DeliverAlerts(
                results,
                failures,
                turns,
                breaker,
                leases,
                ChannelsOfKind.of(beans, kind),
                beans.getBean(AlertSettings.class),
                ObservationRegistry.NOOP,
                clock);
    }

    private void deliver(UUID id) {
        assertThat(worker.deliver(id)).as("is due").isTrue();
    }

    private Instant after(long millis) {
        return clock.instant().plusMillis(millis);
    }

    /** Takes over, as another worker does when the lease of this one has expired. */
    private void takeAway(UUID delivery) {
        fixtures.jdbc()
                .sql("UPDATE deliveries SET version = version + 1, held_by = gen_random_uuid() WHERE id = :id")
                .param("id", delivery)
                .update();
    }

    /** A webhook stands for a mailbox, because the tests have no mail server. */
    private void unsubscribe(UUID channel) {
        fixtures.jdbc()
                .sql("UPDATE channels SET unsubscribed_at = now() WHERE id = :id")
                .param("id", channel)
                .update();
    }

    private boolean isSomebodyWaiting() {
        return fixtures.jdbc().sql("""
                        SELECT count(*) > 0
                        FROM pg_locks l
                        JOIN pg_stat_activity a ON a.pid = l.pid
                        WHERE NOT l.granted AND a.datname = current_database()
                        """).query(Boolean.class).single();
    }

    private UUID webhook(String path) {
        return UUID.fromString(channel("{\"kind\": \"webhook\", \"url\": \"" + receiver.url(path) + "\"}")
                .get("id")
                .asString());
    }

    private JsonNode channel(String fields) {
        MvcTestResult created = fixtures.call(HttpMethod.POST, "/api/v3/channels/", project.readWriteKey(), fields);
        assertThat(created).hasStatus(201);
        return fixtures.json(created);
    }

    private MvcTestResult delete(String path) {
        return fixtures.call(HttpMethod.DELETE, path, project.readWriteKey(), "");
    }

    /** The delivery of a check that has just failed to its only channel. */
    private UUID failedCheckDelivery() {
        UUID check = fixtures.check(project, "{\"channels\": \"*\"}");
        fixtures.ping(check, "/fail");
        return onlyDelivery(check).id();
    }

    private Delivery onlyDelivery(UUID check) {
        List<Delivery> found = deliveries(check);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private Delivery delivery(UUID id) {
        return fixtures.jdbc()
                .sql("""
                        SELECT id, channel_id, status, attempts, last_error, finished_at, due_at
                        FROM deliveries
                        WHERE id = :id
                        """)
                .param("id", id)
                .query((row, n) -> delivery(row))
                .single();
    }

    private List<Delivery> deliveries(UUID check) {
        return fixtures.jdbc()
                .sql("""
                        SELECT d.id, d.channel_id, d.status, d.attempts, d.last_error, d.finished_at, d.due_at
                        FROM deliveries d
                        JOIN flips f ON f.id = d.flip_id
                        WHERE f.check_id = :check
                        ORDER BY f.id
                        """)
                .param("check", check)
                .query((row, n) -> delivery(row))
                .list();
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(
                row.getObject("id", UUID.class),
                row.getObject("channel_id", UUID.class),
                row.getString("status"),
                row.getInt("attempts"),
                row.getString("last_error"),
                row.getTimestamp("finished_at") != null,
                row.getTimestamp("due_at").toInstant());
    }

    private static Map<String, List<String>> headers(Receiver.Received request) {
        return request.headers().entrySet().stream()
                .collect(Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT), header -> List.of(header.getValue())));
    }

    /** A delivery as stored. */
    private record Delivery(
            UUID id,
            UUID channel,
            String status,
            int attempts,
            @Nullable String lastError,
            boolean finished,
            Instant due) {}

    /** As TextLog shows an id. */
    private static String shortened(UUID id) {
        return id.toString().substring(0, 8);
    }
}
