package dev.rollcall.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.delivery.QueueStore.Taking;
import dev.rollcall.platform.time.DatabaseClock;
import dev.rollcall.project.Projects;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

@RollcallTest
class BringForwardTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant AHEAD = NOON.plus(Duration.ofHours(1));

    @Autowired
    private Fixtures fixtures;

    /** Of the processes that store alerts. */
    @Autowired
    private SettableClock clock;

    @Autowired
    private DeliveryStore deliveries;

    @Autowired
    private HealthStore health;

    @Autowired
    private QueueStore queue;

    private final AtomicLong nanos = new AtomicLong();
    private Instant database = AHEAD;
    private final DatabaseClock workers = new DatabaseClock(() -> database, Clock.systemUTC(), nanos::get);

    private BringForward job;
    private Projects.NewProject project;

    @BeforeEach
    void startAheadOfTime() {
        fixtures.clear();
        clock.set(AHEAD);
        project = fixtures.project();
        workers.instant();
        job = new BringForward(deliveries, health, workers);
        job.runOnce();
    }

    @Test
    void anAlertThatWaitedWhenTheClockWasSetBackIsTakenAtOnce() {
        goDown();
        setBack();
        assertThat(take()).isEmpty();

        job.runOnce();

        assertThat(take()).hasSize(1);
    }

    @Test
    void anAlertThatIsStoredByAProcessWithTheOldTimeIsTakenToo() {
        setBack();
        job.runOnce();
        goDown();

        job.runOnce();

        assertThat(take()).hasSize(1);
    }

    @Test
    void theLeaseOfADeadWorkerEndsAfterTheUsualTime() {
        goDown();
        assertThat(queue.take(taking(), AHEAD, AHEAD.plus(Leases.LENGTH))).hasSize(1);
        setBack();

        job.runOnce();

        assertThat(take()).isEmpty();
        nanos.addAndGet(Leases.LENGTH.toNanos());
        assertThat(take()).hasSize(1);
    }

    @Test
    void thePauseOfAChannelEndsAfterTheLongestPauseAtTheLatest() {
        goDown();
        UUID channel =
                fixtures.jdbc().sql("SELECT id FROM channels").query(UUID.class).single();
        health.failed(channel, "away", AHEAD);
        health.pause(channel, AHEAD.plusSeconds(5));
        setBack();

        job.runOnce();

        assertThat(take()).isEmpty();
        nanos.addAndGet(CircuitBreaker.MAX_PAUSE.toNanos());
        assertThat(take()).hasSize(1);
    }

    /** Its next attempt was planned before the clock was set, so it is due when it was to be. */
    @Test
    void anAlertOfThePastKeepsItsTime() {
        clock.set(NOON.minusSeconds(1));
        goDown();
        Instant later = NOON.plus(Duration.ofMinutes(2));
        fixtures.jdbc()
                .sql("UPDATE deliveries SET due_at = :later")
                .param("later", later.atOffset(ZoneOffset.UTC))
                .update();
        setBack();

        job.runOnce();

        assertThat(take()).isEmpty();
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        assertThat(take()).hasSize(1);
    }

    private void setBack() {
        database = NOON;
        workers.set(() -> database);
    }

    private List<Taken> take() {
        Instant now = workers.instant();
        return queue.take(taking(), now, now.plus(Leases.LENGTH));
    }

    private static Taking taking() {
        return new Taking(UUID.randomUUID(), 10, null, Map.of(), 10);
    }

    private void goDown() {
        String id = fixtures.json(fixtures.call(
                        HttpMethod.POST, "/api/v3/channels/", project.readWriteKey(), "{\"kind\": \"log\"}"))
                .get("id")
                .asString();
        UUID check = fixtures.check(project, "{\"channels\": \"%s\"}".formatted(id));
        fixtures.ping(check, "/fail");
    }
}
