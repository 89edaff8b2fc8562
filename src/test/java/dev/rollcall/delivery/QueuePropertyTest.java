package dev.rollcall.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.channel.Notice;
import dev.rollcall.channel.Notices;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import testing.Receiver;

/**
 * Random flips, failures, receivers that are away for hours, and workers that die before or after they sent. Whatever
 * happens, alerts arrive in the order of the flips, repeats have the same id, every change is told by some message, and
 * the last message is true. Notices arrive in their order, too, and none is lost.
 */
@RollcallTest
class QueuePropertyTest {

    private static final int STEPS = 80;

    /** Its period is longer than the test's time, so only pings change its status. */
    private static final String CHECK = "{\"channels\": \"*\", \"timeout\": 31536000}";

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

    private final Receiver receiver = Receiver.start();
    private final List<Accepted> accepted = new ArrayList<>();
    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        fixtures.clear();
        clock.set(Instant.parse("2026-03-01T12:00:00Z"));
        project = fixtures.project();
    }

    @AfterEach
    void stopReceiver() {
        receiver.close();
    }

    static Stream<Long> seeds() {
        return Stream.iterate(1L, seed -> seed + 1).limit(Long.getLong("seeds", 25));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void alertsArriveInOrderAtLeastOnceAndTheLastIsTrue(long seed) {
        var random = new Random(seed);
        List<UUID> channels = List.of(webhook("/a"), webhook("/b"));
        List<UUID> checks =
                Stream.generate(() -> fixtures.check(project, CHECK)).limit(2).toList();
        List<SteppedWorker> workers = List.of(worker(), worker(), worker());
        List<Attempt> underWay = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            clock.advance(Duration.ofMillis(random.nextInt(3_000)));
            switch (random.nextInt(11)) {
                case 0, 1, 2 -> fixtures.ping(checks.get(random.nextInt(2)), random.nextBoolean() ? "" : "/fail");
                case 3, 4 -> underWay.addAll(workers.get(random.nextInt(3)).take(1 + random.nextInt(3)));
                case 10 -> notices.send(project.id(), content("step-" + step), channels);
                case 5 -> clock.advance(Duration.ofMinutes(random.nextInt(90)));
                case 6 -> {
                    if (!underWay.isEmpty()) {
                        // Its worker dies, perhaps after the receiver got the alert.
                        Attempt lost = underWay.remove(random.nextInt(underWay.size()));
                        if (random.nextBoolean() && isHeld(lost)) {
                            accept(lost);
                        }
                    }
                }
                default -> {
                    if (!underWay.isEmpty()) {
                        deliver(underWay.remove(random.nextInt(underWay.size())), random.nextInt(3) > 0);
                    }
                }
            }
        }
        // In the end the receiver is well, and what dead workers held is taken over.
        for (int n = 0; n < 40; n++) {
            clock.advance(Duration.ofMinutes(70));
            workers.get(0).take().forEach(attempt -> deliver(attempt, true));
        }

        for (UUID channel : channels) {
            verifyNotices(channel);
            for (UUID check : checks) {
                verify(check, channel);
            }
        }
    }

    private void verify(UUID check, UUID channel) {
        List<Stored> stored = stored(check, channel);
        List<Stored> told = accepted.stream()
                .flatMap(one -> stored.stream().filter(each -> each.id().equals(one.id())))
                .toList();
        assertThat(stored).extracting(Stored::status).doesNotContain("PENDING", "FAILED");
        assertThat(told).as("in the order of the flips").isSortedAccordingTo((a, b) -> Long.compare(a.flip, b.flip));
        assertThat(told.stream().map(Stored::id))
                .as("what was recorded as sent was sent")
                .containsAll(stored.stream()
                        .filter(each -> each.status.equals("SENT"))
                        .map(Stored::id)
                        .toList());
        if (!stored.isEmpty()) {
            Stored last = stored.get(stored.size() - 1);
            assertThat(told.get(told.size() - 1))
                    .as("the last message is of the last flip")
                    .isEqualTo(last);
            assertThat(stored.stream()
                            .filter(each -> each.status.equals("SENT"))
                            .mapToInt(Stored::changes))
                    .as("each change is counted by one message")
                    .satisfies(counts -> assertThat(
                                    counts.stream().mapToInt(Integer::intValue).sum())
                            .isEqualTo(stored.size()));
            assertThat(fixtures.show(project, check).get("status").asString())
                    .isEqualTo(last.to.toLowerCase(Locale.ROOT));
        }
    }

    private void verifyNotices(UUID channel) {
        List<StoredNotice> stored = fixtures.jdbc()
                .sql("""
                        SELECT d.id, d.status, n.id AS notice, n.kind
                        FROM deliveries d
                        JOIN notices n ON n.id = d.notice_id
                        WHERE d.channel_id = :channel
                        ORDER BY n.id
                        """)
                .param("channel", channel)
                .query((row, n) -> new StoredNotice(
                        row.getObject("id", UUID.class),
                        row.getString("status"),
                        row.getLong("notice"),
                        row.getString("kind")))
                .list();
        List<StoredNotice> told = accepted.stream()
                .flatMap(one -> stored.stream().filter(each -> each.id().equals(one.id())))
                .toList();
        assertThat(told)
                .as("in the order of the notices")
                .isSortedAccordingTo((a, b) -> Long.compare(a.notice, b.notice));
        assertThat(stored)
                .filteredOn(notice -> notice.kind.startsWith("step"))
                .extracting(StoredNotice::status)
                .allMatch("SENT"::equals);
        assertThat(told.stream().map(StoredNotice::id))
                .as("what was recorded as sent was sent")
                .containsAll(stored.stream()
                        .filter(each -> each.status.equals("SENT"))
                        .map(StoredNotice::id)
                        .toList());
    }

    private Notice.Content content(String kind) {
        return new Notice.Content(kind, Notice.Severity.INFO, kind, clock.instant(), List.of(), List.of(), List.of());
    }

    private void deliver(Attempt attempt, boolean isWell) {
        receiver.answer(isWell ? 200 : 500);
        int before = receiver.received().size();
        alerts.deliver(attempt);
        if (isWell && receiver.received().size() > before) {
            accepted.add(new Accepted(attempt.id()));
        }
    }

    /** The receiver gets it, and the worker dies before it has recorded that. */
    private void accept(Attempt attempt) {
        if (!attempt.taken().turn().isBehindOthers()) {
            accepted.add(new Accepted(attempt.id()));
        }
    }

    private boolean isHeld(Attempt attempt) {
        return attempt.taken().heldUntil().isAfter(clock.instant());
    }

    private List<Stored> stored(UUID check, UUID channel) {
        return fixtures.jdbc()
                .sql("""
                        SELECT d.id, d.status, d.flip_id, d.changes, f.to_status
                        FROM deliveries d
                        JOIN flips f ON f.id = d.flip_id
                        WHERE d.check_id = :check AND d.channel_id = :channel
                        ORDER BY d.flip_id
                        """)
                .param("check", check)
                .param("channel", channel)
                .query((row, n) -> new Stored(
                        row.getObject("id", UUID.class),
                        row.getString("status"),
                        row.getLong("flip_id"),
                        row.getInt("changes"),
                        row.getString("to_status")))
                .list();
    }

    private SteppedWorker worker() {
        return new SteppedWorker(queue, due, alerts);
    }

    private UUID webhook(String path) {
        return UUID.fromString(fixtures.json(fixtures.call(
                        HttpMethod.POST,
                        "/api/v3/channels/",
                        project.readWriteKey(),
                        "{\"kind\": \"webhook\", \"url\": \"" + receiver.url(path) + "\"}"))
                .get("id")
                .asString());
    }

    /** A message that the receiver took. */
    private record Accepted(UUID id) {}

    private record StoredNotice(UUID id, String status, long notice, String kind) {}

    private record Stored(UUID id, String status, long flip, int changes, String to) {}
}
