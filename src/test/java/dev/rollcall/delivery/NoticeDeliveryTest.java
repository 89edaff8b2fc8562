package dev.rollcall.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.channel.Notice;
import dev.rollcall.channel.Notice.Severity;
import dev.rollcall.channel.Notices;
import dev.rollcall.platform.database.Prunable;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import testing.Receiver;
import tools.jackson.databind.json.JsonMapper;

/** A notice is a delivery like an alert: with lease, fence, retries and order. */
@RollcallTest
class NoticeDeliveryTest {

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
    private Notices notices;

    @Autowired
    private List<Prunable> prunables;

    private final Receiver receiver = Receiver.start();
    private SteppedWorker worker;
    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        fixtures.clear();
        clock.set(Instant.parse("2026-03-01T12:00:00Z"));
        worker = new SteppedWorker(queue, due, alerts);
        project = fixtures.project();
    }

    @AfterEach
    void stopReceiver() {
        receiver.close();
    }

    @Test
    void eachChannelGetsItOnceAndOtherProjectsDoNot() {
        UUID one = webhook("/one");
        UUID two = webhook("/two");
        UUID foreign = webhook(fixtures.project(), "/foreign");

        notices.send(project.id(), content("first"), List.of(one, two, foreign, UUID.randomUUID()));
        worker.work();

        assertThat(receiver.received()).extracting(Receiver.Received::path).containsExactlyInAnyOrder("/one", "/two");
        assertThat(receiver.received())
                .extracting(request -> JsonMapper.shared()
                        .readTree(request.body())
                        .get("notice")
                        .asString())
                .containsOnly("first");
        assertThat(statuses()).containsOnly("SENT");
    }

    @Test
    void aNoticeForNoChannelIsNotStored() {
        notices.send(project.id(), content("first"), List.of(UUID.randomUUID()));
        assertThat(count("notices")).isZero();
    }

    @Test
    void noticesOfAChannelKeepTheirOrderThroughFailures() {
        UUID channel = webhook("/hook");
        notices.send(project.id(), content("first"), List.of(channel));
        notices.send(project.id(), content("second"), List.of(channel));
        receiver.answer(503);

        assertThat(worker.work()).isEqualTo(1);
        receiver.answer(200);
        assertThat(worker.work()).as("the first waits for its next attempt").isZero();
        clock.advance(Duration.ofMinutes(1));
        assertThat(worker.work()).isEqualTo(2);

        assertThat(receiver.received())
                .extracting(request -> JsonMapper.shared()
                        .readTree(request.body())
                        .get("notice")
                        .asString())
                .containsExactly("first", "first", "second");
        assertThat(receiver.received())
                .extracting(request -> request.headers().get("webhook-id"))
                .satisfies(ids -> assertThat(ids.get(1)).isEqualTo(ids.get(0)).isNotEqualTo(ids.get(2)));
    }

    @Test
    void aNoticeWhoseWorkerDiedIsTakenOverAndTheLateResultIsRefused() {
        UUID channel = webhook("/hook");
        notices.send(project.id(), content("first"), List.of(channel));
        Attempt lost = worker.take().get(0);
        SteppedWorker other = new SteppedWorker(queue, due, alerts);
        assertThat(other.take()).isEmpty();

        clock.advance(Leases.LENGTH.plusSeconds(1));
        Attempt taken = other.take().get(0);
        alerts.deliver(lost);

        assertThat(receiver.received()).isEmpty();
        assertThat(statuses()).containsExactly("PENDING");
        alerts.deliver(taken);
        assertThat(receiver.received()).hasSize(1);
        assertThat(statuses()).containsExactly("SENT");
    }

    @Test
    void aNoticeTriesAPausedChannelAndAlertsDoNotWaitForNotices() {
        UUID channel = webhook("/hook");
        UUID check = fixtures.check(project, "{\"channels\": \"*\"}");
        fixtures.ping(check, "/fail");
        notices.send(project.id(), content("first"), List.of(channel));

        assertThat(worker.take()).hasSize(2);
    }

    @Test
    void noticesGoWithTheirRetention() {
        UUID channel = webhook("/hook");
        notices.send(project.id(), content("first"), List.of(channel));
        notices.send(project.id(), content("second"), List.of(channel));
        Attempt first = worker.take().get(0);
        alerts.deliver(first);
        clock.advance(Duration.ofDays(4_000));

        prune();

        assertThat(fixtures.jdbc()
                        .sql("SELECT kind FROM notices")
                        .query(String.class)
                        .list())
                .as("one that is pending is kept")
                .containsExactly("second");
        assertThat(statuses()).containsExactly("PENDING");
        worker.work();
        prune();
        assertThat(count("notices")).isZero();
    }

    @Test
    void aChannelThatIsDeletedTakesItsNoticesAlong() {
        UUID channel = webhook("/hook");
        notices.send(project.id(), content("first"), List.of(channel));
        fixtures.call(HttpMethod.DELETE, "/api/v3/channels/" + channel, project.readWriteKey(), "");
        assertThat(worker.take()).isEmpty();
        assertThat(count("deliveries")).isZero();
    }

    @Test
    void aMailboxThatHasUnsubscribedGetsNoNoticeThatWaited() {
        UUID channel = webhook("/hook");
        notices.send(project.id(), content("first"), List.of(channel));
        fixtures.jdbc().sql("UPDATE channels SET unsubscribed_at = now()").update();

        worker.work();

        assertThat(statuses()).containsExactly("OUTDATED");
        assertThat(receiver.received()).isEmpty();
    }

    private void prune() {
        Prunable prunable = prunables.stream()
                .filter(one -> one.name().equals("notices"))
                .findFirst()
                .orElseThrow();
        prunable.prune(null);
    }

    private Notice.Content content(String kind) {
        return new Notice.Content(kind, Severity.INFO, kind, clock.instant(), List.of(), List.of(), List.of());
    }

    private List<String> statuses() {
        return fixtures.jdbc()
                .sql("SELECT status FROM deliveries ORDER BY notice_id")
                .query(String.class)
                .list();
    }

    private long count(String table) {
        return Objects.requireNonNull(fixtures.jdbc()
                .sql("SELECT count(*) FROM " + table)
                .query(Long.class)
                .single());
    }

    private UUID webhook(String path) {
        return webhook(project, path);
    }

    private UUID webhook(Projects.NewProject owner, String path) {
        return UUID.fromString(fixtures.json(fixtures.call(
                        HttpMethod.POST,
                        "/api/v3/channels/",
                        owner.readWriteKey(),
                        "{\"kind\": \"webhook\", \"url\": \"" + receiver.url(path) + "\"}"))
                .get("id")
                .asString());
    }
}
