package dev.rollcall.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.channel.Notice;
import dev.rollcall.channel.Notices;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.flip.Flip;
import dev.rollcall.mute.MutesChanged;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpMethod;
import testing.Receiver;

/**
 * Random flips, failures, receivers that are away for hours, workers that die before or after they sent, and checks
 * that are muted. Whatever happens, alerts arrive in the order of the flips, repeats have the same id, and the last
 * message is true. Without mutes every change is told by some message; with them a recovery is told if a down may have
 * arrived. Notices arrive in their order, too, and none is lost.
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
    private ApplicationEventPublisher events;

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

    /** {@code -Dseeds=200} plays more. */
    static Stream<Long> seeds() {
        return Stream.iterate(1L, seed -> seed + 1).limit(Long.getLong("seeds", 10));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void alertsArriveInOrderAtLeastOnceAndTheLastIsTrue(long seed) {
        deliverAtRandom(new Random(seed), List.of(webhook("/a", ""), webhook("/b", "")), false)
                .forEach(this::verifyThatEachChangeIsTold);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void digestsKeepTheOrderAndTellEachChange(long seed) {
        List<UUID> channels = List.of(webhook("/a", ""), channel("slack", "/b", ", \"digest\": 60"));
        deliverAtRandom(new Random(seed), channels, false).forEach(this::verifyThatEachChangeIsTold);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whenChecksAreMutedTheLastAlertIsTrueAndARecoveryOfAToldDownIsNotHeldBack(long seed) {
        List<UUID> channels = List.of(webhook("/a", ""), webhook("/b", ""));
        deliverAtRandom(new Random(seed), channels, true).forEach(told -> {});
    }

    /** Flapping and escalation, with mutes. */
    @ParameterizedTest
    @MethodSource("seeds")
    void whenChannelsHoldBackTheLastAlertIsTrue(long seed) {
        List<UUID> channels = List.of(
                webhook("/a", ", \"flap_limit\": 3, \"flap_quiet\": 120"), webhook("/b", ", \"escalate_after\": 600"));
        deliverAtRandom(new Random(seed), channels, true).forEach(told -> {});
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void whenADigestHoldsBackTheLastAlertIsTrue(long seed) {
        String flapping = ", \"flap_limit\": 2, \"flap_quiet\": 60";
        List<UUID> channels = List.of(
                channel("slack", "/a", ", \"digest\": 60" + flapping),
                channel("slack", "/b", ", \"digest\": 3600" + flapping));
        deliverAtRandom(new Random(seed), channels, true).forEach(told -> {});
    }

    private List<Told> deliverAtRandom(Random random, List<UUID> channels, boolean isMuting) {
        List<UUID> checks =
                Stream.generate(() -> fixtures.check(project, CHECK)).limit(2).toList();
        List<SteppedWorker> workers = List.of(worker(), worker(), worker());
        List<Attempt> underWay = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            clock.advance(Duration.ofMillis(random.nextInt(3_000)));
            if (isMuting && random.nextInt(4) == 0) {
                mute(checks.get(random.nextInt(2)), random.nextInt(90));
            }
            switch (random.nextInt(11)) {
                case 0, 1, 2 -> fixtures.ping(checks.get(random.nextInt(2)), random.nextBoolean() ? "" : "/fail");
                case 3, 4 -> underWay.addAll(take(workers.get(random.nextInt(3)), 1 + random.nextInt(3)));
                case 10 -> notices.send(project.id(), content("step-" + step), channels);
                case 5 -> clock.advance(Duration.ofMinutes(random.nextInt(90)));
                case 6 -> {
                    if (!underWay.isEmpty()) {
                        // Its worker dies, perhaps after the receiver got the alert.
                        Attempt lost = underWay.remove(random.nextInt(underWay.size()));
                        if (random.nextBoolean() && isHeld(lost)) {
                            lost.all().forEach(this::accept);
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
            take(workers.get(0), 1_000).forEach(attempt -> deliver(attempt, true));
        }

        List<Told> all = new ArrayList<>();
        for (UUID channel : channels) {
            verifyNotices(channel);
            for (UUID check : checks) {
                all.add(verify(check, channel));
            }
        }
        return all;
    }

    private Told verify(UUID check, UUID channel) {
        List<Stored> stored = stored(check, channel);
        List<Stored> told = told(stored);
        assertThat(stored).extracting(Stored::status).doesNotContain("PENDING", "FAILED");
        assertThat(told).as("in the order of the flips").isSortedAccordingTo((a, b) -> Long.compare(a.flip, b.flip));
        assertThat(told.stream().map(Stored::id))
                .as("what was recorded as sent was sent")
                .containsAll(stored.stream()
                        .filter(each -> each.status.equals("SENT"))
                        .map(Stored::id)
                        .toList());
        assertThat(fixtures.show(project, check).get("status").asString().equals("down"))
                .as("the last message is true, and without any the check is not down")
                .isEqualTo(saysDown(told));
        return new Told(stored, told);
    }

    private void verifyThatEachChangeIsTold(Told channelAndCheck) {
        List<Stored> stored = channelAndCheck.stored;
        List<Stored> told = channelAndCheck.told;
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
        }
    }

    /** Mutes a check for some minutes, or ends that if they are few. */
    private void mute(UUID check, int minutes) {
        fixtures.jdbc()
                .sql("DELETE FROM snoozes WHERE check_id = :check")
                .param("check", check)
                .update();
        if (minutes < 30) {
            events.publishEvent(new MutesChanged(Set.of(new CheckId(check))));
        } else {
            fixtures.jdbc()
                    .sql("INSERT INTO snoozes (check_id, until_at) VALUES (:check, :until)")
                    .param("check", check)
                    .param(
                            "until",
                            clock.instant().plus(Duration.ofMinutes(minutes)).atOffset(ZoneOffset.UTC))
                    .update();
        }
    }

    private List<Attempt> take(SteppedWorker worker, int limit) {
        List<Attempt> taken = worker.take(limit);
        recoveriesThatAMuteHoldsBack()
                .forEach(held -> assertThat(saysDown(told(stored(held.check, held.channel))))
                        .as("a recovery that is held back although a down was told")
                        .isFalse());
        taken.stream()
                .filter(attempt -> saysDown(attempt) && isMuted(attempt))
                .forEach(attempt -> assertThat(attempt.taken().mayBeSent() || attempt.isOutdated())
                        .as("a down that is sent although the check is muted may have been sent before")
                        .isTrue());
        return taken;
    }

    private static boolean saysDown(Attempt attempt) {
        Flip flip = attempt.taken().flip();
        return flip != null && flip.change().to() == CheckStatus.DOWN;
    }

    private boolean isMuted(Attempt attempt) {
        return fixtures.jdbc()
                .sql("SELECT EXISTS (SELECT 1 FROM snoozes WHERE check_id = :check AND until_at > :now)")
                .param(
                        "check",
                        Objects.requireNonNull(attempt.taken().checkId()).value())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }

    /** Those that are the latest of their check and channel. */
    private List<Held> recoveriesThatAMuteHoldsBack() {
        return fixtures.jdbc()
                .sql("""
                        SELECT check_id, channel_id
                        FROM (
                            SELECT DISTINCT ON (d.check_id, d.channel_id) d.check_id, d.channel_id, d.held_back_by, d.due_at,
                                f.to_status
                            FROM deliveries d
                            JOIN flips f ON f.id = d.flip_id
                            WHERE d.status = 'PENDING'
                            ORDER BY d.check_id, d.channel_id, d.flip_id DESC
                        ) latest
                        WHERE to_status = 'UP' AND held_back_by = 'SNOOZE' AND due_at > :now
                        """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, n) ->
                        new Held(row.getObject("check_id", UUID.class), row.getObject("channel_id", UUID.class)))
                .list();
    }

    private List<Stored> told(List<Stored> stored) {
        return accepted.stream()
                .flatMap(one -> stored.stream().filter(each -> each.id().equals(one.id())))
                .toList();
    }

    /** What a receiver believes after these messages. */
    private static boolean saysDown(List<Stored> told) {
        return !told.isEmpty() && told.get(told.size() - 1).to.equals("DOWN");
    }

    private void verifyNotices(UUID channel) {
        List<StoredNotice> stored = fixtures.jdbc()
                .sql("""
                        SELECT d.id, d.status, n.id AS notice, n.subject
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
                        row.getString("subject")))
                .list();
        List<StoredNotice> told = accepted.stream()
                .flatMap(one -> stored.stream().filter(each -> each.id().equals(one.id())))
                .toList();
        assertThat(told)
                .as("in the order of the notices")
                .isSortedAccordingTo((a, b) -> Long.compare(a.notice, b.notice));
        assertThat(stored)
                .filteredOn(notice -> notice.subject.startsWith("step"))
                .extracting(StoredNotice::status)
                .allMatch("SENT"::equals);
        assertThat(told.stream().map(StoredNotice::id))
                .as("what was recorded as sent was sent")
                .containsAll(stored.stream()
                        .filter(each -> each.status.equals("SENT"))
                        .map(StoredNotice::id)
                        .toList());
    }

    private Notice.Content content(String subject) {
        return new Notice.Content(
                "checks-excused", Notice.Severity.INFO, subject, clock.instant(), List.of(1), List.of(), List.of());
    }

    private void deliver(Attempt attempt, boolean isWell) {
        receiver.answer(isWell ? 200 : 500);
        int before = receiver.received().size();
        alerts.deliver(attempt);
        if (isWell && receiver.received().size() > before) {
            attempt.all()
                    .map(Attempt::id)
                    .filter(id -> attempt.others().isEmpty() || isSent(id))
                    .forEach(id -> accepted.add(new Accepted(id)));
        }
    }

    /** The receiver gets it, and the worker dies before it has recorded that. */
    private void accept(Attempt attempt) {
        if (!attempt.taken().turn().isBehindOthers() && !attempt.isOutdated()) {
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

    /** Of a digest, some may have been left out. */
    private boolean isSent(UUID delivery) {
        return fixtures.jdbc()
                .sql("SELECT status = 'SENT' FROM deliveries WHERE id = :id")
                .param("id", delivery)
                .query(Boolean.class)
                .single();
    }

    private UUID webhook(String path, String settings) {
        return channel("webhook", path, settings);
    }

    private UUID channel(String kind, String path, String settings) {
        return UUID.fromString(fixtures.json(fixtures.call(
                        HttpMethod.POST,
                        "/api/v3/channels/",
                        project.readWriteKey(),
                        "{\"kind\": \"" + kind + "\", \"url\": \"" + receiver.url(path) + "\"" + settings + "}"))
                .get("id")
                .asString());
    }

    /** A message that the receiver took. */
    private record Accepted(UUID id) {}

    /** What was recorded for a check and a channel, and what the receiver took of it. */
    private record Told(List<Stored> stored, List<Stored> told) {}

    private record Held(UUID check, UUID channel) {}

    private record StoredNotice(UUID id, String status, long notice, String subject) {}

    private record Stored(UUID id, String status, long flip, int changes, String to) {}
}
