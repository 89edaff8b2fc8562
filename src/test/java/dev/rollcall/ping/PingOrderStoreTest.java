package dev.rollcall.ping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.flip.Flips;
import dev.rollcall.flip.Sweeper;
import dev.rollcall.project.Projects;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** The rows that two web processes, a sweep and a user write with clocks that differ. */
@RollcallTest
class PingOrderStoreTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int STEPS = 80;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private PingBatch batch;

    @Autowired
    private Flips flips;

    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        fixtures.clear();
        project = fixtures.project();
        clock.set(NOON);
    }

    @Test
    void aWebProcessWithASlowClockDoesNotMoveACheckBack() {
        UUID check = fixtures.check(project, "{}");
        batch.record(List.of(ping(check, PingKind.START, NOON)));
        batch.record(List.of(ping(check, PingKind.SUCCESS, NOON.plusSeconds(10))));

        batch.record(List.of(ping(check, PingKind.START, NOON.plusSeconds(5))));
        batch.record(List.of(ping(check, PingKind.FAIL, NOON.plusSeconds(6))));

        JsonNode shown = fixtures.show(project, check);
        assertThat(shown.get("last_ping").asString()).isEqualTo("2026-03-01T12:00:10+00:00");
        assertThat(shown.get("last_duration").asLong()).isZero();
        assertThat(shown.get("status").asString()).isEqualTo("down");
        assertThat(logged(check))
                .containsExactly(NOON, NOON.plusSeconds(10), NOON.plusSeconds(10), NOON.plusSeconds(10));
        assertThat(flipped(check)).containsExactly(NOON.plusSeconds(10), NOON.plusSeconds(10));
    }

    @Test
    void pingsOfOneBatchCountInTheOrderOfTheirCompletion() {
        UUID check = fixtures.check(project, "{}");

        batch.record(List.of(
                ping(check, PingKind.SUCCESS, NOON.plusSeconds(9)), ping(check, PingKind.START, NOON.plusSeconds(2))));

        assertThat(kinds(check)).containsExactly("START", "SUCCESS");
        assertThat(fixtures.show(project, check).get("last_duration").asLong()).isEqualTo(7);
    }

    /** The ping is complete before the deadline, but is stored after the sweep. */
    @Test
    void aPingOvertakenByTheSweepEndsTheIncident() {
        UUID check = fixtures.check(project, "{\"timeout\": 60, \"grace\": 60}");
        batch.record(List.of(ping(check, PingKind.SUCCESS, NOON)));
        Instant deadline = NOON.plusSeconds(120);
        Sweeper.sweep(flips, deadline, 10);

        batch.record(List.of(ping(check, PingKind.SUCCESS, deadline.minusSeconds(1))));

        clock.set(deadline.plusSeconds(5));
        JsonNode incident = incidents(check).get(0);
        assertThat(incident.get("ongoing").asBoolean()).isFalse();
        assertThat(incident.get("duration").asLong()).isZero();
        assertThat(fixtures.show(project, check).get("status").asString()).isEqualTo("up");
        assertThat(flipped(check)).containsExactly(NOON, deadline, deadline);
    }

    /** The run began first. Its grace time had passed, before any sweep, when another run ended well. */
    @Test
    void aLateSweepDatesItsFlipNoEarlierThanTheLatestFlip() {
        UUID check = fixtures.check(project, "{\"timeout\": 3600, \"grace\": 60}");
        UUID run = UUID.randomUUID();
        batch.record(List.of(ping(check, PingKind.START, NOON, run)));
        batch.record(List.of(ping(check, PingKind.SUCCESS, NOON.plusSeconds(90), UUID.randomUUID())));

        Sweeper.sweep(flips, NOON.plusSeconds(100), 10);

        assertThat(flipped(check)).containsExactly(NOON.plusSeconds(90), NOON.plusSeconds(90));
        assertThat(incidents(check).get(0).get("ongoing").asBoolean()).isTrue();
    }

    @Test
    void aPauseByAWebProcessWithAFastClockIsStillBeforeTheNextFlip() {
        UUID check = fixtures.check(project, "{}");
        batch.record(List.of(ping(check, PingKind.SUCCESS, NOON)));
        clock.set(NOON.plusSeconds(30));
        call(check, "/pause");

        batch.record(List.of(ping(check, PingKind.FAIL, NOON.plusSeconds(3))));

        assertThat(flipped(check)).containsExactly(NOON, NOON.plusSeconds(30), NOON.plusSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void flipsAlternateInTimeAndAnIncidentIsOpenExactlyWhileTheCheckIsDown(long seed) {
        var random = new Random(seed);
        UUID check = fixtures.check(project, "{\"timeout\": 60, \"grace\": 60}");
        Instant now = NOON;
        for (int n = 0; n < STEPS; n++) {
            now = now.plusSeconds(random.nextInt(40));
            Instant seen = now.plusSeconds(random.nextInt(40) - 20);
            clock.set(seen);
            switch (random.nextInt(8)) {
                case 0 ->
                    call(
                            check,
                            fixtures.show(project, check)
                                            .get("status")
                                            .asString()
                                            .equals("paused")
                                    ? "/resume"
                                    : "/pause");
                case 1, 2 -> Sweeper.sweep(flips, seen, 10);
                default ->
                    batch.record(List.of(
                            ping(check, PingKind.values()[random.nextInt(4)], seen, run(random)),
                            ping(check, PingKind.values()[random.nextInt(4)], now, run(random))));
            }
        }
        assertThat(flipped(check)).hasSizeGreaterThan(10).isSorted();
        String status = "NEW";
        for (String flip : fixtures.flips(check)) {
            assertThat(flip).startsWith(status + " ");
            status = flip.substring(flip.indexOf(' ') + 1);
        }
        assertThat(stored(check)).isEqualTo(status);
        long ongoing = incidents(check)
                .valueStream()
                .filter(incident -> incident.get("ongoing").asBoolean())
                .count();
        assertThat(ongoing).isEqualTo(status.equals("DOWN") ? 1 : 0);
        assertThat(negativeDurations(check)).isZero();
    }

    private void call(UUID check, String action) {
        assertThat(fixtures.call(HttpMethod.POST, "/api/v3/checks/" + check + action, project.readWriteKey(), ""))
                .hasStatusOk();
    }

    private JsonNode incidents(UUID check) {
        return fixtures.json(fixtures.call(
                        HttpMethod.GET, "/api/v3/checks/" + check + "/incidents/", project.readWriteKey(), ""))
                .get("incidents");
    }

    private List<Instant> logged(UUID check) {
        return times("SELECT received_at FROM pings WHERE check_id = :check ORDER BY n", check);
    }

    private List<Instant> flipped(UUID check) {
        return times("SELECT flipped_at FROM flips WHERE check_id = :check ORDER BY id", check);
    }

    private List<Instant> times(String sql, UUID check) {
        return new ArrayList<>(
                fixtures.jdbc().sql(sql).param("check", check).query(OffsetDateTime.class).list().stream()
                        .map(OffsetDateTime::toInstant)
                        .toList());
    }

    private List<String> kinds(UUID check) {
        return texts("SELECT kind FROM pings WHERE check_id = :check ORDER BY n", check);
    }

    private String stored(UUID check) {
        return texts("SELECT status FROM check_states WHERE check_id = :check", check)
                .get(0);
    }

    private List<String> texts(String sql, UUID check) {
        return fixtures.jdbc()
                .sql(sql)
                .param("check", check)
                .query(String.class)
                .list();
    }

    private int negativeDurations(UUID check) {
        return fixtures.jdbc()
                .sql("""
                        SELECT (SELECT count(*) FROM pings WHERE check_id = :check AND duration_ms < 0)
                            + (SELECT count(*) FROM check_states WHERE check_id = :check AND last_duration_ms < 0)
                        """)
                .param("check", check)
                .query(Integer.class)
                .single();
    }

    private static @Nullable UUID run(Random random) {
        int run = random.nextInt(3);
        return run == 0 ? null : new UUID(0, run);
    }

    private static Ping ping(UUID check, PingKind kind, Instant at) {
        return ping(check, kind, at, null);
    }

    private static Ping ping(UUID check, PingKind kind, Instant at, @Nullable UUID run) {
        return new Ping(
                new CheckId(check), kind, at, run, null, new Ping.Origin("http", "GET", null, null, null, null), null);
    }
}
