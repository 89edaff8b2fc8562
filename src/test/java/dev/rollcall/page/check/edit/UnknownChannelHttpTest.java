package dev.rollcall.page.check.edit;

import static dev.rollcall.signin.Visitor.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.Readers;
import dev.rollcall.RollcallTest;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.channel.Channels;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.Visitor;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** A channel that was deleted while somebody filled in the form of a check. */
@RollcallTest
class UnknownChannelHttpTest {

    private static final String FAULT = "<p class=\"error\" id=\"channels-error\">";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Readers readers;

    @Autowired
    private Channels channels;

    private Projects.NewProject project;
    private String list;
    private UUID check;
    private String edit;
    private Visitor member;

    @BeforeEach
    void makeCheck() {
        project = fixtures.project();
        list = "/projects/" + project.id() + "/checks/";
        check = fixtures.check(project, "{\"name\": \"backup\"}");
        edit = list + new CheckId(check).uniqueKey() + "/edit";
        member = readers.signIn(project.id(), ProjectRole.MEMBER);
    }

    @Test
    void theFaultIsShownBesideTheChannelsAndAllElseStays() {
        String one = channel("one");
        String two = channel("two");
        JsonNode before = fixtures.show(project, check);

        for (String action : new String[] {edit, list}) {
            MvcTestResult refused = submit(action, "", one, UUID.randomUUID().toString());

            assertThat(refused).hasStatus(400);
            assertThat(channelsOf(refused))
                    .contains(FAULT, "aria-describedby=\"channels-error\"")
                    .contains("value=\"" + one + "\" checked")
                    .doesNotContain("value=\"" + two + "\" checked");
            assertThat(text(refused))
                    .contains("role=\"alert\"", "value=\"renamed\"", "value=\"db prod\"", ">nightly dump</textarea>")
                    .contains("value=\"expression\" checked", ">15 5 * * 1-5</textarea>", "value=\"Europe/Riga\"")
                    .containsPattern("name=\"grace\"[^>]* value=\"20\"")
                    .containsPattern("name=\"maxDuration\"[^>]* value=\"2\"")
                    .containsPattern("(?s)name=\"maxDurationUnit\"(?:(?!</select>).)*value=\"hours\"[^>]* selected")
                    .containsPattern("name=\"failureTolerance\"[^>]* value=\"3\"");
        }
        assertThat(fixtures.show(project, check)).isEqualTo(before);
        assertThat(channelsOf(member.get(edit))).doesNotContain("channels-error");
    }

    @Test
    void theFaultIsShownEvenIfNoChannelIsLeft() {
        assertThat(channelsOf(submit(edit, "", UUID.randomUUID().toString())))
                .contains(FAULT, "The project has no channels yet");
    }

    private MvcTestResult submit(String action, String... chosen) {
        String[] fields = {
            "name", "renamed", "tags", "db prod", "desc", "nightly dump", "kind", "expression", "schedule",
                    "15 5 * * 1-5",
            "tz", "Europe/Riga", "grace", "20", "graceUnit", "minutes", "maxDuration", "2", "maxDurationUnit", "hours",
            "failureTolerance", "3"
        };
        String[] all = Arrays.copyOf(fields, fields.length + 2 * chosen.length);
        for (int n = 0; n < chosen.length; n++) {
            all[fields.length + 2 * n] = "channels";
            all[fields.length + 2 * n + 1] = chosen[n];
        }
        return member.submit(edit, action, all);
    }

    private String channel(String name) {
        return channels.create(project.id(), Map.of("kind", "log", "name", name))
                .id()
                .toString();
    }

    /** The part of the page that chooses channels. */
    private static String channelsOf(MvcTestResult result) {
        String page = text(result);
        int at = page.indexOf("id=\"channels\"");
        return page.substring(at, page.indexOf("</section>", at));
    }
}
