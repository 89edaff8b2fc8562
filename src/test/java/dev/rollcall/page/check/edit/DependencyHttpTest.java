package dev.rollcall.page.check.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.Readers;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** On which checks a check depends: chosen in its form, shown on its page. */
@RollcallTest
class DependencyHttpTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Readers readers;

    private Projects.NewProject project;
    private UUID database;
    private UUID report;
    private Visitor member;

    @BeforeEach
    void makeChecks() {
        clock.set(Instant.parse("2026-03-01T12:00:00Z"));
        project = fixtures.project();
        member = readers.signIn(project.id(), ProjectRole.MEMBER);
        database = fixtures.check(project, "{\"name\": \"database\", \"timeout\": 3600, \"grace\": 3600}");
        report = fixtures.check(project, "{\"name\": \"report\", \"timeout\": 86400, \"grace\": 3600}");
    }

    @Test
    void aParentIsChosenInTheFormAndTakenAway() {
        assertThat(Visitor.text(member.get(page(report) + "edit")))
                .contains("value=\"" + key(database) + "\"")
                .doesNotContain("value=\"" + key(report) + "\"");

        assertThat(save(report, key(database))).hasStatus(302);
        assertThat(fixtures.show(project, report).get("depends_on").get(0).asString())
                .isEqualTo(database.toString());
        assertThat(Visitor.text(member.get(page(report) + "edit")))
                .containsPattern("value=\"" + key(database) + "\"\\s+checked");

        assertThat(save(report, "")).hasStatus(302);
        assertThat(fixtures.show(project, report).has("depends_on")).isFalse();
    }

    @Test
    void aCircleIsRefusedAtItsField() {
        save(report, key(database));

        MvcTestResult refused = save(database, key(report));

        assertThat(refused).hasStatus(400);
        assertThat(Visitor.text(refused)).contains("makes a circle", "<details class=\"card fold\" open=\"open\"");
    }

    @Test
    void aFormThatDoesNotAskForParentsLeavesThem() {
        save(report, key(database));
        String edit = page(report) + "edit";

        member.submitDailyCheck(edit, edit, "report 2");

        assertThat(fixtures.show(project, report).get("name").asString()).isEqualTo("report 2");
        assertThat(fixtures.show(project, report).get("depends_on").size()).isEqualTo(1);
    }

    @Test
    void bothChecksShowEachOtherAndWhetherAlertsAreHeldBack() {
        save(report, key(database));
        fixtures.ping(database, "");
        assertThat(Visitor.text(member.get(page(report))))
                .contains("Depends on", ">database<")
                .doesNotContain("Alerts are held back now");
        assertThat(Visitor.text(member.get(page(database)))).contains("Needed by", ">report<");

        clock.advance(Duration.ofHours(3));

        assertThat(Visitor.text(member.get(page(report)))).contains("Alerts are held back now: database is down.");
        assertThat(Visitor.text(readers.signIn(project.id(), ProjectRole.VIEWER).get(page(report))))
                .contains(">database<");
    }

    private MvcTestResult save(UUID check, String parent) {
        String edit = page(check) + "edit";
        String name = fixtures.show(project, check).get("name").asString();
        return member.submit(
                edit,
                edit,
                "name",
                name,
                "kind",
                "period",
                "period",
                check.equals(database) ? "1" : "24",
                "periodUnit",
                "hours",
                "grace",
                "1",
                "graceUnit",
                "hours",
                "parent",
                parent);
    }

    private String page(UUID check) {
        return "/projects/" + project.id() + "/checks/" + key(check) + "/";
    }

    private static String key(UUID check) {
        return new CheckId(check).uniqueKey();
    }
}
