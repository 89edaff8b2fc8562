package dev.rollcall.page.check.detail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.Readers;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.mute.Mutes;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.Visitor;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The maintenance windows on the page of a check. */
@RollcallTest
class PlannedWindowsHttpTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Readers readers;

    @Autowired
    private Mutes mutes;

    private Projects.NewProject project;
    private CheckId check;
    private Visitor member;

    @BeforeEach
    void makeCheck() {
        clock.set(Instant.parse("2026-03-01T12:00:00Z"));
        project = fixtures.project();
        check = new CheckId(fixtures.check(project, "{\"name\": \"backup\", \"tags\": \"db prod\"}"));
        member = readers.signIn(project.id(), ProjectRole.MEMBER);
    }

    /** Java decides about alerts, and SQL finds the windows for the page. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"all_checks\": true",
                "\"checks\": [\"%1$s\"]",
                "\"checks\": [\"%2$s\"]",
                "\"checks\": [\"%2$s\"], \"tags\": \"db\"",
                "\"tags\": \"prod\"",
                "\"tags\": \"web\\n\\tprod\"",
                "\"tags\": \"pro\"",
                "\"tags\": \"DB\""
            })
    void aWindowIsShownIfItMutesTheCheck(String what) {
        UUID other = fixtures.check(project, "{\"name\": \"other\"}");
        window("Move", "11:00", "13:00", what.formatted(check, other));

        boolean isMuted = mutes.of(List.of(check), clock.instant()).containsKey(check);

        assertThat(page(member).contains("Move")).isEqualTo(isMuted);
    }

    @Test
    void aCheckWithoutTagsIsNotThatOfAWindowWithoutTags() {
        CheckId plain = new CheckId(fixtures.check(project, "{\"name\": \"plain\"}"));
        window("Move", "11:00", "13:00", "\"checks\": [\"" + check + "\"]");

        assertThat(page(member)).contains("Move");
        assertThat(Visitor.text(member.get(address(plain)))).doesNotContain("Move");
    }

    @Test
    void openAndLaterWindowsAreShownAndPastOnesAreNot() {
        clock.set(Instant.parse("2026-03-01T09:00:00Z"));
        window("Past move", "10:00", "11:00", "\"all_checks\": true");
        clock.set(Instant.parse("2026-03-01T12:00:00Z"));
        window("Later move", "18:00", "19:00", "\"all_checks\": true");
        window("Move of now", "11:30", "12:30", "\"all_checks\": true");
        create("\"name\": \"Weekly\", \"schedule\": \"0 2 * * 7\", \"tz\": \"Europe/Riga\", \"duration\": 5400,"
                + " \"all_checks\": true");

        assertThat(page(member))
                .containsSubsequence(
                        "Move of now",
                        "closes in 30 minutes",
                        "Later move",
                        "opens in 6 hours",
                        "Weekly",
                        "every Sunday at 02:00 Riga time, for 1 hour 30 minutes")
                .doesNotContain("Past move", "None is planned");
    }

    @Test
    void aPageShowsAFewWindowsAndHowManyThereAre() {
        for (int hour = 13; hour < 18; hour++) {
            window("Move at " + hour, hour + ":00", hour + ":30", "\"all_checks\": true");
        }

        assertThat(page(member))
                .containsSubsequence("Move at 13", "Move at 14", "Move at 15", "and 2 more")
                .doesNotContain("Move at 16");
    }

    @Test
    void aMemberPlansAWindowForTheCheckFromItsPage() {
        String planned = "/projects/" + project.id() + "/settings/maintenance/new?check=" + check.uniqueKey();
        assertThat(page(member)).contains("None is planned", "href=\"" + planned + "\"");

        assertThat(Visitor.text(member.get(planned))).containsPattern("value=\"" + check.uniqueKey() + "\"\\s+checked");
        assertThat(Visitor.text(member.get("/projects/" + project.id() + "/settings/maintenance/new?check=unknown")))
                .doesNotContainPattern("name=\"check\"[^>]*checked");
    }

    @Test
    void aViewerSeesTheWindowsWithoutLinksToSettings() {
        Visitor viewer = readers.signIn(project.id(), ProjectRole.VIEWER);
        assertThat(page(viewer)).doesNotContain("Maintenance");
        window("Move", "18:00", "19:00", "\"all_checks\": true");

        assertThat(page(viewer)).contains("Maintenance", "Move").doesNotContain("/settings/maintenance/");
    }

    private void window(String name, String start, String end, String more) {
        create("\"name\": \"%s\", \"start\": \"2026-03-01T%s:00Z\", \"end\": \"2026-03-01T%s:00Z\", %s"
                .formatted(name, start, end, more));
    }

    private void create(String fields) {
        MvcTestResult created = fixtures.call(
                HttpMethod.POST, "/api/v3/maintenance-windows/", project.readWriteKey(), "{" + fields + "}");
        assertThat(created).hasStatus(201);
    }

    private String page(Visitor reader) {
        MvcTestResult result = reader.get(address(check));
        assertThat(result).hasStatusOk();
        return Visitor.text(result);
    }

    private String address(CheckId of) {
        return "/projects/" + project.id() + "/checks/" + of.uniqueKey() + "/";
    }
}
