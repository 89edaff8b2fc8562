package dev.rollcall.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.KindCatalog;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.channel.field.TextFields;
import dev.rollcall.project.Projects;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The settings of a channel can be changed, and its secrets stay secret. */
@RollcallTest
class ChannelSettingsHttpTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Channels channels;

    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        project = fixtures.project();
    }

    @Test
    void aMissingSettingStaysAsItIs() {
        String gotify = make("\"kind\": \"gotify\", \"base_url\": \"https://a.example\", \"token\": \"t1\"");

        assertThat(change(gotify, "{\"remind\": \"daily\", \"priority\": 3}")).hasStatusOk();

        assertThat(config(gotify))
                .containsEntry("base_url", "https://a.example")
                .containsEntry("token", "t1")
                .containsEntry("remind", "daily")
                .containsEntry("priority", 3);
    }

    @Test
    void anEmptySettingIsRemovedOrTakesItsDefault() {
        String ntfy =
                make("\"kind\": \"ntfy\", \"topic\": \"t\", \"token\": \"tk\", \"priority\": 2, \"remind\": \"daily\"");

        assertThat(change(ntfy, "{\"token\": \"\", \"priority\": \"\", \"remind\": \"\"}"))
                .hasStatusOk();

        assertThat(config(ntfy))
                .containsEntry("priority", 4)
                .containsEntry("topic", "t")
                .doesNotContainKeys("token", "remind");
    }

    /** A missing setting stays unchanged, and an empty one is removed. */
    @ParameterizedTest
    @MethodSource("kinds")
    void nullIsRefusedForEveryFieldOfEveryKind(String kind) {
        String fields = Stream.concat(
                        Stream.of("name"),
                        TextFields.with(KindCatalog.find(kind).orElseThrow()).stream()
                                .map(Field::name))
                .map(name -> "\"" + name + "\": null")
                .collect(Collectors.joining(", "));
        MvcTestResult refused = fixtures.call(
                HttpMethod.POST,
                "/api/v3/channels/",
                project.readWriteKey(),
                "{\"kind\": \"" + kind + "\", " + fields + "}");
        assertThat(faults(refused)).hasSize(fields.split(", ").length).containsEntry("name", "must not be null");
    }

    @Test
    void nullChangesNothing() {
        String hook = make("\"kind\": \"webhook\", \"url\": \"https://a.example/1\"");
        Map<String, Object> before = config(hook);

        assertThat(faults(change(hook, "{\"url\": null, \"body_up\": null, \"name\": \"x\"}")))
                .containsOnlyKeys("url", "body_up");
        assertThat(config(hook)).isEqualTo(before);
    }

    static Stream<String> kinds() {
        return KindCatalog.all().stream().map(KindDefinition::name);
    }

    @Test
    void anInvalidOrMissingSettingIsNamedAndNothingIsChanged() {
        String gotify = make("\"kind\": \"gotify\", \"base_url\": \"https://a.example\", \"token\": \"t1\"");
        Map<String, Object> before = config(gotify);

        assertThat(faults(change(gotify, "{\"priority\": 11, \"token\": \"\"}")))
                .containsOnlyKeys("priority", "token")
                .containsEntry("token", "is required");
        assertThat(config(gotify)).isEqualTo(before);
    }

    /** Otherwise a person who may not read a token could send it to a server of their own. */
    @Test
    void aNewAddressNeedsTheSecretsAgain() {
        String gotify = make("\"kind\": \"gotify\", \"base_url\": \"https://a.example\", \"token\": \"t1\"");

        assertThat(faults(change(gotify, "{\"base_url\": \"https://b.example\"}")))
                .containsOnlyKeys("token");
        assertThat(config(gotify)).containsEntry("base_url", "https://a.example");
        assertThat(change(gotify, "{\"base_url\": \"https://b.example\", \"token\": \"t2\"}"))
                .hasStatusOk();
        assertThat(config(gotify))
                .containsEntry("base_url", "https://b.example")
                .containsEntry("token", "t2");
    }

    @Test
    void theShortFormOfAWebhookGetsANewAddress() {
        String hook = make("\"kind\": \"webhook\", \"url\": \"https://a.example/1\"");
        Map<String, Object> body =
                Map.of("body_down", String.valueOf(config(hook).get("body_down")));

        assertThat(change(hook, "{\"url\": \"https://b.example/2\"}")).hasStatusOk();

        assertThat(config(hook))
                .containsEntry("url_down", "https://b.example/2")
                .containsEntry("url_up", "https://b.example/2")
                .containsEntry("method_down", "POST")
                .containsAllEntriesOf(body);
    }

    @Test
    void theHeadersOfAWebhookDoNotGoToAnotherAddress() {
        String hook = make("\"kind\": \"webhook\", \"url_down\": \"https://a.example/1\","
                + " \"headers_down\": {\"Authorization\": \"Bearer canary\"}");

        assertThat(faults(change(hook, "{\"url_down\": \"https://b.example/\"}")))
                .containsOnlyKeys("headers_down");
        assertThat(faults(change(hook, "{\"url\": \"https://b.example/\"}"))).containsOnlyKeys("headers_down");
        assertThat(change(hook, "{\"url_down\": \"https://b.example/\", \"headers_down\": {}}"))
                .hasStatusOk();
        assertThat(config(hook)).containsEntry("headers_down", Map.of());
    }

    @Test
    void anAddressThatThisDeployMayNotCallIsRefused() {
        String slack = make("\"kind\": \"slack\", \"url\": \"https://hooks.example/1\"");
        assertThat(faults(change(slack, "{\"url\": \"ftp://hooks.example/1\"}")))
                .containsOnlyKeys("url");
        assertThat(config(slack)).containsEntry("url", "https://hooks.example/1");
    }

    private String make(String fields) {
        return fixtures.json(fixtures.call(
                        HttpMethod.POST,
                        "/api/v3/channels/",
                        project.readWriteKey(),
                        "{\"name\": \"ops\", " + fields + "}"))
                .get("id")
                .asString();
    }

    private MvcTestResult change(String channel, String body) {
        return fixtures.call(HttpMethod.POST, "/api/v3/channels/" + channel, project.readWriteKey(), body);
    }

    private Map<String, Object> config(String channel) {
        return channels.get(project.id(), UUID.fromString(channel)).config();
    }

    private Map<String, String> faults(MvcTestResult refused) {
        assertThat(refused).hasStatus(400);
        Map<String, String> faults = new TreeMap<>();
        fixtures.json(refused)
                .get("errors")
                .properties()
                .forEach(fault -> faults.put(fault.getKey(), fault.getValue().asString()));
        return faults;
    }
}
