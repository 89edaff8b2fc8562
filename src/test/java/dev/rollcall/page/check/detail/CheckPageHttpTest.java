package dev.rollcall.page.check.detail;

import static dev.rollcall.signin.Visitor.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.Readers;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.flip.Flips;
import dev.rollcall.flip.Sweeper;
import dev.rollcall.platform.page.PagePolicy;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.Visitor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The page of a check, as a browser without scripts sees it. */
@RollcallTest
class CheckPageHttpTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Readers readers;

    @Autowired
    private Flips flips;

    private Projects.NewProject project;
    private UUID check;
    private Visitor member;

    @BeforeEach
    void makeCheck() {
        clock.set(Instant.parse("2026-03-01T12:00:00Z"));
        project = fixtures.project();
        check = fixtures.check(
                project, "{\"name\": \"backup\", \"tags\": \"db prod\", \"timeout\": 3600, \"grace\": 600}");
        member = readers.signIn(project.id(), ProjectRole.MEMBER);
    }

    @Test
    void aNewCheckShowsHowToPingIt() {
        assertThat(text(member.get(page(""))))
                .contains("lamp new", "every hour", "10 minutes", "/ping/" + check, "Now let the job ping")
                .contains("<summary>bash</summary>", "urlopen(&quot;https://rollcall.example/ping/" + check)
                .doesNotContain("PING_URL", "??");
    }

    @Test
    void runsAreInTheTimelineAndInTheChart() {
        for (int run = 0; run < 6; run++) {
            fixtures.ping(check, "/start");
            clock.advance(Duration.ofSeconds(90));
            fixtures.ping(check, run == 5 ? "/3" : "");
            clock.advance(Duration.ofMinutes(30));
        }

        assertThat(text(member.get(page(""))))
                .contains("0 0 6 100", "usual: 1 minute 30 seconds to 1 minute 30 seconds")
                .contains(
                        "Failure, exit status 3",
                        "it ended with exit status 3",
                        "Success</span>, took 1 minute 30 seconds")
                .contains("class=\"is-flip is-down\"", "Open");
    }

    /** The failure was tolerated. Then the job stayed silent. */
    @Test
    void silenceIsNotExplainedByTheExitStatusOfAnEarlierRun() {
        check = fixtures.check(project, "{\"timeout\": 3600, \"grace\": 600, \"failure_tolerance\": 2}");
        fixtures.ping(check, "");
        fixtures.ping(check, "/3");
        clock.advance(Duration.ofHours(2));
        Sweeper.sweep(flips, clock.instant(), 100);

        assertThat(fixtures.flips(check)).containsExactly("NEW UP", "UP DOWN");
        assertThat(text(member.get(page(""))))
                .contains("Failure, exit status 3")
                .containsPattern("(?s)no ping arrived in time.*no ping arrived in time")
                .doesNotContain("it ended with exit status 3");
    }

    @Test
    void aFlipIsOnThePageOfItsPingsHoweverManyFollowed() {
        for (int n = 0; n <= Timeline.SIGNALS; n++) {
            fixtures.ping(check, "");
            clock.advance(Duration.ofMinutes(1));
        }
        fixtures.jdbc()
                .sql("""
                        INSERT INTO flips (check_id, from_status, to_status, reason, flipped_at)
                        SELECT :check, CASE n % 2 WHEN 0 THEN 'DOWN' ELSE 'UP' END,
                            CASE n % 2 WHEN 0 THEN 'UP' ELSE 'DOWN' END, 'USER', :from + n * interval '1 second'
                        FROM generate_series(1, 200) n
                        """)
                .param("check", check)
                .param("from", clock.instant().atOffset(ZoneOffset.UTC))
                .update();

        assertThat(text(member.get(page("?before=2"))))
                .as("the page of the first ping")
                .contains("datetime=\"2026-03-01T12:00:00Z\"")
                .containsPattern("class=\"is-flip *\"");
    }

    @Test
    void timesAreThoseOfTheReader() {
        fixtures.ping(check, "");

        assertThat(text(member.get(page("")))).contains("Sunday, March 1, 2026").containsPattern("2:00:00\\hPM");
    }

    @Test
    void aViewerSeesNoAddressNoSenderAndNoBody() {
        fixtures.http()
                .post()
                .uri("/ping/" + check)
                .content("secret output".getBytes(StandardCharsets.UTF_8))
                .header("User-Agent", "curl/8")
                .exchange();
        Visitor viewer = readers.signIn(project.id(), ProjectRole.VIEWER);

        assertThat(text(viewer.get(page(""))))
                .contains("backup", "Success")
                .doesNotContain(
                        check.toString(),
                        "curl/8",
                        "127.0.0.1",
                        "pings/1/",
                        "Delete this check",
                        "Snooze",
                        "Who was told");
        assertThat(viewer.get(page("pings/1/"))).hasStatus(403);
        assertThat(viewer.get(page("pings/1/file"))).hasStatus(403);
    }

    @Test
    void aBodyIsShownAsTextAndBytesAndDownloadedAsItIs() {
        byte[] body = "<b>three files</b>\n\u0000\u0001".getBytes(StandardCharsets.UTF_8);
        fixtures.http().post().uri("/ping/" + check).content(body).exchange();

        assertThat(text(member.get(page("")))).contains(page("pings/1/"));
        assertThat(text(member.get(page("pings/1/"))))
                .contains("&lt;b&gt;three files&lt;/b&gt;", "00000000  3c 62 3e 74", "|&lt;b&gt;three files&lt;/|")
                .doesNotContain("<b>three");
        MvcTestResult file = member.get(page("pings/1/file"));
        assertThat(file)
                .hasStatusOk()
                .hasContentType("application/octet-stream")
                .headers()
                .hasValue("Content-Disposition", "attachment; filename=\"ping-1.bin\"")
                .hasValue("X-Content-Type-Options", "nosniff");
        assertThat(file.getResponse().getContentAsByteArray()).isEqualTo(body);
        assertThat(member.get(page("pings/2/"))).hasStatus(404);
    }

    @Test
    void aCheckIsPausedResumedAndSnoozed() {
        assertThat(member.submit(page(""), page("pause"))).hasStatus(302).hasHeader("Location", page(""));
        assertThat(member.get(page(""))).bodyText().contains("lamp paused", "Resume");
        member.submit(page(""), page("resume"));
        assertThat(member.get(page(""))).bodyText().contains("lamp new");

        member.submit(page(""), page("snooze"), "hours", "4");
        assertThat(member.get(page(""))).bodyText().contains("Muted until", "End the snooze");
        member.submit(page(""), page("unsnooze"));
        assertThat(text(member.get(page("")))).doesNotContain("Muted until");
        assertThat(member.submit(page(""), page("snooze"), "hours", "9999")).hasStatus(400);
    }

    @Test
    void theHeadSaysSinceWhenTheCheckIsAsTheLampShows() {
        fixtures.ping(check, "");
        clock.advance(Duration.ofMinutes(30));
        fixtures.ping(check, "");
        assertThat(head()).contains("lamp up", "since Mar 1, 2026, 2:00:00");

        clock.advance(Duration.ofMinutes(65));
        assertThat(head()).contains("lamp late", "since Mar 1, 2026, 3:30:00").doesNotContain("2:00:00");
        clock.advance(Duration.ofMinutes(10));
        assertThat(head())
                .as("down, which no worker has found yet")
                .contains("lamp down")
                .doesNotContain("since");
        fixtures.ping(check, "/fail");
        assertThat(head()).contains("lamp down", "since Mar 1, 2026, 3:45:00");
    }

    @Test
    void theHeadSaysThatSomebodyAcknowledged() {
        fixtures.ping(check, "/fail");
        assertThat(head()).doesNotContain("Acknowledged");
        clock.advance(Duration.ofMinutes(5));
        acknowledge();
        assertThat(head()).contains("Acknowledged on Mar 1, 2026, 2:05:00");
        fixtures.ping(check, "");
        assertThat(head()).doesNotContain("Acknowledged");
    }

    @Test
    void aSnoozeCanBeEndedEvenIfSomethingElseMutesTheCheckForLonger() {
        member.submit(page(""), page("snooze"), "hours", "1");
        fixtures.call(
                HttpMethod.POST,
                "/api/v3/maintenance-windows/",
                project.readWriteKey(),
                "{\"name\": \"Move\", \"start\": \"2026-03-01T11:00:00Z\", \"end\": \"2026-03-01T16:00:00Z\","
                        + " \"all_checks\": true}");

        assertThat(head())
                .contains("Muted until Mar 1, 2026, 6:00:00", "End the snooze")
                .doesNotContain(page("snooze"));
        member.submit(page(""), page("unsnooze"));
        assertThat(head())
                .contains("Muted until Mar 1, 2026, 6:00:00", page("snooze"))
                .doesNotContain("End the snooze");
    }

    @Test
    void aScheduleThatIsOverOrUnreadableIsWarnedOf() {
        fixtures.ping(check, "");
        assertThat(head()).doesNotContain("message-warn");
        for (String[] stored : new String[][] {{"2026-03-01 11:00", "UTC"}, {"0 5 * * *", "Europe/Atlantis"}}) {
            fixtures.storeSchedule(check, stored[0], stored[1]);
            assertThat(head()).contains("lamp up", "message-warn", "No ping is expected, and silence goes unnoticed");
        }
    }

    @Test
    void aCheckIsDeletedOnlyIfItsNameIsTyped() {
        assertThat(member.submit(page(""), page("delete"), "name", "back"))
                .hasStatus(302)
                .hasHeader("Location", page("?wrongName=true"));
        assertThat(text(member.get(page("?wrongName=true"))))
                .contains("This is not its name.", "aria-invalid=\"true\"");

        assertThat(member.submit(page(""), page("delete"), "name", "backup"))
                .hasStatus(302)
                .hasHeader("Location", "/projects/" + project.id() + "/checks/?deleted=1");
        assertThat(member.get(page(""))).hasStatus(404);
        assertThat(member.submit("/account", page("delete"), "name", "backup"))
                .as("the button pressed twice")
                .hasHeader("Location", "/projects/" + project.id() + "/checks/?deleted=1");
    }

    @Test
    void aCheckOfAnotherProjectIsNotFound() {
        Projects.NewProject other = fixtures.project();
        Visitor stranger = readers.signIn(other.id(), ProjectRole.OWNER);
        String key = new CheckId(check).uniqueKey();

        assertThat(stranger.get(page(""))).hasStatus(404);
        assertThat(stranger.get("/projects/" + other.id() + "/checks/" + key + "/"))
                .hasStatus(404);
    }

    @Test
    void aNameIsEscapedAndThePageKeepsToItsPolicy() {
        check = fixtures.check(project, "{\"name\": \"<script>alert(1)</script>\", \"tags\": \"<i>\"}");
        fixtures.ping(check, "/start");
        clock.advance(Duration.ofSeconds(1));
        fixtures.ping(check, "");

        MvcTestResult page = member.get(page(""));
        assertThat(page).headers().hasValue("Content-Security-Policy", PagePolicy.DIRECTIVES);
        assertThat(text(page))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;i&gt;")
                .doesNotContain("<script>", "<i>", "<style", "style=\"")
                .doesNotContainPattern("\\son[a-z]+=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "fr", "es"})
    void everyTextIsInTheLanguageOfTheReader(String language) {
        fixtures.ping(check, "/start");
        fixtures.ping(check, "/fail");
        Visitor reader = readers.signIn(project.id(), ProjectRole.MEMBER, language);

        for (String path : new String[] {"", "edit"}) {
            assertThat(text(reader.get(page(path))))
                    .doesNotContain("??", "''", "{0}", "Timeline", "Grace time", "Save<", "Snooze<");
        }
    }

    private void acknowledge() {
        assertThat(fixtures.call(
                        HttpMethod.POST, "/api/v3/checks/" + check + "/acknowledge", project.readWriteKey(), ""))
                .hasStatusOk();
    }

    /** What the page shows first. */
    private String head() {
        String page = text(member.get(page("")));
        return page.substring(page.indexOf("<h1"), page.indexOf("<dl"));
    }

    private String page(String rest) {
        return "/projects/" + project.id() + "/checks/" + new CheckId(check).uniqueKey() + "/" + rest;
    }
}
