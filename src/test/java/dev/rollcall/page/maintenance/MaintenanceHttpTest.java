package dev.rollcall.page.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.Readers;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.mute.Mute;
import dev.rollcall.mute.Mutes;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.Visitor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** Maintenance windows and snoozes, without scripts. The reader's clock is that of Riga. */
@RollcallTest
class MaintenanceHttpTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Readers readers;

    @Autowired
    private Mutes mutes;

    private Projects.NewProject project;
    private String page;
    private Visitor member;

    @BeforeEach
    void makeProject() {
        clock.set(Instant.parse("2026-03-01T12:00:00Z"));
        project = fixtures.project();
        page = "/projects/" + project.id() + "/settings/maintenance/";
        member = readers.signIn(project.id(), ProjectRole.MEMBER);
    }

    @Test
    void aWindowOpensWhenTheReadersClockSaysSo() {
        UUID check = fixtures.check(project, "{\"name\": \"backup\"}");

        assertThat(once("Database move", "2026-03-01T22:00", "2026-03-01T23:00", "scope", "all"))
                .hasStatus(302)
                .hasHeader("Location", page + "?done=made");

        assertThat(text(page + "?done=made"))
                .contains(
                        "No window is open",
                        "Database move",
                        "opens in 8 hours",
                        "All checks",
                        "The window was created.")
                .contains("datetime=\"2026-03-01T20:00:00Z\"", "datetime=\"2026-03-01T21:00:00Z\"", "Europe/Riga");
        clock.set(Instant.parse("2026-03-01T20:30:00Z"));
        assertThat(text(page)).contains("One window is open", "closes in 30 minutes");
        assertThat(mute(check)).isNotNull();
        clock.set(Instant.parse("2026-03-01T21:00:00Z"));
        assertThat(text(page)).contains("No window is open", "Past");
        assertThat(mute(check)).isNull();
    }

    @Test
    void aRepeatedWindowIsShownInWords() {
        assertThat(repeated("Nightly", "0 2 * * 7", "Europe/Riga", "90", "tags", "db"))
                .hasStatus(302);

        assertThat(text(page))
                .contains("every Sunday at 02:00 Riga time, for 1 hour 30 minutes", "opens in 6 days", ">db<");
        assertThat(text(page + "preview?schedule=0 2 * * 7&tz=Europe/Riga&duration=2&durationUnit=hours"))
                .contains("every Sunday at 02:00 Riga time, for 2 hours", "Next time: Mar 8, 2026, 2:00:00")
                .doesNotContain("<html");
        assertThat(text(page + "preview?schedule=0 2&tz=Europe/Riga&duration=2"))
                .contains("It never opens.");
    }

    /**
     * A browser removes line breaks from the value of an input, and ends each line of a textarea with two characters.
     */
    @Test
    void linesStayApart() {
        fixtures.call(
                HttpMethod.POST,
                "/api/v3/maintenance-windows/",
                project.readWriteKey(),
                "{\"name\": \"Twice\", \"schedule\": \"Mon 02:00\\nTue 03:00\", \"duration\": 60, \"tags\": \"db\\nprod\"}");
        assertThat(text(page + window() + "/")).contains(">Mon 02:00\nTue 03:00</textarea>", "value=\"db prod\"");

        assertThat(repeated("Again", "Wed 02:00\r\nThu 03:00\r\n", "UTC", "90", "tags", "db"))
                .hasStatus(302);
        assertThat(windows())
                .extracting(window -> window.get("schedule").asString())
                .contains("Wed 02:00\nThu 03:00");
    }

    @Test
    void aWindowIsShownInItsFormAndChanged() {
        UUID backup = fixtures.check(project, "{\"name\": \"backup\"}");
        UUID mail = fixtures.check(project, "{\"name\": \"mail\"}");
        once("Move", "2026-03-01T22:00", "2026-03-01T23:00", "check", new CheckId(backup).uniqueKey());
        String form = page + window() + "/";

        assertThat(text(form))
                .contains("value=\"Move\"", "value=\"2026-03-01T22:00\"", "value=\"2026-03-01T23:00\"")
                .containsPattern("value=\"" + new CheckId(backup).uniqueKey() + "\"\\s+checked")
                .doesNotContainPattern("value=\"" + new CheckId(mail).uniqueKey() + "\"\\s+checked");
        assertThat(member.submit(
                        form,
                        form,
                        "name",
                        "Move on",
                        "kind",
                        "once",
                        "start",
                        "2026-03-01T13:00",
                        "end",
                        "2026-03-01T15:00",
                        "scope",
                        "some",
                        "check",
                        new CheckId(mail).uniqueKey()))
                .hasStatus(302)
                .hasHeader("Location", page + "?done=changed");

        assertThat(mute(mail)).extracting(Mute::name).isEqualTo("Move on");
        assertThat(mute(backup)).isNull();
        assertThat(text(page)).contains("Move on", "mail");
    }

    @Test
    void aDeletedWindowMutesNoLonger() {
        UUID check = fixtures.check(project, "{\"name\": \"backup\"}");
        once("Move", "2026-03-01T13:00", "2026-03-01T23:00", "scope", "all");
        String form = page + window() + "/";
        assertThat(mute(check)).isNotNull();

        assertThat(member.submit(form, form + "delete")).hasStatus(302);

        assertThat(mute(check)).isNull();
        assertThat(text(page)).doesNotContain("Move");
        assertThat(member.get(form)).hasStatus(404);
        assertThat(member.submit(page, form + "delete"))
                .as("the button pressed twice")
                .hasHeader("Location", page + "?done=deleted");
    }

    @Test
    void aFaultIsNamedAtItsFieldAndWhatWasWrittenStays() {
        MvcTestResult refused = once("Move", "2026-03-01T22:00", "2026-03-01T21:00", "tags", "");

        assertThat(refused).hasStatus(400);
        assertThat(Visitor.text(refused))
                .contains("value=\"Move\"", "value=\"2026-03-01T21:00\"", "is not after start")
                .contains("set checks, tags or all_checks");
        assertThat(repeated("", "61 2 * * *", "Europe/Atlantis", "x", "tags", "db"))
                .hasStatus(400)
                .bodyText()
                .contains("must have 1 to 100 characters", "is too small");
        assertThat(windows()).isEmpty();
    }

    @Test
    void theChecksOfALargeProjectAreFoundByNameWithoutScripts() {
        String chosen = new CheckId(fixtures.check(project, "{\"name\": \"zebra\"}")).uniqueKey();
        for (int n = 0; n < 52; n++) {
            fixtures.check(project, "{\"name\": \"job " + n + "\"}");
        }

        assertThat(text(page + "new")).contains("There are more.", "job 1").doesNotContain("zebra");
        assertThat(Visitor.text(member.submit(
                        page + "new", page, "again", "true", "find", "ZEB", "name", "kept", "scope", "some")))
                .contains("zebra", "value=\"kept\"")
                .doesNotContain("job 1");
        assertThat(text("/projects/" + project.id() + "/checks/choices?find=job 51&check=" + chosen))
                .containsPattern("value=\"" + chosen + "\"\\s+checked")
                .contains("job 51")
                .doesNotContain("job 50", "<html");
        assertThat(windows()).isEmpty();
    }

    @Test
    void aSnoozeIsListedAndEnded() {
        UUID check = fixtures.check(project, "{\"name\": \"backup\"}");
        fixtures.call(
                HttpMethod.POST, "/api/v3/checks/" + check + "/snooze", project.readWriteKey(), "{\"seconds\": 3600}");
        assertThat(text(page)).contains("backup", "Muted until Mar 1, 2026, 3:00:00");

        assertThat(member.submit(page, page + "snoozes/end", "key", new CheckId(check).uniqueKey()))
                .hasStatus(302)
                .hasHeader("Location", page + "?done=ended");

        assertThat(mute(check)).isNull();
        assertThat(text(page)).doesNotContain("backup");
        fixtures.call(HttpMethod.DELETE, "/api/v3/checks/" + check, project.readWriteKey(), "");
        assertThat(member.submit(page, page + "snoozes/end", "key", new CheckId(check).uniqueKey()))
                .as("somebody has deleted the check")
                .hasHeader("Location", page + "?done=ended");
    }

    @Test
    void aWindowOfAnotherProjectIsNeitherShownNorChanged() {
        once("Move", "2026-03-01T22:00", "2026-03-01T23:00", "scope", "all");
        Projects.NewProject other = fixtures.project();
        Visitor stranger = readers.signIn(other.id(), ProjectRole.OWNER);
        String theirs = "/projects/" + other.id() + "/settings/maintenance/" + window() + "/";

        assertThat(stranger.get(page)).hasStatus(404);
        assertThat(stranger.get(theirs)).hasStatus(404);
        stranger.submit("/account", theirs + "delete");
        assertThat(windows()).hasSize(1);
    }

    private MvcTestResult once(String name, String start, String end, String... more) {
        return send(List.of("kind", "once", "name", name, "start", start, "end", end), more);
    }

    private MvcTestResult repeated(String name, String schedule, String zone, String minutes, String... more) {
        return send(
                List.of(
                        "kind",
                        "repeated",
                        "name",
                        name,
                        "schedule",
                        schedule,
                        "tz",
                        zone,
                        "duration",
                        minutes,
                        "durationUnit",
                        "minutes"),
                more);
    }

    private MvcTestResult send(List<String> fields, String... more) {
        List<String> all = new ArrayList<>(fields);
        all.addAll(List.of(more));
        if (!all.contains("scope")) {
            all.addAll(List.of("scope", "some"));
        }
        return member.submit(page + "new", page, all.toArray(String[]::new));
    }

    private @Nullable Mute mute(UUID check) {
        return mutes.of(List.of(new CheckId(check)), clock.instant()).get(new CheckId(check));
    }

    private String window() {
        return windows().get(0).get("id").asString();
    }

    private List<JsonNode> windows() {
        List<JsonNode> windows = new ArrayList<>();
        fixtures.json(fixtures.call(HttpMethod.GET, "/api/v3/maintenance-windows/", project.readWriteKey(), ""))
                .get("maintenance_windows")
                .forEach(windows::add);
        return windows;
    }

    private String text(String path) {
        MvcTestResult result = member.get(path);
        assertThat(result).hasStatusOk();
        return Visitor.text(result);
    }
}
