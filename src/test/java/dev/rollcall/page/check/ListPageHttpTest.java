package dev.rollcall.page.check;

import static dev.rollcall.signin.Visitor.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.Readers;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.page.PagePolicy;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The list of checks, as a browser without scripts sees it. */
@RollcallTest
class ListPageHttpTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Readers readers;

    private Projects.NewProject project;
    private Visitor member;

    @BeforeEach
    void makeProject() {
        clock.set(Instant.parse("2026-03-01T12:00:00Z"));
        project = fixtures.project();
        member = readers.signIn(project.id(), ProjectRole.MEMBER);
    }

    @Test
    void thePageSaysFirstHowManyChecksDidNotAnswer() {
        UUID backup = check("backup", "db prod");
        UUID mailer = check("mailer", "prod");
        fixtures.ping(backup, "/fail");
        fixtures.ping(mailer, "");
        check("reports", "");

        String page = text(member.get(list("")));

        assertThat(page)
                .contains(
                        "<h1>One check did not answer</h1>",
                        "None is late, 1 is up",
                        "lamp down",
                        "lamp up",
                        "lamp new");
        assertThat(page.indexOf("backup</a>")).isPositive().isLessThan(page.indexOf("mailer</a>"));
        assertThat(page)
                .contains("every hour, 1 hour grace", "Last runs: 0 on time, 0 late, 1 failed or missed, 0 excused");
    }

    @Test
    void aCheckIsLateAndThenDownAndItsMissedRunIsInTheBar() {
        UUID backup = check("backup", "");
        fixtures.ping(backup, "");
        clock.advance(Duration.ofMinutes(61));
        assertThat(member.get(list(""))).bodyText().contains("lamp late", "1 minute ago");

        clock.advance(Duration.ofHours(1));
        assertThat(member.get(list(""))).bodyText().contains("lamp down", "is-down");
    }

    @Test
    void aScheduleThatIsOverIsMarked() {
        UUID backup = check("backup", "");
        fixtures.ping(backup, "");
        assertThat(text(member.get(list("")))).doesNotContain("No future run");

        fixtures.storeSchedule(backup, "2026-03-01 11:00", "UTC");

        assertThat(text(member.get(list("")))).contains("lamp up", "No future run");
    }

    /** In another cell the mark would begin a line of its own on a phone, and push down the rows below. */
    @Test
    void aMutedCheckIsMarkedNextToItsStatus() {
        UUID backup = check("backup", "");
        assertThat(text(member.get(list("")))).doesNotContain("Muted");

        fixtures.call(
                HttpMethod.POST, "/api/v3/checks/" + backup + "/snooze", project.readWriteKey(), "{\"seconds\": 3600}");

        assertThat(text(member.get(list(""))))
                .containsPattern("(?s)<td class=\"col-status\">(?:(?!</td>).)*<span class=\"mark\">Muted</span></td>");
    }

    @Test
    void theListIsFilteredSortedAndLinked() {
        fixtures.ping(check("backup", "db prod"), "/fail");
        fixtures.ping(check("mailer", "prod"), "");

        assertThat(text(member.get(list("?tag=db")))).contains("backup</a>").doesNotContain("mailer</a>");
        assertThat(text(member.get(list("?q=MAIL")))).contains("mailer</a>").doesNotContain("backup</a>");
        assertThat(text(member.get(list("?status=down"))))
                .contains("backup</a>")
                .doesNotContain("mailer</a>");
        assertThat(text(member.get(list("?q=nothing")))).contains("No check matches");
        String byName = text(member.get(list("?order=name&tag=prod")));
        assertThat(byName).contains("href=\"?tag=prod&amp;status=down&amp;order=name\"", "aria-sort=\"ascending\"");
        assertThat(byName.indexOf("backup</a>")).isLessThan(byName.indexOf("mailer</a>"));
    }

    @Test
    void anEmptyProjectOffersALineToBeginWith() {
        assertThat(member.get(list("")))
                .bodyText()
                .contains("No checks yet", "curl -fsS", "/ping/$PING_KEY/my-first-job?create=1", "my first job");
        Visitor viewer = readers.signIn(project.id(), ProjectRole.VIEWER);
        assertThat(viewer.get(list(""))).bodyText().contains("No checks yet").doesNotContain("<form class=\"row\"");
    }

    @Test
    void chosenChecksArePausedAndOthersAreNot() {
        UUID backup = check("backup", "");
        UUID mailer = check("mailer", "");

        MvcTestResult paused = member.submit(list(""), list("pause?q=a"), "check", key(backup));

        assertThat(paused).hasStatus(302).hasHeader("Location", list("?q=a&paused=1"));
        assertThat(status(backup)).isEqualTo("paused");
        assertThat(status(mailer)).isEqualTo("new");
        assertThat(member.get(list("?q=a&paused=1"))).bodyText().contains("1 check was paused.");
    }

    /** The head of an answer, which has 8 kB, would not have space for its address. */
    @Test
    void aFormWithAVeryLongFilterLeadsToTheWholeList() {
        String text = "\u20ac".repeat(500);
        assertThat(member.submit(list(""), list("pause"), "q", text, "tag", text))
                .hasStatus(302)
                .hasHeader("Location", list("?paused=0"));
    }

    @Test
    void chosenChecksAreDeletedAfterAQuestion() {
        UUID backup = check("backup", "");

        assertThat(member.submit(list(""), list("delete"), "check", key(backup)))
                .hasStatusOk()
                .bodyText()
                .contains("Delete this check?", "backup", key(backup));
        assertThat(status(backup)).isEqualTo("new");

        assertThat(member.submit(list(""), list("delete"), "check", key(backup), "confirmed", "true"))
                .hasStatus(302)
                .hasHeader("Location", list("?deleted=1"));
        assertThat(text(member.get(list("?deleted=1")))).contains("No checks yet", "1 check was deleted.");
    }

    @Test
    void aCheckOfAnotherProjectIsNotTouched() {
        Projects.NewProject other = fixtures.project();
        UUID theirs = fixtures.check(other, "{\"name\": \"theirs\"}");
        check("ours", "");

        member.submit(list(""), list("pause"), "check", key(theirs));

        assertThat(fixtures.show(other, theirs).get("status").asString()).isEqualTo("new");
    }

    @Test
    void aViewerSeesTheListAndChangesNothing() {
        UUID backup = check("backup", "");
        Visitor viewer = readers.signIn(project.id(), ProjectRole.VIEWER);

        assertThat(text(viewer.get(list(""))))
                .contains("backup</a>")
                .doesNotContain(backup.toString(), "type=\"checkbox\"", "New check");
        assertThat(viewer.submit("/account", list("pause"), "check", key(backup)))
                .hasStatus(403);
        assertThat(status(backup)).isEqualTo("new");
    }

    @Test
    void aStrangerDoesNotLearnThatTheProjectExists() {
        Visitor stranger = readers.signIn(fixtures.project().id(), ProjectRole.OWNER);

        assertThat(stranger.get(list(""))).hasStatus(404);
        assertThat(stranger.get(list("live"))).hasStatus(404);
        assertThat(new Visitor(fixtures.http()).get(list(""))).hasStatus(302);
    }

    @Test
    void namesAndTagsAreEscaped() {
        check("<script>alert(1)</script>", "<img/src=x> \\\"'");

        assertThat(text(member.get(list(""))))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;img/src=x&gt;")
                .doesNotContain("<script>", "<img");
    }

    @Test
    void thePageKeepsToItsPolicy() {
        fixtures.ping(check("backup", ""), "/fail");
        MvcTestResult page = member.get(list(""));

        assertThat(page).headers().hasValue("Content-Security-Policy", PagePolicy.DIRECTIVES);
        assertThat(text(page))
                .doesNotContain("<style", "style=\"")
                .doesNotContainPattern("\\son[a-z]+=")
                .doesNotContainPattern("<script(?![^>]*src=)")
                .doesNotContain("??");
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "fr", "es"})
    void everyTextIsInTheLanguageOfTheReader(String language) {
        fixtures.ping(check("backup", "prod"), "/fail");
        Visitor reader = readers.signIn(project.id(), ProjectRole.MEMBER, language);

        assertThat(text(reader.get(list(""))))
                .contains("lang=\"" + language + "\"")
                .doesNotContain("??", "did not answer", "Last ping", "Filter<", "''", "{0}");
    }

    private UUID check(String name, String tags) {
        return fixtures.check(
                project,
                "{\"name\": \"" + name + "\", \"tags\": \"" + tags + "\", \"timeout\": 3600, \"grace\": 3600}");
    }

    private String status(UUID check) {
        return fixtures.show(project, check).get("status").asString();
    }

    private String list(String rest) {
        return "/projects/" + project.id() + "/checks/" + rest;
    }

    private static String key(UUID check) {
        return new CheckId(check).uniqueKey();
    }
}
