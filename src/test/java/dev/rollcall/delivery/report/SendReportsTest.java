package dev.rollcall.delivery.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.channel.Notice;
import dev.rollcall.channel.Notice.CheckLine;
import dev.rollcall.channel.Notice.Downtime;
import dev.rollcall.channel.Notice.Fact;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import testing.App;
import tools.jackson.databind.json.JsonMapper;

@RollcallTest
class SendReportsTest {

    private static final Instant MONDAY = Instant.parse("2026-03-09T00:00:00Z");
    private static final Instant TUESDAY_AT_EIGHT = MONDAY.plus(Duration.ofHours(32));

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private SendReports reports;

    @Autowired
    private JsonMapper json;

    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        fixtures.clear();
        clock.set(MONDAY.minus(Duration.ofDays(1)));
        project = fixtures.project();
    }

    @Test
    void aReportSaysHowOftenAndHowLongEachCheckWasDownInThePeriod() {
        channel("daily", "UTC");
        UUID backup = check("backup");
        UUID mail = check("mail");
        check("unused");
        // Down from before the period until 01:00, and from 01:30 to 03:00.
        pingAt(MONDAY.minus(Duration.ofHours(1)), backup, "/fail");
        pingAt(MONDAY, mail, "");
        pingAt(MONDAY.plus(Duration.ofMinutes(60)), backup, "");
        pingAt(MONDAY.plus(Duration.ofMinutes(90)), backup, "/fail");
        pingAt(MONDAY.plus(Duration.ofHours(3)), backup, "");
        // The next day counts only for the status now.
        pingAt(MONDAY.plus(Duration.ofHours(25)), mail, "/fail");

        runAt(TUESDAY_AT_EIGHT);

        Notice.Content report = only();
        assertThat(report.kind()).isEqualTo("report-daily");
        assertThat(report.arguments()).containsExactly("a project");
        assertThat(report.facts())
                .containsExactly(
                        Fact.of("from", MONDAY),
                        Fact.of("until", MONDAY.plus(Duration.ofDays(1))),
                        Fact.of("checks", "3"),
                        Fact.of("down-now", "1"));
        // 21.5 of 24 hours are 89.58 %.
        assertThat(report.checks())
                .containsExactly(
                        line("backup", CheckStatus.UP, new Downtime(2, Duration.ofMinutes(150), 89.58)),
                        line("mail", CheckStatus.DOWN, new Downtime(0, Duration.ZERO, 100)),
                        new CheckLine("unused", CheckStatus.NEW, null, "", null));
    }

    @Test
    void aHundredChecksAreNamedAndTheOthersAreCounted() {
        channel("daily", "UTC");
        for (int n = 0; n < 102; n++) {
            check("check " + (1_000 + n));
        }
        pingAt(MONDAY, check("worst"), "/fail");

        runAt(TUESDAY_AT_EIGHT);

        assertThat(only().facts()).contains(Fact.of("checks", "103"), Fact.of("more", "3"));
        assertThat(only().checks()).hasSize(100);
        assertThat(only().checks().get(0))
                .isEqualTo(line("worst", CheckStatus.DOWN, new Downtime(1, Duration.ofDays(1), 0)));
    }

    @Test
    void noPeriodIsReportedTwiceHoweverManyWorkersLook() throws Exception {
        check("backup");
        channel("daily", "UTC");
        channel("weekly", "UTC");
        channel("off", "UTC");
        clock.set(MONDAY.plus(Duration.ofHours(8)));
        ExecutorService workers = Executors.newFixedThreadPool(4);
        var ready = new CountDownLatch(4);
        Callable<Void> worker = () -> {
            ready.countDown();
            ready.await();
            reports.run();
            return null;
        };

        for (Future<Void> done : workers.invokeAll(
                Stream.generate(() -> worker).limit(4).toList(), App.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            done.get();
        }
        workers.shutdownNow();

        assertThat(kinds()).containsExactlyInAnyOrder("report-daily", "report-weekly");
        runAt(TUESDAY_AT_EIGHT.minusSeconds(1));
        assertThat(kinds()).hasSize(2);
        runAt(TUESDAY_AT_EIGHT);
        assertThat(kinds()).containsExactlyInAnyOrder("report-daily", "report-weekly", "report-daily");
    }

    /** In New York clocks go forward on Sunday, March 8, so eight o'clock is an hour earlier from then on. */
    @Test
    void eightInTheMorningIsThatOfTheChannel() {
        clock.set(Instant.parse("2026-03-05T12:00:00Z"));
        check("backup");
        channel("daily", "America/New_York");

        runAt(Instant.parse("2026-03-07T13:00:00Z"));
        assertThat(kinds()).hasSize(1);
        runAt(Instant.parse("2026-03-08T11:59:59Z"));
        assertThat(kinds()).hasSize(1);
        runAt(Instant.parse("2026-03-08T12:00:00Z"));
        assertThat(kinds()).hasSize(2);
        runAt(Instant.parse("2026-03-09T12:00:00Z"));
        assertThat(stored().get(2).facts())
                .contains(
                        Fact.of("from", Instant.parse("2026-03-08T05:00:00Z")),
                        Fact.of("until", Instant.parse("2026-03-09T04:00:00Z")));
    }

    @Test
    void afterAnAbsenceOnlyTheLastPeriodIsReported() {
        check("backup");
        channel("daily", "UTC");

        runAt(MONDAY.plus(Duration.ofDays(5)).plus(Duration.ofHours(9)));

        assertThat(only().facts())
                .contains(
                        Fact.of("from", Instant.parse("2026-03-13T00:00:00Z")),
                        Fact.of("until", Instant.parse("2026-03-14T00:00:00Z")));
    }

    @Test
    void aNewChannelGetsNoReportOfATimeBeforeIt() {
        check("backup");
        clock.set(MONDAY.plus(Duration.ofHours(9)));
        channel("daily", "UTC");

        reports.run();
        assertThat(kinds()).isEmpty();
        runAt(TUESDAY_AT_EIGHT);
        assertThat(kinds()).hasSize(1);
    }

    @Test
    void aMailboxThatHasUnsubscribedGetsNoReport() {
        check("backup");
        channel("daily", "UTC");
        fixtures.jdbc()
                .sql("UPDATE channels SET unsubscribed_at = :now")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();

        runAt(TUESDAY_AT_EIGHT);

        assertThat(kinds()).isEmpty();
    }

    @Test
    void aProjectWithoutChecksHasNoReport() {
        channel("daily", "UTC");

        runAt(TUESDAY_AT_EIGHT);

        assertThat(kinds()).isEmpty();
    }

    private static CheckLine line(String name, CheckStatus status, Downtime downtime) {
        return new CheckLine(name, status, null, "", downtime);
    }

    private UUID check(String name) {
        return fixtures.check(project, "{\"name\": \"" + name + "\"}");
    }

    /** Stored directly, because the tests that share a context have no mail server. */
    private void channel(String report, String timeZone) {
        fixtures.jdbc()
                .sql("""
                        INSERT INTO channels (id, project_id, kind, name, config, signing_secret, created_at)
                        VALUES (gen_random_uuid(), :project, 'email', 'ops',
                            jsonb_build_object('to', 'ops@example.com', 'report', :report, 'time_zone', :zone),
                            'whsec_cm9sbGNhbGw=', :now)
                        """)
                .param("project", project.id().value())
                .param("report", report)
                .param("zone", timeZone)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private void pingAt(Instant at, UUID check, String signal) {
        clock.set(at);
        fixtures.ping(check, signal);
    }

    private void runAt(Instant at) {
        clock.set(at);
        reports.run();
    }

    private Notice.Content only() {
        assertThat(stored()).hasSize(1);
        return stored().get(0);
    }

    private List<String> kinds() {
        return stored().stream().map(Notice.Content::kind).toList();
    }

    /** The reports that wait in the queue. */
    private List<Notice.Content> stored() {
        return fixtures
                .jdbc()
                .sql("SELECT n.data FROM notices n JOIN deliveries d ON d.notice_id = n.id ORDER BY n.id")
                .query(String.class)
                .list()
                .stream()
                .map(data -> json.readValue(data, Notice.Content.class))
                .toList();
    }
}
