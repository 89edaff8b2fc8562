package dev.rollcall.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.project.Projects;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** Channels of kind group. */
@RollcallTest
class GroupHttpTest {

    @Autowired
    private Fixtures fixtures;

    private Projects.NewProject project;
    private String ops;
    private String phones;

    @BeforeEach
    void makeChannels() {
        project = fixtures.project();
        ops = create("{\"kind\": \"log\", \"name\": \"ops\"}");
        phones = create("{\"kind\": \"log\", \"name\": \"phones\"}");
    }

    @Test
    void aSingleGroupShowsItsChannelsAndAListDoesNot() {
        String group = group(ops + ",phones");

        assertThat(members(group)).containsExactlyInAnyOrder(ops, phones);
        assertThat(fixtures.json(call(HttpMethod.GET, "", "")).toString()).doesNotContain("\"channels\":\"");
        assertThat(fixtures.json(call(HttpMethod.GET, ops, "")).has("channels")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'kind': 'group'}                          | is required",
                "{'kind': 'group', 'channels': ''}          | is required",
                "{'kind': 'group', 'channels': ['ops']}     | must be a string of at most 2100 characters",
                "{'kind': 'group', 'channels': 'ops,'}      | empty channel identifier",
                "{'kind': 'group', 'channels': 'ops,night'} | invalid channel identifier: night",
                "{'kind': 'group', 'channels': 'ops,team'}  | must not have a group"
            })
    void channelsThatCannotBeMembersAreAFault(String body, String fault) {
        group("phones");

        MvcTestResult refused = call(HttpMethod.POST, "", body.replace('\'', '"'));

        assertThat(refused).hasStatus(400);
        assertThat(fixtures.json(refused).at("/errors/channels").asString()).isEqualTo(fault);
        assertThat(fixtures.json(call(HttpMethod.GET, "", "")).get("channels")).hasSize(3);
    }

    @Test
    void aGroupHasAtMostTwentyChannels() {
        IntStream.range(0, 19).forEach(n -> create("{\"kind\": \"log\", \"name\": \"n" + n + "\"}"));
        String twenty = "ops," + IntStream.range(0, 19).mapToObj(n -> "n" + n).collect(Collectors.joining(","));

        assertThat(members(group(twenty))).hasSize(20);

        MvcTestResult refused = call(HttpMethod.POST, "", json(twenty + ",phones"));
        assertThat(fixtures.json(refused).at("/errors/channels").asString()).isEqualTo("must be at most 20 channels");
    }

    @Test
    void aChannelOfAnotherProjectIsUnknown() {
        Projects.NewProject stranger = fixtures.project();

        MvcTestResult refused = fixtures.call(HttpMethod.POST, "/api/v3/channels/", stranger.readWriteKey(), json(ops));

        assertThat(fixtures.json(refused).at("/errors/channels").asString())
                .isEqualTo("invalid channel identifier: " + ops);
    }

    @Test
    void theChannelsOfAGroupCanBeReplacedAndItsNameStays() {
        String group = group("ops");

        MvcTestResult changed = call(HttpMethod.POST, group, "{\"channels\": \"phones\"}");

        assertThat(fixtures.json(changed).get("channels").asString()).isEqualTo(phones);
        assertThat(fixtures.json(changed).get("name").asString()).isEqualTo("team");
        assertThat(members(group)).containsExactly(phones);
    }

    @Test
    void aRenamedGroupKeepsItsChannels() {
        String group = group("ops,phones");

        assertThat(fixtures.json(call(HttpMethod.POST, group, "{\"name\": \"all\"}"))
                        .get("name")
                        .asString())
                .isEqualTo("all");
        assertThat(members(group)).containsExactlyInAnyOrder(ops, phones);
    }

    @Test
    void aGroupCannotBecomeItsOwnMemberOrEmpty() {
        String group = group("ops");

        assertThat(fixtures.json(call(HttpMethod.POST, group, "{\"channels\": \"team\"}"))
                        .at("/errors/channels")
                        .asString())
                .isEqualTo("must not have a group");
        assertThat(fixtures.json(call(HttpMethod.POST, group, "{\"channels\": \"\"}"))
                        .at("/errors/channels")
                        .asString())
                .isEqualTo("is required");
        assertThat(members(group)).containsExactly(ops);
    }

    @Test
    void onlyAGroupHasChannelsToReplace() {
        MvcTestResult refused = call(HttpMethod.POST, ops, "{\"channels\": \"phones\"}");
        assertThat(fixtures.json(refused).at("/errors/channels").asString())
                .isEqualTo("cannot be changed; create another channel");
    }

    @Test
    void aDeletedChannelLeavesItsGroupsAndADeletedGroupLeavesItsChannels() {
        String group = group("ops,phones");

        assertThat(call(HttpMethod.DELETE, ops, "")).hasStatusOk();
        assertThat(members(group)).containsExactly(phones);

        assertThat(call(HttpMethod.DELETE, group, "")).hasStatusOk();
        assertThat(call(HttpMethod.GET, phones, "")).hasStatusOk();
    }

    private String group(String channels) {
        return create(json(channels));
    }

    private static String json(String channels) {
        return "{\"kind\": \"group\", \"name\": \"team\", \"channels\": \"" + channels + "\"}";
    }

    private List<String> members(String group) {
        JsonNode shown = fixtures.json(call(HttpMethod.GET, group, ""));
        return List.of(shown.get("channels").asString().split(","));
    }

    private String create(String body) {
        MvcTestResult created = call(HttpMethod.POST, "", body);
        assertThat(created).hasStatus(201);
        return fixtures.json(created).get("id").asString();
    }

    private MvcTestResult call(HttpMethod method, String id, String body) {
        return fixtures.call(method, "/api/v3/channels/" + id, project.readWriteKey(), body);
    }
}
