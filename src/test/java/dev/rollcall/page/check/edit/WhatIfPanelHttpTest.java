package dev.rollcall.page.check.edit;

import static dev.rollcall.signin.Visitor.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.Readers;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.Visitor;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/**
 * What the form of a check says about other settings, with and without scripts. One of six pings is 12 minutes late.
 */
@RollcallTest
class WhatIfPanelHttpTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Readers readers;

    private Projects.NewProject project;
    private UUID check;
    private String edit;
    private Visitor member;

    @BeforeEach
    void pingForHours() {
        clock.set(Instant.parse("2026-03-01T12:00:00Z"));
        project = fixtures.project();
        member = readers.signIn(project.id(), ProjectRole.MEMBER);
        check = fixtures.check(project, "{\"name\": \"backup\", \"timeout\": 3600, \"grace\": 3600}");
        edit = edit(check);
        for (String time : List.of("12:00", "13:12", "14:10", "15:05", "16:00", "17:00")) {
            clock.set(Instant.parse("2026-03-01T" + time + ":00Z"));
            fixtures.ping(check, "");
        }
    }

    @Test
    void thePageSaysAtOnceWhatThePresentSettingsWouldHaveDone() {
        assertThat(text(member.get(edit)))
                .contains("Would there have been false alarms?", "In the last 5 hours there would have been no alert.")
                .contains("99 of 100 were at most 12 minutes late", "Use 15 minutes");
    }

    @Test
    void eachAlertIsNamedWithItsTimeAndHowMuchWasMissing() {
        String answer =
                text(member.get(edit + "/what-if?kind=period&period=1&periodUnit=hours&grace=5&graceUnit=minutes"));

        assertThat(answer)
                .contains("In the last 5 hours there would have been 1 alert.", "In fact there was none.")
                .contains("datetime=\"2026-03-01T13:05:00Z\"", "no ping arrived in time", "up again 7 minutes later")
                .contains("With these settings: down once", "As it was: never down")
                // 65 of 300 minutes, in a line of 600, for 7 minutes.
                .contains("x=\"130.0\"", "width=\"14.0\"")
                .doesNotContain("<html");
    }

    @Test
    void theProposedGraceGoesIntoTheFormWithoutScripts() {
        MvcTestResult shown = member.submit(edit, edit + "?again=grace", with("30", "useGrace", "900"));

        assertThat(shown).hasStatusOk();
        assertThat(text(shown))
                .contains("value=\"15\"", "autofocus", "value=\"kept\"", "no alert")
                .doesNotContain("Use 15 minutes");
        assertThat(fixtures.show(project, check).get("grace").asLong()).isEqualTo(3600);
        assertThat(fixtures.show(project, check).get("name").asString()).isEqualTo("backup");
    }

    @Test
    void settingsAreTriedWithoutScriptsAndNotSaved() {
        assertThat(text(member.submit(edit, edit, with("5", "again", "what-if"))))
                .contains("there would have been 1 alert.", "value=\"kept\"", "value=\"5\"");
        assertThat(fixtures.show(project, check).get("grace").asLong()).isEqualTo(3600);
    }

    @Test
    void aHalfWrittenFormAndACheckWithoutPingsSaySo() {
        assertThat(text(member.get(edit + "/what-if?kind=period&period=&grace=5&graceUnit=minutes")))
                .contains("These settings are not valid yet.");
        UUID silent = fixtures.check(project, "{\"name\": \"silent\"}");
        assertThat(text(member.get(edit(silent)))).contains("No pings are stored yet");
    }

    @Test
    void aViewerCannotAsk() {
        Visitor viewer = readers.signIn(project.id(), ProjectRole.VIEWER);
        assertThat(viewer.get(edit + "/what-if?kind=period&period=1&periodUnit=hours"))
                .hasStatus(403);
    }

    private static String[] with(String graceMinutes, String more, String value) {
        return new String[] {
            "name",
            "kept",
            "kind",
            "period",
            "period",
            "1",
            "periodUnit",
            "hours",
            "grace",
            graceMinutes,
            "graceUnit",
            "minutes",
            more,
            value
        };
    }

    private String edit(UUID id) {
        return "/projects/" + project.id() + "/checks/" + new CheckId(id).uniqueKey() + "/edit";
    }
}
