package dev.rollcall.page.maintenance;

import static dev.rollcall.signin.Visitor.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.Readers;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.Visitor;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

/** When summer time ends, the reader's clock in Riga shows the hour from 03:00 twice: from 00:00 and from 01:00 UTC. */
@RollcallTest
class RepeatedHourHttpTest {

    private static final Pattern TIME = Pattern.compile("name=\"(?:start|end)\"[^>]* value=\"([^\"]*)\"");

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Readers readers;

    private Projects.NewProject project;
    private String page;
    private Visitor member;

    @BeforeEach
    void makeProject() {
        clock.set(Instant.parse("2026-10-24T12:00:00Z"));
        project = fixtures.project();
        page = "/projects/" + project.id() + "/settings/maintenance/";
        member = readers.signIn(project.id(), ProjectRole.MEMBER);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-24T23:30:00Z, 2026-10-25T00:30:00Z, 2026-10-25T02:30, 2026-10-25T03:30",
        "2026-10-24T23:30:00Z, 2026-10-25T01:30:00Z, 2026-10-25T02:30, 2026-10-25T03:30",
        "2026-10-25T01:15:10Z, 2026-10-25T01:45:00Z, 2026-10-25T03:15:10, 2026-10-25T03:45",
        "2026-10-25T00:45:00Z, 2026-10-25T01:15:00Z, 2026-10-25T03:45, 2026-10-25T03:15",
    })
    void aWindowThatIsSavedUnchangedStaysWhereItIs(Instant start, Instant end, String shownStart, String shownEnd) {
        String form = make(start, end);
        Matcher shown = TIME.matcher(text(member.get(form)));
        assertThat(shown.results().map(field -> field.group(1))).containsExactly(shownStart, shownEnd);

        save(form, "Renamed", shownStart, shownEnd);

        assertThat(window("name")).isEqualTo("Renamed");
        assertThat(instant("start")).isEqualTo(start);
        assertThat(instant("end")).isEqualTo(end);
    }

    @Test
    void aTimeThatIsChangedIsTheFirstOfTheTwo() {
        String form = make(Instant.parse("2026-10-24T23:30:00Z"), Instant.parse("2026-10-25T01:30:00Z"));

        save(form, "Move", "2026-10-25T02:30", "2026-10-25T03:40");

        assertThat(instant("start")).isEqualTo("2026-10-24T23:30:00Z");
        assertThat(instant("end")).isEqualTo("2026-10-25T00:40:00Z");
    }

    /** Returns the path of its form. */
    private String make(Instant start, Instant end) {
        assertThat(fixtures.call(
                        HttpMethod.POST,
                        "/api/v3/maintenance-windows/",
                        project.readWriteKey(),
                        "{\"name\": \"Move\", \"start\": \"%s\", \"end\": \"%s\", \"all_checks\": true}"
                                .formatted(start, end)))
                .hasStatus(201);
        return page + window("id") + "/";
    }

    private void save(String form, String name, String start, String end) {
        assertThat(member.submit(form, form, "name", name, "kind", "once", "start", start, "end", end, "scope", "all"))
                .hasStatus(302)
                .hasHeader("Location", page + "?done=changed");
    }

    private Instant instant(String field) {
        return OffsetDateTime.parse(window(field)).toInstant();
    }

    private String window(String field) {
        return fixtures.json(fixtures.call(HttpMethod.GET, "/api/v3/maintenance-windows/", project.readWriteKey(), ""))
                .get("maintenance_windows")
                .get(0)
                .get(field)
                .asString();
    }
}
