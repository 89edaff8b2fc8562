package dev.rollcall.page.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

/** When open pages get the checks that were read before, and when they are read again. */
@RollcallTest
class LiveListsTest {

    private static final Duration PERIOD = Duration.ofHours(1);
    private static final Duration GRACE = Duration.ofHours(1);

    @Autowired
    private LiveLists lists;

    @Autowired
    private ListedCheckStore store;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        clock.set(Instant.parse("2026-03-01T12:00:00Z"));
        project = fixtures.project();
    }

    @Test
    void checksThatStayTheSameAreReadOnce() {
        fixtures.ping(check("backup"), "");
        check("never pinged");
        Projects.NewProject other = fixtures.project();
        LiveLists.Snapshot first = look();

        for (int n = 0; n < 50; n++) {
            lists.recent(other.id());
            LiveLists.Snapshot present = look();
            assertThat(present.checks()).isSameAs(first.checks());
            assertThat(present.at()).isEqualTo(clock.instant());
        }
    }

    @Test
    void aProjectWithoutChecksGetsItsFirst() {
        assertThat(look().checks()).isEmpty();
        assertThat(look().checks()).isEmpty();
        check("backup");
        assertThat(look().checks()).hasSize(1);
    }

    @Test
    void aPingOfACheckThatStaysUpIsReadWhenThePeriodIsOver() {
        UUID backup = check("backup");
        fixtures.ping(backup, "");
        beginPeriod();
        List<ListedCheck> before = look().checks();
        fixtures.ping(backup, "");
        Instant pinged = clock.instant();

        assertThat(look().checks()).isSameAs(before);
        beginPeriod();
        LiveLists.Snapshot after = lists.recent(project.id());
        assertThat(after.checks()).extracting(ListedCheck::lastPingAt).containsExactly(pinged);
        assertThat(look().checks()).as("read once").isSameAs(after.checks());
    }

    @ParameterizedTest
    @EnumSource
    void everyOtherChangeIsReadWithinTwoSeconds(Change change) {
        UUID backup = check("backup");
        change.before.accept(this, backup);
        beginPeriod();
        List<ListedCheck> before = look().checks();
        assertThat(look().checks()).as("nothing has happened yet").isSameAs(before);

        change.change.accept(this, backup);

        List<ListedCheck> after = look().checks();
        assertThat(after).isNotEqualTo(before).isEqualTo(store.of(project.id(), clock.instant()));
    }

    /** Somebody who may read a list could otherwise fill the memory with texts that they search for. */
    @Test
    void aboutAHundredListingsOfAProjectAreKept() {
        check("backup");
        LiveLists.Snapshot snapshot = look();
        for (int page = 1; page <= 1_000; page++) {
            snapshot.listing(ListQuery.of("", null, null, null, String.valueOf(page)));
        }
        assertThat(snapshot.listings()).as("the list has one page").hasSize(1);

        for (int n = 0; n < 1_000; n++) {
            Listing listing = snapshot.listing(ListQuery.of("text " + n, null, null, null, null));
            assertThat(listing.query().text()).isEqualTo("text " + n);
        }
        assertThat(look().listings()).hasSize(LiveLists.MAX_LISTINGS);
    }

    /** An open page shows a new lamp at the next look, and a ping at most {@link ListVersion#MAX_AGE} late. */
    @Test
    void anOpenPageShowsWhatWouldBeRead() {
        var random = new Random(20260301);
        List<UUID> checks = List.of(check("one"), check("two"), check("three"), check("four"));
        List<String> signals = List.of("", "", "", "/start", "/fail");
        Set<List<ListedCheck>> read = Collections.newSetFromMap(new IdentityHashMap<>());
        LiveLists.Snapshot shown = look();
        for (int step = 0; step < 300; step++) {
            if (random.nextInt(3) == 0) {
                fixtures.ping(checks.get(random.nextInt(4)), signals.get(random.nextInt(5)));
            }
            boolean isLongAfter = random.nextInt(10) == 0;
            clock.advance(isLongAfter ? Duration.ofMinutes(1 + random.nextInt(90)) : LiveLists.FRESH);

            LiveLists.Snapshot kept = lists.recent(project.id());
            shown = version(shown).isOutdatedBy(version(kept)) ? kept : shown;

            Instant longAgo = clock.instant().minus(ListVersion.MAX_AGE);
            List<ListedCheck> present = store.of(project.id(), clock.instant());
            assertThat(shown.standing()).as("step " + step).isEqualTo(ListVersion.standing(present));
            assertThat(pingsBefore(longAgo, shown.checks()))
                    .as("step " + step)
                    .containsAllEntriesOf(pingsBefore(longAgo, present));
            read.add(kept.checks());
        }
        assertThat(read).as("reads of 300 looks").hasSizeBetween(50, 250);
    }

    private static ListVersion version(LiveLists.Snapshot snapshot) {
        return snapshot.version(snapshot.listing(ListQuery.of(null, null, null, null, null)));
    }

    private static Map<CheckId, Instant> pingsBefore(Instant time, List<ListedCheck> checks) {
        Map<CheckId, Instant> pings = new HashMap<>();
        for (ListedCheck check : checks) {
            Instant ping = check.lastPingAt();
            if (ping != null && ping.isBefore(time)) {
                pings.put(check.id(), ping);
            }
        }
        return pings;
    }

    /** Two seconds later. */
    private LiveLists.Snapshot look() {
        clock.advance(LiveLists.FRESH);
        return lists.recent(project.id());
    }

    /** Moves the clock to the start of the next period, which is long enough for several looks. */
    private void beginPeriod() {
        clock.set(ListVersion.periodOf(project.id(), clock.instant()).plus(ListVersion.MAX_AGE));
    }

    private UUID check(String name) {
        return fixtures.check(
                project,
                "{\"name\": \"%s\", \"timeout\": %d, \"grace\": %d}"
                        .formatted(name, PERIOD.toSeconds(), GRACE.toSeconds()));
    }

    private void edit(UUID check, String fields) {
        call(HttpMethod.POST, check.toString(), fields);
    }

    private void call(HttpMethod method, String path, String body) {
        assertThat(fixtures.call(method, "/api/v3/checks/" + path, project.readWriteKey(), body))
                .hasStatusOk();
    }

    /** What a page must show at once. */
    enum Change {
        FIRST_PING((test, check) -> {}, (test, check) -> test.fixtures.ping(check, "")),
        FAILS((test, check) -> test.fixtures.ping(check, ""), (test, check) -> test.fixtures.ping(check, "/fail")),
        RECOVERS((test, check) -> test.fixtures.ping(check, "/fail"), (test, check) -> test.fixtures.ping(check, "")),
        BECOMES_LATE((test, check) -> test.fixtures.ping(check, ""), (test, check) -> test.clock.advance(PERIOD)),
        IS_NO_LONGER_LATE(
                (test, check) -> {
                    test.fixtures.ping(check, "");
                    test.clock.advance(PERIOD);
                },
                (test, check) -> test.fixtures.ping(check, "")),
        /** No sweep has seen it yet. */
        BECOMES_OVERDUE(
                (test, check) -> {
                    test.fixtures.ping(check, "");
                    test.clock.advance(PERIOD);
                },
                (test, check) -> test.clock.advance(GRACE)),
        STARTS((test, check) -> test.fixtures.ping(check, ""), (test, check) -> test.fixtures.ping(check, "/start")),
        /** Of a check that is down already, so its status stays. */
        RUNS_TOO_LONG(
                (test, check) -> {
                    test.fixtures.ping(check, "/fail");
                    test.fixtures.ping(check, "/start");
                },
                (test, check) -> test.clock.advance(GRACE)),
        IS_PAUSED(
                (test, check) -> test.fixtures.ping(check, ""),
                (test, check) -> test.call(HttpMethod.POST, check + "/pause", "")),
        IS_RENAMED((test, check) -> {}, (test, check) -> test.edit(check, "{\"name\": \"restore\"}")),
        GETS_TAGS((test, check) -> {}, (test, check) -> test.edit(check, "{\"tags\": \"prod\"}")),
        GETS_A_PERIOD((test, check) -> {}, (test, check) -> test.edit(check, "{\"timeout\": 60}")),
        GETS_AN_EXPRESSION(
                (test, check) -> {},
                (test, check) -> test.edit(check, "{\"schedule\": \"5 4 * * *\", \"tz\": \"Europe/Riga\"}")),
        GETS_ANOTHER_EXPRESSION(
                (test, check) -> test.edit(check, "{\"schedule\": \"5 4 * * *\", \"tz\": \"UTC\"}"),
                (test, check) -> test.edit(check, "{\"schedule\": \"6 4 * * *\", \"tz\": \"UTC\"}")),
        GETS_A_ZONE(
                (test, check) -> test.edit(check, "{\"schedule\": \"5 4 * * *\", \"tz\": \"Europe/Riga\"}"),
                (test, check) -> test.edit(check, "{\"schedule\": \"5 4 * * *\", \"tz\": \"UTC\"}")),
        GETS_GRACE((test, check) -> {}, (test, check) -> test.edit(check, "{\"grace\": 60}")),
        IS_EXCUSED((test, check) -> test.fixtures.ping(check, ""), (test, check) -> test.excuse(check)),
        IS_DELETED((test, check) -> {}, (test, check) -> test.call(HttpMethod.DELETE, check.toString(), "")),
        GETS_A_NEIGHBOUR((test, check) -> {}, (test, check) -> test.check("another"));

        private final BiConsumer<LiveListsTest, UUID> before;
        private final BiConsumer<LiveListsTest, UUID> change;

        Change(BiConsumer<LiveListsTest, UUID> before, BiConsumer<LiveListsTest, UUID> change) {
            this.before = before;
            this.change = change;
        }
    }

    /** As a worker does after an outage. */
    private void excuse(UUID check) {
        fixtures.jdbc()
                .sql("UPDATE check_states SET excused_at = last_ping_at + interval '1 hour' WHERE check_id = :check")
                .param("check", check)
                .update();
    }
}
