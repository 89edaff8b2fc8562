package dev.rollcall.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

@RollcallTest
class ChannelHttpTest {

    private static final String CHANNELS = "/api/v3/channels/";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Channels channels;

    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        project = fixtures.project();
        clock.set(Instant.parse("2026-03-01T12:00:00Z"));
    }

    @Test
    void aWebhookNeedsOnlyAUrl() {
        UUID id = make("{\"kind\": \"webhook\", \"name\": \"ops\", \"url\": \"https://example.org/hook\"}");

        ChannelView kept = channels.find(id).orElseThrow();
        assertThat(kept.kind()).isEqualTo("webhook");
        assertThat(kept.name()).isEqualTo("ops");
        assertThat(kept.project()).isEqualTo(project.id());
        assertThat(kept.config())
                .containsEntry("url_down", "https://example.org/hook")
                .containsEntry("url_up", "https://example.org/hook")
                .containsEntry("method_down", "POST")
                .containsEntry("method_up", "POST");
    }

    @Test
    void theLongFormOfAWebhookIsKeptAsWritten() {
        UUID id = make("""
                {"kind": "webhook", "url_down": "https://example.org/$CODE", "method_down": "PUT",
                 "headers_down": {"X-Token": "$NAME"}, "body_down": "$STATUS"}
                """);

        assertThat(channels.find(id).orElseThrow().config())
                .containsEntry("url_down", "https://example.org/$CODE")
                .containsEntry("method_down", "PUT")
                .containsEntry("headers_down", Map.of("X-Token", "$NAME"))
                .containsEntry("body_down", "$STATUS")
                .doesNotContainKey("url_up");
    }

    @Test
    void everyKindHasTheFieldsThatSayWhichAlertsItGets() {
        UUID log = make("{\"kind\": \"log\", \"escalate_after\": 600}");
        UUID webhook = make("{\"kind\": \"webhook\", \"url\": \"https://example.org/\", \"flap_limit\": 5}");

        assertThat(channels.find(log).orElseThrow().escalateAfter()).contains(Duration.ofMinutes(10));
        ChannelView limited = channels.find(webhook).orElseThrow();
        assertThat(limited.flapLimit()).hasValue(5);
        assertThat(limited.flapQuiet()).isEqualTo(Duration.ofMinutes(15));
        assertThat(limited.escalateAfter()).isEmpty();
    }

    @Test
    void onlyTheAnswerToCreatingAChannelShowsItsSigningSecret() {
        MvcTestResult created = post("{\"kind\": \"log\", \"name\": \"journal\"}");

        assertThat(created).hasStatus(201);
        JsonNode channel = fixtures.json(created);
        assertThat(channel.propertyNames()).containsExactlyInAnyOrder("id", "name", "kind", "signing_secret");
        assertThat(channel.get("signing_secret").asString()).startsWith("whsec_");
        String id = channel.get("id").asString();
        for (JsonNode shown : List.of(list(project).get(0), fixtures.json(delete(id, project)))) {
            assertThat(shown.propertyNames()).containsExactlyInAnyOrder("id", "name", "kind");
            assertThat(shown.get("id").asString()).isEqualTo(id);
            assertThat(shown.get("name").asString()).isEqualTo("journal");
            assertThat(shown.get("kind").asString()).isEqualTo("log");
        }
    }

    @Test
    void channelsAreListedInOrderOfCreationWithoutTheirAddresses() {
        make("{\"kind\": \"log\", \"name\": \"one\"}");
        clock.advance(Duration.ofSeconds(1));
        make("{\"kind\": \"webhook\", \"name\": \"two\", \"url\": \"https://example.org/token\"}");

        JsonNode listed = list(project);

        assertThat(listed.valueStream().map(channel -> channel.get("name").asString()))
                .containsExactly("one", "two");
        assertThat(listed.toString()).doesNotContain("example.org");
    }

    @Test
    void aDeletedChannelIsGoneAndRemovedFromItsChecks() {
        UUID gone = make("{\"kind\": \"log\", \"name\": \"gone\"}");
        UUID kept = make("{\"kind\": \"log\", \"name\": \"kept\"}");
        UUID check = fixtures.check(project, "{\"channels\": \"*\"}");
        assertThat(assigned(check)).containsExactlyInAnyOrder(gone, kept);

        assertThat(delete(gone.toString(), project)).hasStatusOk();

        assertThat(assigned(check)).containsExactly(kept);
        assertThat(list(project)).hasSize(1);
        assertThat(delete(gone.toString(), project)).hasStatus(404);
    }

    @Test
    void aChannelThatIsUnknownOrOfAnotherProjectIsNotFound() {
        UUID id = make("{\"kind\": \"log\"}");
        Projects.NewProject stranger = fixtures.project();

        for (MvcTestResult refused :
                List.of(delete(UUID.randomUUID().toString(), project), delete(id.toString(), stranger))) {
            assertThat(refused).hasStatus(404).hasContentType("application/problem+json");
            assertThat(fixtures.json(refused).get("type").asString()).isEqualTo("/problems/channel-not-found");
        }

        assertThat(list(stranger)).isEmpty();
        assertThat(list(project)).hasSize(1);
    }

    @Test
    void anInvalidIdIsTreatedAsAnUnknownChannel() {
        assertThat(delete("garbage", project).getResponse().getStatus()).isBetween(400, 404);
    }

    @Test
    void aReadOnlyKeyCannotSeeCreateOrDeleteChannels() {
        UUID id = make("{\"kind\": \"log\"}");
        String key = project.readOnlyKey();

        assertThat(fixtures.call(HttpMethod.GET, CHANNELS, key, "")).hasStatus(401);
        assertThat(fixtures.call(HttpMethod.POST, CHANNELS, key, "{\"kind\": \"log\"}"))
                .hasStatus(401);
        assertThat(fixtures.call(HttpMethod.DELETE, CHANNELS + id, key, "")).hasStatus(401);

        assertThat(list(project)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                                     | kind",
                "{\"kind\": \"pigeon\"}                                                 | kind",
                "{\"kind\": 1}                                                          | kind",
                "{\"kind\": \"log\", \"name\": 1}                                       | name",
                "{\"kind\": \"log\", \"name\": null}                                    | name",
                "{\"kind\": \"log\", \"name\": \"a\\u0000b\"}                           | name",
                "{\"kind\": \"webhook\"}                                                | url",
                "{\"kind\": \"webhook\", \"url\": \"example.org\"}                      | url",
                "{\"kind\": \"webhook\", \"url\": \"ftp://example.org\"}                | url",
                "{\"kind\": \"webhook\", \"url\": 1}                                    | url",
                "{\"kind\": \"webhook\", \"url_down\": \"x\"}                           | url_down",
                "{\"kind\": \"webhook\", \"url_up\": \"x\"}                             | url_up",
                "{\"kind\": \"webhook\", \"url\": \"http://a.b\", \"method_up\": \"X\"} | method_up",
                "{\"kind\": \"webhook\", \"url\": \"http://a.b\", \"body_down\": 1}     | body_down",
                "{\"kind\": \"webhook\", \"url\": \"http://a.b\", \"headers_up\": 1}    | headers_up",
                "{\"kind\": \"webhook\", \"url\": \"http://a.b\", \"headers_up\": {\"a b\": \"c\"}} | headers_up"
            })
    void anInvalidFieldIsNamedAndNothingIsCreated(String body, String field) {
        MvcTestResult refused = post(body);

        assertThat(refused).hasStatus(400).hasContentType("application/problem+json");
        assertThat(fixtures.json(refused).get("errors").propertyNames()).containsExactly(field);
        assertThat(list(project)).isEmpty();
    }

    @Test
    void everyInvalidFieldIsNamedAtOnce() {
        JsonNode errors = fixtures.json(post("""
                        {"kind": "webhook", "name": "%s", "url_down": "x", "method_down": "x", "url_up": "y"}
                        """.formatted("n".repeat(101)))).get("errors");

        assertThat(errors.propertyNames()).containsExactlyInAnyOrder("name", "url_down", "method_down", "url_up");
    }

    @Test
    void anUnknownKindIsAnsweredWithTheKnownOnes() {
        assertThat(fixtures.json(post("{\"kind\": \"pigeon\"}"))
                        .get("errors")
                        .get("kind")
                        .asString())
                .startsWith("must be one of alertmanager, apprise, ")
                .endsWith(", teams, telegram, webhook");
    }

    @Test
    void aCheckGetsAllChannelsOrNoneOrThoseItNames() {
        UUID one = make("{\"kind\": \"log\", \"name\": \"one\"}");
        clock.advance(Duration.ofSeconds(1));
        UUID two = make("{\"kind\": \"log\", \"name\": \"number two\"}");
        clock.advance(Duration.ofSeconds(1));
        UUID three = make("{\"kind\": \"log\", \"name\": \"three\"}");

        assertThat(assignedTo("*")).containsExactlyInAnyOrder(one, two, three);
        assertThat(assignedTo("")).isEmpty();
        assertThat(assignedTo(two.toString())).containsExactly(two);
        assertThat(assignedTo("number two")).containsExactly(two);
        assertThat(assignedTo(three + "," + one)).containsExactlyInAnyOrder(one, three);
        assertThat(assignedTo("one,three")).containsExactlyInAnyOrder(one, three);
        assertThat(assignedTo("three," + one)).containsExactlyInAnyOrder(one, three);
        assertThat(assignedTo("one,one," + one)).containsExactly(one);
    }

    @Test
    void anUpdateReplacesTheChannelsOnlyIfItNamesThem() {
        UUID one = make("{\"kind\": \"log\", \"name\": \"one\"}");
        UUID two = make("{\"kind\": \"log\", \"name\": \"two\"}");
        UUID check = fixtures.check(project, "{\"channels\": \"one\"}");

        update(check, "{\"channels\": \"two\"}", 200);
        assertThat(assigned(check)).containsExactly(two);
        update(check, "{\"name\": \"renamed\"}", 200);
        assertThat(assigned(check)).containsExactly(two);
        update(check, "{\"channels\": \"two,one\"}", 200);
        assertThat(assigned(check)).containsExactlyInAnyOrder(one, two);
        update(check, "{\"channels\": \"\"}", 200);
        assertThat(assigned(check)).isEmpty();
    }

    @Test
    void anUnknownAmbiguousOrEmptyChannelNameIsRefused() {
        UUID own = make("{\"kind\": \"log\", \"name\": \"own\"}");
        make("{\"kind\": \"log\", \"name\": \"twin\"}");
        make("{\"kind\": \"log\", \"name\": \"twin\"}");
        make("{\"kind\": \"log\", \"name\": \"\"}");
        UUID foreign = UUID.fromString(fixtures.json(fixtures.call(
                        HttpMethod.POST,
                        CHANNELS,
                        fixtures.project().readWriteKey(),
                        "{\"kind\": \"log\", \"name\": \"foreign\"}"))
                .get("id")
                .asString());
        UUID check = fixtures.check(project, "{\"channels\": \"own\"}");

        for (String[] fault : new String[][] {
            {"nobody", "invalid channel identifier: nobody"},
            {"twin", "non-unique channel identifier: twin"},
            {"own,twin", "non-unique channel identifier: twin"},
            {"own,", "empty channel identifier"},
            {",", "empty channel identifier"},
            {"own, own", "invalid channel identifier:  own"},
            {" ", "invalid channel identifier:  "},
            {"foreign", "invalid channel identifier: foreign"},
            {foreign.toString(), "invalid channel identifier: " + foreign}
        }) {
            MvcTestResult refused = update(check, "{\"name\": \"x\", \"channels\": \"" + fault[0] + "\"}", 400);
            assertThat(fixtures.json(refused).get("error").asString())
                    .as(fault[0])
                    .isEqualTo(fault[1]);
            assertThat(fixtures.json(refused).get("errors").get("channels").asString())
                    .as(fault[0])
                    .isEqualTo(fault[1]);
        }

        assertThat(assigned(check)).containsExactly(own);
        assertThat(fixtures.show(project, check).get("name").asString()).isEmpty();
    }

    @Test
    void theChannelsOfACheckAreInAscendingOrderOfTheirIds() {
        List<String> ids = Stream.generate(() -> make("{\"kind\": \"log\"}").toString())
                .limit(12)
                .sorted()
                .toList();
        UUID check = fixtures.check(project, "{\"channels\": \"*\"}");
        for (String version : List.of("v1", "v2", "v3")) {
            String path = "/api/" + version + "/checks/";
            for (JsonNode shown : List.of(
                    fixtures.json(fixtures.call(HttpMethod.GET, path, project.readWriteKey(), ""))
                            .get("checks")
                            .get(0),
                    fixtures.json(fixtures.call(HttpMethod.GET, path + check, project.readWriteKey(), "")),
                    fixtures.json(fixtures.call(HttpMethod.POST, path + check, project.readWriteKey(), "{}")))) {
                assertThat(shown.get("channels").asString()).as(version).isEqualTo(String.join(",", ids));
            }
        }
    }

    private UUID make(String fields) {
        MvcTestResult created = post(fields);
        assertThat(created).hasStatus(201);
        return UUID.fromString(fixtures.json(created).get("id").asString());
    }

    private MvcTestResult post(String fields) {
        return fixtures.call(HttpMethod.POST, CHANNELS, project.readWriteKey(), fields);
    }

    private MvcTestResult delete(String id, Projects.NewProject owner) {
        return fixtures.call(HttpMethod.DELETE, CHANNELS + id, owner.readWriteKey(), "");
    }

    private JsonNode list(Projects.NewProject owner) {
        return fixtures.json(fixtures.call(HttpMethod.GET, CHANNELS, owner.readWriteKey(), ""))
                .get("channels");
    }

    private MvcTestResult update(UUID check, String fields, int status) {
        MvcTestResult updated =
                fixtures.call(HttpMethod.POST, "/api/v3/checks/" + check, project.readWriteKey(), fields);
        assertThat(updated).as(fields).hasStatus(status);
        return updated;
    }

    private List<UUID> assignedTo(String names) {
        return assigned(fixtures.check(project, "{\"channels\": \"" + names + "\"}"));
    }

    private List<UUID> assigned(UUID check) {
        String text = fixtures.show(project, check).get("channels").asString();
        return text.isEmpty()
                ? List.of()
                : List.of(text.split(",")).stream().map(UUID::fromString).toList();
    }
}
