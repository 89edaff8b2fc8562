package dev.rollcall.mute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.flip.Flips;
import dev.rollcall.flip.Sweeper;
import dev.rollcall.mute.Mute.Reason;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RollcallTest
class MutesTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant ONE = NOON.plus(Duration.ofHours(1));
    private static final Instant TWO = NOON.plus(Duration.ofHours(2));
    private static final String MINUTE_AND_MINUTE = "{\"timeout\": 60, \"grace\": 60}";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Mutes mutes;

    @Autowired
    private Flips flips;

    private Projects.NewProject project;
    private UUID check;

    @BeforeEach
    void startWithOne() {
        fixtures.clear();
        project = fixtures.project();
        clock.set(NOON);
        check = fixtures.check(project, "{\"tags\": \"prod  db\\tnight\", \"timeout\": 3600, \"grace\": 600}");
    }

    @Test
    void aCheckWithoutAReasonIsNotMuted() {
        assertThat(mutes.of(List.of(new CheckId(check)), NOON)).isEmpty();
        assertThat(mutes.of(List.of(), NOON)).isEmpty();
        assertThat(mutes.of(List.of(CheckId.random()), NOON)).isEmpty();
    }

    @Test
    void aWindowMutesFromItsStartToItsEnd() {
        once("upgrade", ONE, TWO, true, "");

        assertThat(mute(check, ONE.minusMillis(1))).isNull();
        assertThat(mute(check, ONE)).isEqualTo(new Mute(Reason.MAINTENANCE, TWO, "upgrade"));
        assertThat(mute(check, TWO.minusMillis(1))).isNotNull();
        assertThat(mute(check, TWO)).isNull();
    }

    @Test
    void aRepeatedWindowMutesWhileItIsOpen() {
        UUID window = window("nightly", true, "");
        fixtures.jdbc().sql("""
                        UPDATE maintenance_windows
                        SET cron = '0 2 * * *', time_zone = 'Europe/Riga', duration_seconds = 5400,
                            start_at = NULL, end_at = NULL
                        WHERE id = :window
                        """).param("window", window).update();

        assertThat(mute(check, NOON)).isNull();
        assertThat(mute(check, Instant.parse("2026-03-02T01:00:00Z")))
                .isEqualTo(new Mute(Reason.MAINTENANCE, Instant.parse("2026-03-02T01:30:00Z"), "nightly"));
    }

    @Test
    void aWindowMutesTheChecksThatItNamesAndThoseWithOneOfItsTags() {
        UUID other = fixtures.check(project, "{\"tags\": \"test\"}");
        UUID third = fixtures.check(project, "{\"tags\": \"production\"}");
        UUID foreign = fixtures.check(fixtures.project(), "{\"tags\": \"db\"}");
        UUID window = once("some", NOON, TWO, false, "db  web");
        name(window, other);

        assertThat(muted(check, other, third, foreign)).containsExactlyInAnyOrder(check, other);
    }

    @Test
    void aWindowForAllChecksMutesThoseOfItsProject() {
        UUID untagged = fixtures.check(project, "{}");
        UUID foreign = fixtures.check(fixtures.project(), "{}");
        once("all", NOON, TWO, true, "");

        assertThat(muted(check, untagged, foreign)).containsExactlyInAnyOrder(check, untagged);
    }

    @Test
    void aWindowWithoutChecksMutesNone() {
        UUID untagged = fixtures.check(project, "{}");
        once("none", NOON, TWO, false, "");

        assertThat(muted(check, untagged)).isEmpty();
    }

    @Test
    void aSnoozeMutesUntilItsTime() {
        snooze(check, ONE);

        assertThat(mute(check, ONE.minusMillis(1))).isEqualTo(new Mute(Reason.SNOOZE, ONE, ""));
        assertThat(mute(check, ONE)).isNull();
    }

    @Test
    void aParentThatIsDownMutesAndSoDoesItsParent() {
        UUID database = fixtures.check(project, "{\"name\": \"database\"}");
        UUID network = fixtures.check(project, "{\"name\": \"network\"}");
        depend(check, database);
        depend(database, network);
        assertThat(muted(check, database, network)).isEmpty();

        fixtures.ping(network, "/fail");

        assertThat(mute(check, NOON)).isEqualTo(new Mute(Reason.PARENT, null, "network"));
        assertThat(muted(check, database, network)).containsExactlyInAnyOrder(check, database);
    }

    @Test
    void aParentPastItsDeadlineMutesBeforeTheSweepHasFoundIt() {
        UUID database = fixtures.check(project, MINUTE_AND_MINUTE);
        depend(check, database);
        fixtures.ping(database, "");

        assertThat(mute(check, NOON.plusSeconds(119))).isNull();
        assertThat(mute(check, NOON.plusSeconds(120))).isNotNull();
    }

    @Test
    void aParentThatCameBackMutesForTheGraceTimeOfTheCheck() {
        UUID database = fixtures.check(project, "{\"name\": \"database\", \"timeout\": 60, \"grace\": 60}");
        depend(check, database);
        fixtures.ping(database, "");
        clock.set(NOON.plusSeconds(500));
        Sweeper.sweep(flips, clock.instant(), 100);
        clock.set(ONE);

        fixtures.ping(database, "");

        Instant end = ONE.plusSeconds(600);
        assertThat(mute(check, ONE)).isEqualTo(new Mute(Reason.PARENT, end, "database"));
        fixtures.ping(database, "");
        clock.set(end.minusSeconds(30));
        fixtures.ping(database, "");
        assertThat(mute(check, end.minusMillis(1))).isEqualTo(new Mute(Reason.PARENT, end, "database"));
        assertThat(mute(check, end)).isNull();
    }

    @Test
    void aParentInMaintenanceDoesNotMuteUnlessItIsDown() {
        UUID database = fixtures.check(project, "{\"tags\": \"maintained\"}");
        depend(check, database);
        once("only the parent", NOON, TWO, false, "maintained");

        assertThat(muted(check, database)).containsExactly(database);
        fixtures.ping(database, "/fail");
        assertThat(muted(check, database)).containsExactlyInAnyOrder(check, database);
    }

    @Test
    void checksInACircleAndBelowItAreNotMutedByIt() {
        UUID database = fixtures.check(project, "{}");
        UUID network = fixtures.check(project, "{}");
        depend(check, database);
        depend(database, network);
        depend(network, database);

        fixtures.ping(database, "/fail");
        fixtures.ping(network, "/fail");

        assertThat(muted(check, database, network)).isEmpty();
    }

    @Test
    void ofSeveralReasonsTheOneThatEndsLastCounts() {
        once("short", NOON, ONE, true, "");
        snooze(check, TWO);
        assertThat(mute(check, NOON)).isEqualTo(new Mute(Reason.SNOOZE, TWO, ""));

        once("long", NOON, TWO.plusSeconds(1), true, "");
        assertThat(mute(check, NOON)).isEqualTo(new Mute(Reason.MAINTENANCE, TWO.plusSeconds(1), "long"));

        UUID database = fixtures.check(project, "{\"name\": \"database\"}");
        depend(check, database);
        fixtures.ping(database, "/fail");
        assertThat(mute(check, NOON)).isEqualTo(new Mute(Reason.PARENT, null, "database"));
    }

    private @Nullable Mute mute(UUID id, Instant now) {
        return mutes.of(List.of(new CheckId(id)), now).get(new CheckId(id));
    }

    private List<UUID> muted(UUID... checks) {
        Map<CheckId, Mute> found = mutes.of(Stream.of(checks).map(CheckId::new).toList(), NOON);
        return found.keySet().stream().map(CheckId::value).toList();
    }

    private UUID once(String name, Instant start, Instant end, boolean allChecks, String tags) {
        UUID window = window(name, allChecks, tags);
        fixtures.jdbc()
                .sql("UPDATE maintenance_windows SET start_at = :start, end_at = :end WHERE id = :window")
                .param("window", window)
                .param("start", start.atOffset(ZoneOffset.UTC))
                .param("end", end.atOffset(ZoneOffset.UTC))
                .update();
        return window;
    }

    private UUID window(String name, boolean allChecks, String tags) {
        UUID window = UUID.randomUUID();
        fixtures.jdbc()
                .sql("""
                        INSERT INTO maintenance_windows
                            (id, project_id, name, start_at, end_at, all_checks, tags, created_at)
                        VALUES (:id, :project, :name, '2000-01-01', '2000-01-02', :allChecks, :tags, now())
                        """)
                .param("id", window)
                .param("project", project.id().value())
                .param("name", name)
                .param("allChecks", allChecks)
                .param("tags", tags)
                .update();
        return window;
    }

    private void name(UUID window, UUID named) {
        fixtures.jdbc()
                .sql("INSERT INTO maintenance_window_checks (window_id, check_id) VALUES (:window, :check)")
                .param("window", window)
                .param("check", named)
                .update();
    }

    private void snooze(UUID snoozed, Instant until) {
        fixtures.jdbc()
                .sql("INSERT INTO snoozes (check_id, until_at) VALUES (:check, :until)")
                .param("check", snoozed)
                .param("until", until.atOffset(ZoneOffset.UTC))
                .update();
    }

    private void depend(UUID child, UUID parent) {
        fixtures.jdbc()
                .sql("INSERT INTO check_parents (check_id, parent_id) VALUES (:check, :parent)")
                .param("check", child)
                .param("parent", parent)
                .update();
    }
}
