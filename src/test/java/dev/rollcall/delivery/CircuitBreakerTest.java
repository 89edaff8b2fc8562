package dev.rollcall.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import testing.Receiver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@RollcallTest
@ExtendWith(OutputCaptureExtension.class)
class CircuitBreakerTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private QueueStore queue;

    @Autowired
    private DueDeliveries due;

    @Autowired
    private DeliverAlerts alerts;

    @Autowired
    private HealthStore health;

    @Autowired
    private PlatformTransactionManager transactions;

    private final Receiver receiver = Receiver.start();
    private SteppedWorker worker;
    private SteppedWorker other;
    private Projects.NewProject project;
    private UUID channel;
    private List<UUID> checks;

    @BeforeEach
    void failFiveOfEightTimes() {
        fixtures.clear();
        clock.set(Instant.parse("2026-03-01T12:00:00Z"));
        worker = new SteppedWorker(queue, due, alerts);
        other = new SteppedWorker(queue, due, alerts);
        project = fixtures.project();
        channel = webhook("/hook?token=canary");
        checks = Stream.generate(() -> fixtures.check(project, "{\"channels\": \"*\"}"))
                .limit(8)
                .toList();
        checks.forEach(check -> fixtures.ping(check, "/fail"));
        receiver.answer(503);
    }

    @AfterEach
    void stopReceiver() {
        receiver.close();
    }

    @Test
    void afterFiveFailuresInARowNothingIsSentAndOneWorkerTriesOneDeliveryAfterThePause(CapturedOutput output) {
        fail(5);

        assertThat(worker.take()).isEmpty();
        assertThat(other.take()).isEmpty();
        clock.advance(Duration.ofSeconds(6));
        List<Attempt> tried = worker.take();
        assertThat(tried).hasSize(1);
        assertThat(other.take()).as("one at a time").isEmpty();
        alerts.deliver(tried.get(0));
        clock.advance(Duration.ofSeconds(6));
        assertThat(worker.take()).as("the next pause is longer").isEmpty();
        clock.advance(Duration.ofSeconds(6));
        assertThat(worker.take()).hasSize(1);

        assertThat(receiver.received()).hasSize(6);
        assertThat(output.getOut().lines().filter(line -> line.contains("channel.failing")))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("answered 503").doesNotContain("canary"));
    }

    /** Else it would wait for a take that waits for the channel in turn. */
    @Test
    void aChannelThatWorksAgainWaitsForNoDeliveryThatIsLocked() {
        fail(5);
        var transaction = new TransactionTemplate(transactions);
        transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);

        transaction.executeWithoutResult(take -> {
            fixtures.jdbc()
                    .sql("SELECT id FROM deliveries FOR UPDATE")
                    .query(UUID.class)
                    .list();
            transaction.executeWithoutResult(works -> {
                fixtures.jdbc().sql("SET LOCAL lock_timeout = '2s'").update();
                assertThat(health.works(channel, clock.instant()).count()).isEqualTo(5);
            });
        });
    }

    @Test
    void afterFewerFailuresEachAlertIsSent() {
        fail(1);
        checks.forEach(check -> fixtures.ping(check, ""));
        receiver.answer(200);
        worker.take(1).forEach(alerts::deliver);
        worker.work();

        assertThat(fixtures.jdbc()
                        .sql("""
                                SELECT f.to_status, count(*) AS sent
                                FROM deliveries d
                                JOIN flips f ON f.id = d.flip_id
                                WHERE d.status = 'SENT'
                                GROUP BY f.to_status
                                """)
                        .query((row, n) -> row.getString("to_status") + row.getInt("sent"))
                        .list())
                .as("only the down that failed is told by its up")
                .containsExactlyInAnyOrder("DOWN7", "UP8");
    }

    /** Else each of them would cost the channel the length of a lease. */
    @Test
    void aTrialPassesOverAlertsThatAreHeldBackAtOnce() {
        fail(5);
        clock.advance(Duration.ofSeconds(6));
        checks.forEach(this::snooze);
        UUID loud = fixtures.check(project, "{\"channels\": \"*\"}");
        fixtures.ping(loud, "/fail");
        receiver.answer(200);

        assertThat(worker.work()).isEqualTo(1);

        assertThat(sent()).containsExactly(loud);
    }

    @Test
    void aTrialPassesOverAlertsThatAreNotWantedAnyMoreAtOnce() {
        fail(5);
        clock.advance(Duration.ofSeconds(6));
        checks.forEach(check -> assertThat(fixtures.call(
                        HttpMethod.POST, "/api/v3/checks/" + check, project.readWriteKey(), "{\"channels\": \"\"}"))
                .hasStatusOk());
        UUID wanted = fixtures.check(project, "{\"channels\": \"*\"}");
        fixtures.ping(wanted, "/fail");
        receiver.answer(200);

        worker.work();

        assertThat(sent()).containsExactly(wanted);
    }

    @Test
    void oneThatArrivesOpensTheChannelAndOfEachCheckOnlyTheLatestIsSent() {
        fail(5);
        checks.forEach(check -> fixtures.ping(check, ""));
        receiver.answer(200);
        clock.advance(Duration.ofSeconds(6));

        assertThat(worker.work()).isEqualTo(8);

        assertThat(fixtures.jdbc()
                        .sql("SELECT f.to_status || d.changes FROM deliveries d JOIN flips f ON f.id = d.flip_id"
                                + " WHERE d.status = 'SENT'")
                        .query(String.class)
                        .list())
                .hasSize(8)
                .containsOnly("UP2");
    }

    @Test
    void whenAPersonChangesTheSettingsEverythingThatFailedIsTriedAgainAtOnce() {
        fail(5);
        receiver.answer(200);
        String change = "{\"url\": \"" + receiver.url("/mended") + "\"}";
        assertThat(fixtures.call(HttpMethod.POST, "/api/v3/channels/" + channel, project.readWriteKey(), change))
                .hasStatusOk();

        assertThat(worker.work()).isEqualTo(8);
        assertThat(receiver.on("/mended")).hasSize(8);
    }

    /** A recovery that the channel does not want calls nobody, so it proves nothing. */
    @Test
    void whatAChannelDoesNotWantDoesNotMakeItWorkAgain() {
        UUID downOnly = channel("{\"kind\": \"webhook\", \"url_down\": \"" + receiver.url("/down") + "\"}");
        UUID check = fixtures.check(project, "{\"channels\": \"" + downOnly + "\"}");
        for (int n = 0; n < CircuitBreaker.THRESHOLD; n++) {
            fixtures.ping(check, "/fail");
            worker.work();
            fixtures.ping(check, "");
            worker.work();
        }

        assertThat(receiver.on("/down")).hasSize(CircuitBreaker.THRESHOLD);
        assertThat(failures(downOnly)).isEqualTo(CircuitBreaker.THRESHOLD);
    }

    @Test
    void aTrialPassesOverWhatTheChannelDoesNotWantAtOnce() {
        UUID downOnly = channel("{\"kind\": \"webhook\", \"url_down\": \"" + receiver.url("/down") + "\"}");
        List<UUID> ofIt = Stream.generate(() -> fixtures.check(project, "{\"channels\": \"" + downOnly + "\"}"))
                .limit(CircuitBreaker.THRESHOLD)
                .toList();
        ofIt.forEach(check -> fixtures.ping(check, "/fail"));
        worker.work();
        ofIt.forEach(check -> fixtures.ping(check, ""));
        clock.advance(Duration.ofSeconds(6));
        UUID last = fixtures.check(project, "{\"channels\": \"" + downOnly + "\"}");
        fixtures.ping(last, "/fail");
        receiver.answer(200);

        worker.work();

        assertThat(receiver.on("/down")).hasSize(CircuitBreaker.THRESHOLD + 1);
        assertThat(failures(downOnly)).as("it works again").isZero();
    }

    @Test
    void otherChannelsGoOn() {
        fail(5);
        UUID healthy = webhook("/healthy");
        receiver.answer(200);
        UUID check = fixtures.check(project, "{\"channels\": \"" + healthy + "\"}");
        fixtures.ping(check, "/fail");

        assertThat(worker.work()).isEqualTo(1);
        assertThat(receiver.on("/healthy")).hasSize(1);
    }

    @Test
    void theApiSaysSinceWhenAndWhyWithoutTheAddress() {
        assertThat(show().has("failing_since")).isFalse();
        fail(1);
        clock.advance(Duration.ofSeconds(1));
        fail(1);

        JsonNode failing = show();
        assertThat(failing.get("failing_since").asString()).isEqualTo("2026-03-01T12:00:00+00:00");
        assertThat(failing.get("last_error").asString()).isEqualTo("the receiver answered 503");
        assertThat(failing.toString()).doesNotContain("canary");

        receiver.answer(200);
        clock.advance(Duration.ofMinutes(1));
        worker.work();
        assertThat(show().has("failing_since")).isFalse();
    }

    @Test
    void whatWaitsForLongerThanADayIsGivenUpAndTheLogSaysSo(CapturedOutput output) {
        fail(5);
        clock.advance(Duration.ofHours(26));

        fail(1);

        assertThat(fixtures.jdbc()
                        .sql("SELECT status FROM deliveries")
                        .query(String.class)
                        .list())
                .hasSize(8)
                .containsOnly("FAILED");
        assertThat(output.getOut().lines().filter(line -> line.contains("delivery.given-up")))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("ERROR", channel.toString().substring(0, 8), "deliveries=8", "answered 503")
                        .doesNotContain("canary"));
    }

    @Test
    void theOtherChannelsOfTheProjectAreToldOnceThatItFailsAndOnceThatItWorks() {
        UUID healthy = webhook("/healthy");
        fail(5);
        assertThat(notices("/healthy")).isEmpty();
        receiver.answer(200);
        worker.take().forEach(alerts::deliver);
        assertThat(notices("/healthy")).singleElement().satisfies(notice -> {
            assertThat(notice.get("notice").asString()).isEqualTo("channel-failing");
            assertThat(notice.get("facts").get("kind").asString()).isEqualTo("webhook");
            assertThat(notice.get("facts").get("since").asString()).isEqualTo("2026-03-01T12:00:00+00:00");
            assertThat(notice.get("facts").get("why").asString()).isEqualTo("the receiver answered 503");
            assertThat(notice.toString()).doesNotContain("canary", "/hook");
        });

        receiver.answer(503);
        clock.advance(Duration.ofSeconds(6));
        fail(1);
        clock.advance(Duration.ofSeconds(12));
        fail(1);
        receiver.answer(200);
        assertThat(worker.work()).as("once, however often it fails").isZero();
        clock.advance(Duration.ofMinutes(1));
        worker.work();

        assertThat(notices("/healthy"))
                .extracting(notice -> notice.get("notice").asString())
                .containsExactly("channel-failing", "channel-working");
        assertThat(receiver.on("/hook?token=canary"))
                .extracting(Receiver.Received::body)
                .noneMatch(body -> body.contains("\"notice\""));
        assertThat(fixtures.jdbc()
                        .sql("SELECT count(DISTINCT channel_id) FROM deliveries WHERE notice_id IS NOT NULL")
                        .query(Long.class)
                        .single())
                .as("only " + healthy)
                .isEqualTo(1);
    }

    /** Its pause is over, and there was nothing to try since. */
    @Test
    void aChannelThatFailedLongAgoIsToldToo() {
        UUID quiet = webhook("/quiet");
        for (int n = 0; n < CircuitBreaker.THRESHOLD; n++) {
            health.failed(quiet, "away", clock.instant());
        }
        health.pause(quiet, clock.instant().plusSeconds(5));
        clock.advance(Duration.ofHours(1));
        fail(5);
        receiver.answer(200);
        worker.take().forEach(alerts::deliver);

        assertThat(notices("/quiet"))
                .extracting(notice -> notice.get("notice").asString())
                .containsExactly("channel-failing");
    }

    @Test
    void whoWasNotToldYetThatItFailsHearsNothing() {
        webhook("/healthy");
        fail(5);
        receiver.answer(200);
        clock.advance(Duration.ofSeconds(6));
        List<Attempt> taken = worker.take();
        List<Attempt> ofNotices = taken.stream()
                .filter(attempt -> attempt.taken().checkId() == null)
                .toList();
        assertThat(ofNotices).hasSize(1);
        worker.handBack(ofNotices);
        taken.stream().filter(attempt -> !ofNotices.contains(attempt)).forEach(alerts::deliver);

        assertThat(worker.work()).as("the alerts that waited").isEqualTo(7);
        assertThat(notices("/healthy")).isEmpty();
        assertThat(fixtures.jdbc()
                        .sql("SELECT status FROM deliveries WHERE notice_id IS NOT NULL")
                        .query(String.class)
                        .list())
                .containsExactly("OUTDATED");
    }

    private List<JsonNode> notices(String path) {
        return receiver.on(path).stream()
                .map(request -> JsonMapper.shared().readTree(request.body()))
                .toList();
    }

    private List<UUID> sent() {
        return fixtures.jdbc()
                .sql("SELECT check_id FROM deliveries WHERE status = 'SENT'")
                .query(UUID.class)
                .list();
    }

    private void snooze(UUID check) {
        fixtures.jdbc()
                .sql("INSERT INTO snoozes (check_id, until_at) VALUES (:check, :until)")
                .param("check", check)
                .param("until", clock.instant().plus(Duration.ofHours(1)).atOffset(ZoneOffset.UTC))
                .update();
    }

    private void fail(int times) {
        List<Attempt> taken = new ArrayList<>(worker.take(times));
        assertThat(taken).hasSize(times);
        taken.forEach(alerts::deliver);
    }

    private JsonNode show() {
        return fixtures.json(fixtures.call(HttpMethod.GET, "/api/v3/channels/" + channel, project.readWriteKey(), ""));
    }

    private int failures(UUID id) {
        return fixtures.jdbc()
                .sql("SELECT COALESCE(max(failures), 0) FROM channel_health WHERE channel_id = :id")
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    private UUID webhook(String path) {
        return channel("{\"kind\": \"webhook\", \"url\": \"" + receiver.url(path) + "\"}");
    }

    private UUID channel(String fields) {
        return UUID.fromString(
                fixtures.json(fixtures.call(HttpMethod.POST, "/api/v3/channels/", project.readWriteKey(), fields))
                        .get("id")
                        .asString());
    }
}
