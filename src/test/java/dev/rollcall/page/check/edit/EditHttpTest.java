package dev.rollcall.page.check.edit;

import static dev.rollcall.signin.Visitor.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.Readers;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.channel.Channels;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.Visitor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** The forms that make and change a check, without scripts. */
@RollcallTest
class EditHttpTest {

    private static final String[] CRON = {
        "kind", "expression", "schedule", "15 5 * * 1-5", "tz", "Europe/Riga", "grace", "20", "graceUnit", "minutes"
    };

    private static final Pattern INPUT =
            Pattern.compile("<input (?![^>]*type=)[^>]*name=\"(\\w+)\"[^>]* value=\"([^\"]*)\"");
    private static final Pattern CHOICE = Pattern.compile(
            "<select [^>]*name=\"(\\w+)\"[^>]*>(?:(?!</select>).)*<option [^>]*value=\"(\\w+)\"[^>]* selected",
            Pattern.DOTALL);

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Readers readers;

    @Autowired
    private Channels channels;

    private Projects.NewProject project;
    private Visitor member;

    @BeforeEach
    void makeProject() {
        clock.set(Instant.parse("2026-03-01T12:00:00Z"));
        project = fixtures.project();
        member = readers.signIn(project.id(), ProjectRole.MEMBER);
    }

    @Test
    void aNewCheckIsMadeAndItsPageFollows() {
        MvcTestResult made = member.submit(
                list("new"),
                list(""),
                with(CRON, "name", "backup", "tags", "db prod", "maxDuration", "90", "maxDurationUnit", "minutes"));

        assertThat(made).hasStatus(302);
        JsonNode check = fixtures.show(project, only());
        assertThat(made).hasHeader("Location", list(new CheckId(only()).uniqueKey() + "/"));
        assertThat(check.get("name").asString()).isEqualTo("backup");
        assertThat(check.get("schedule").asString()).isEqualTo("15 5 * * 1-5");
        assertThat(check.get("tz").asString()).isEqualTo("Europe/Riga");
        assertThat(check.get("grace").asLong()).isEqualTo(1200);
        assertThat(check.get("max_duration").asLong()).isEqualTo(5400);
    }

    @Test
    void theFormOfACheckSavedAsItIsChangesNothing() {
        UUID check = fixtures.check(
                project,
                "{\"name\": \"a\", \"tags\": \"b c\", \"desc\": \"d\", \"timeout\": 900, \"grace\": 86400, \"failure_tolerance\": 2}");
        JsonNode before = fixtures.show(project, check);
        String form = text(member.get(edit(check)));

        assertThat(form).contains("value=\"15\"", "value=\"2\"", "<textarea", ">d</textarea>");
        assertThat(member.submit(
                        edit(check),
                        edit(check),
                        "name",
                        "a",
                        "tags",
                        "b c",
                        "desc",
                        "d",
                        "kind",
                        "period",
                        "period",
                        "15",
                        "periodUnit",
                        "minutes",
                        "grace",
                        "1",
                        "graceUnit",
                        "days",
                        "failureTolerance",
                        "2",
                        "recoveryTolerance",
                        "1"))
                .hasStatus(302);
        assertThat(fixtures.show(project, check)).isEqualTo(before);
    }

    /** The API takes each time in seconds, and a form that is saved sends each of its fields back. */
    @ParameterizedTest
    @ValueSource(ints = {30, 90, 3600, 90_061})
    void timesOfOddSecondsAreSavedAsTheyAre(int seconds) {
        UUID check = fixtures.check(project, """
                {"timeout": %1$d, "grace": %1$d, "max_duration": %2$d, "min_duration": %3$d}
                """.formatted(seconds + 60, seconds, seconds - 1));
        JsonNode before = fixtures.show(project, check);

        assertThat(member.submit(edit(check), edit(check), fields(text(member.get(edit(check))))))
                .hasStatus(302);
        assertThat(fixtures.show(project, check)).isEqualTo(before);
    }

    @Test
    void theLongestDurationIsRemovedOnlyIfItsFieldIsEmptied() {
        UUID check = fixtures.check(project, "{\"max_duration\": 90}");
        assertThat(text(member.get(edit(check)))).containsPattern("name=\"maxDuration\"[^>]* value=\"90\"");

        member.submit(edit(check), edit(check), with(CRON, "maxMinutes", "1"));
        assertThat(fixtures.show(project, check).get("max_duration").asLong())
                .as("by a form that was opened before the field had a unit")
                .isEqualTo(90);
        assertThat(member.submit(edit(check), edit(check), with(CRON, "maxDuration", "x", "maxDurationUnit", "hours")))
                .hasStatus(400)
                .bodyText()
                .containsPattern("name=\"maxDuration\"[^>]* value=\"x\" aria-invalid=\"true\"");
        member.submit(edit(check), edit(check), with(CRON, "maxDuration", " ", "maxDurationUnit", "hours"));
        assertThat(fixtures.show(project, check).has("max_duration")).isFalse();
    }

    @Test
    void aFaultIsNamedAtItsFieldAndWhatWasWrittenStays() {
        MvcTestResult refused = member.submit(
                list("new"),
                list(""),
                "name",
                "backup",
                "kind",
                "expression",
                "schedule",
                "61 5 * * *",
                "tz",
                "Europe/Atlantis",
                "grace",
                "x",
                "graceUnit",
                "hours",
                "failureTolerance",
                "99999999");

        assertThat(refused).hasStatus(400);
        assertThat(text(refused))
                .contains("role=\"alert\"", "value=\"backup\"", ">61 5 * * *</textarea>", "value=\"Europe/Atlantis\"")
                .containsPattern("value=\"x\" aria-invalid=\"true\"");
        assertThat(text(member.submit(list("new"), list(""), with(CRON, "desc", "x".repeat(10_001)))))
                .contains("id=\"desc-error\"", "is too long; at most 10000 characters");
        assertThat(text(member.submit(list("new"), list(""), with(CRON, "schedule", "61 5 * * *"))))
                .contains("is not a valid cron or OnCalendar expression");
    }

    /**
     * A browser removes line breaks from the value of an input, and ends each line of a textarea with two characters.
     */
    @Test
    void linesStayApart() {
        UUID check = fixtures.check(
                project,
                "{\"tags\": \"db\\nprod\", \"desc\": \"one\\ntwo\", \"schedule\": \"Mon 05:00\\nTue 06:00\", \"tz\": \"UTC\"}");
        assertThat(text(member.get(edit(check))))
                .contains("value=\"db prod\"", ">one\ntwo</textarea>", ">Mon 05:00\nTue 06:00</textarea>");

        String[] fields = with(CRON, "tags", "db prod", "desc", "one\r\ntwo");
        fields[3] = "Mon 05:00\r\nTue 06:00\r\n";
        assertThat(member.submit(edit(check), edit(check), fields)).hasStatus(302);

        JsonNode saved = fixtures.show(project, check);
        assertThat(saved.get("desc").asString()).isEqualTo("one\ntwo");
        assertThat(saved.get("schedule").asString()).isEqualTo("Mon 05:00\nTue 06:00");
    }

    @Test
    void theFormChoosesTheChannelsOfACheck() {
        String one = channels.create(project.id(), Map.of("kind", "log", "name", "one"))
                .id()
                .toString();
        String two = channels.create(project.id(), Map.of("kind", "log", "name", "two"))
                .id()
                .toString();
        String form = text(member.get(list("new")));
        assertThat(form).contains("value=\"" + one + "\" checked", "value=\"" + two + "\" checked");

        member.submit(list("new"), list(""), with(CRON, "name", "a", "channels", "", "channels", two));
        assertThat(fixtures.show(project, only()).get("channels").asString()).isEqualTo(two);
        assertThat(text(member.get(edit(only()))))
                .contains("value=\"" + two + "\" checked")
                .doesNotContain("value=\"" + one + "\" checked");

        member.submit(edit(only()), edit(only()), with(CRON, "name", "a", "channels", ""));
        assertThat(fixtures.show(project, only()).get("channels").asString()).isEmpty();
        member.submit(edit(only()), edit(only()), with(CRON, "name", "a", "channels", one, "channels", two));
        assertThat(fixtures.show(project, only()).get("channels").asString()).contains(one, two);
        assertThat(member.submit(
                        edit(only()),
                        edit(only()),
                        with(CRON, "channels", UUID.randomUUID().toString())))
                .hasStatus(400);
    }

    @Test
    void aFormThatDoesNotAskUsesAllChannels() {
        String one = channels.create(project.id(), Map.of("kind", "log", "name", "one"))
                .id()
                .toString();
        member.submitDailyCheck(list(""), list(""), "a");
        assertThat(fixtures.show(project, only()).get("channels").asString()).isEqualTo(one);
    }

    @Test
    void theNextTenRunsAreShownOnAClockOfTheirZone() {
        String runs = text(member.get(
                list("next-runs?kind=expression&schedule=15 5 * * 1-5&tz=Europe/Riga&grace=1&graceUnit=hours")));

        assertThat(runs)
                .contains("every weekday at 05:15 Riga time", "datetime=\"2026-03-02T03:15:00Z\"", "Mon Mar 2, 2026")
                .doesNotContain("<html");
        assertThat(runs.split("<li").length - 1).isEqualTo(10);
        assertThat(text(member.get(list("next-runs?kind=expression&tz=UTC&schedule=Mon 05:00\r\nTue 06:00\r\n"))))
                .contains("datetime=\"2026-03-02T05:00:00Z\"", "datetime=\"2026-03-03T06:00:00Z\"");
        assertThat(text(member.get(list("next-runs?kind=expression&schedule=15 5&tz=Europe/Riga"))))
                .contains("cannot be read");
        assertThat(text(member.get(list("next-runs?kind=period&period=15&periodUnit=minutes"))))
                .contains("datetime=\"2026-03-01T12:15:00Z\"", "datetime=\"2026-03-01T14:30:00Z\"");
    }

    @Test
    void theFirstCheckNeedsOnlyItsName() {
        String empty = text(member.get(list("")));
        assertThat(empty).containsPattern("name=\"period\"[^>]* value=\"1\"");

        member.submitDailyCheck(list(""), list(""), "my first job");

        assertThat(fixtures.show(project, only()).get("timeout").asLong()).isEqualTo(86_400);
    }

    @Test
    void aViewerMayNotMakeOrChangeAnything() {
        UUID check = fixtures.check(project, "{\"name\": \"a\"}");
        Visitor viewer = readers.signIn(project.id(), ProjectRole.VIEWER);

        assertThat(viewer.submit("/account", list(""), with(CRON, "name", "b"))).hasStatus(403);
        assertThat(viewer.submit("/account", edit(check), with(CRON, "name", "b")))
                .hasStatus(403);
        assertThat(fixtures.show(project, check).get("name").asString()).isEqualTo("a");
    }

    private UUID only() {
        return fixtures.jdbc()
                .sql("SELECT id FROM checks WHERE project_id = :project")
                .param("project", project.id().value())
                .query(UUID.class)
                .single();
    }

    private String list(String rest) {
        return "/projects/" + project.id() + "/checks/" + rest;
    }

    private String edit(UUID check) {
        return list(new CheckId(check).uniqueKey() + "/edit");
    }

    /** What a browser sends of a page whose form was not touched: the texts, numbers, choices and their units. */
    private static String[] fields(String page) {
        List<String> fields = new ArrayList<>();
        Matcher input = INPUT.matcher(page);
        while (input.find()) {
            fields.addAll(List.of(input.group(1), input.group(2)));
        }
        Matcher choice = CHOICE.matcher(page);
        while (choice.find()) {
            fields.addAll(List.of(choice.group(1), choice.group(2)));
        }
        assertThat(fields).contains("period", "periodUnit", "grace", "minSeconds");
        return fields.toArray(String[]::new);
    }

    private static String[] with(String[] fields, String... more) {
        String[] all = Arrays.copyOf(fields, fields.length + more.length);
        System.arraycopy(more, 0, all, fields.length, more.length);
        return all;
    }
}
