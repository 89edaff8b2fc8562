package dev.rollcall.page.channel.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.Readers;
import dev.rollcall.RollcallTest;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.channel.ChannelView;
import dev.rollcall.channel.Channels;
import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.KindCatalog;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.channel.field.TextFields;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.Visitor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The form of a channel, without scripts. */
@RollcallTest
class ChannelFormHttpTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Readers readers;

    @Autowired
    private Channels channels;

    private Projects.NewProject project;
    private Visitor member;

    @BeforeEach
    void makeProject() {
        project = fixtures.project();
        member = readers.signIn(project.id(), ProjectRole.MEMBER);
    }

    @Test
    void eachKindIsOfferedWithASentence() {
        String page = Visitor.text(member.get(list("new")));
        for (KindDefinition kind : KindCatalog.all()) {
            assertThat(page).contains("new?kind=" + kind.name() + "\"");
        }
        assertThat(page)
                .contains("Posts to a Slack channel through an incoming webhook.")
                .doesNotContain("??");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theFormHasEachFieldOfTheKind(String name) {
        String page = Visitor.text(member.get(list("new?kind=" + name)));

        assertThat(page).doesNotContain("??");
        for (Field field : TextFields.with(KindCatalog.find(name).orElseThrow())) {
            if (!field.name().equals("channels")) {
                assertThat(page).contains("name=\"" + field.name() + "\"");
            }
            Arrays.stream(field.oneOf())
                    .forEach(choice -> assertThat(page).contains("<option value=\"" + choice + "\""));
        }
    }

    static Stream<String> kinds() {
        return KindCatalog.all().stream().map(KindDefinition::name);
    }

    @Test
    void aNewChannelHasWhatWasWrittenAndItsPageFollows() {
        MvcTestResult made = create(
                "kind",
                "ntfy",
                "name",
                "phones",
                "topic",
                "alerts",
                "priority",
                "5",
                "language",
                "de",
                "time_zone",
                "Europe/Riga",
                "remind",
                "daily",
                "digest",
                "60");

        ChannelView channel = only();
        assertThat(made).hasStatus(302).hasHeader("Location", list(channel.id() + "/"));
        assertThat(channel.name()).isEqualTo("phones");
        assertThat(channel.config())
                .containsEntry("topic", "alerts")
                .containsEntry("priority", 5)
                .containsEntry("language", "de")
                .containsEntry("time_zone", "Europe/Riga")
                .containsEntry("remind", "daily")
                .containsEntry("digest", 60)
                .containsEntry("base_url", "https://ntfy.sh")
                .doesNotContainKeys("token", "flap_limit");
    }

    @Test
    void faultsAreNamedAtTheirFieldsAndWhatWasWrittenStays() {
        MvcTestResult refused = create(
                "kind", "ntfy", "name", "phones", "topic", "no topic", "priority", "x", "time_zone", "Europe/Atlantis");

        assertThat(refused).hasStatus(400);
        String page = Visitor.text(refused);
        assertThat(page)
                .contains("role=\"alert\"", "value=\"phones\"", "value=\"no topic\"", "value=\"x\"")
                .contains("value=\"Europe/Atlantis\"", "id=\"f-topic-error\"", "must have the form")
                .contains("must be a whole number from 1 to 5", "must be the name of a time zone");
        assertThat(channels.list(project.id())).isEmpty();
    }

    @Test
    void aTokenIsHiddenWhileItIsWrittenAndAnAddressCanBeRead() {
        assertThat(Visitor.text(member.get(list("new?kind=gotify"))))
                .contains("type=\"password\" id=\"f-token\"")
                .contains("inputmode=\"url\" id=\"f-base_url\"");
    }

    @Test
    void aSecretIsNotShownAgainAndStaysIfItsFieldIsLeftEmpty() {
        create("kind", "gotify", "name", "g", "base_url", "https://a.example", "token", "canary");
        UUID id = only().id();

        assertThat(Visitor.text(member.get(edit(id))))
                .contains("https://a.example")
                .doesNotContain("canary");
        assertThat(Visitor.text(member.get(list(id + "/")))).doesNotContain("canary");
        assertThat(change(id, "name", "h", "base_url", "https://a.example", "token", "", "priority", "2"))
                .hasStatus(302);
        assertThat(only().name()).isEqualTo("h");
        assertThat(only().config()).containsEntry("token", "canary").containsEntry("priority", 2);
    }

    @Test
    void aStoredSecretIsRemovedIfThatIsChosen() {
        create("kind", "ntfy", "topic", "alerts", "token", "canary");
        UUID id = only().id();

        change(id, "base_url", "https://ntfy.sh");
        assertThat(only().config()).containsEntry("token", "canary").containsEntry("topic", "alerts");
        assertThat(Visitor.text(change(id, "base_url", "nowhere", "remove", "token")))
                .as("refused")
                .containsPattern("name=\"remove\" value=\"token\" checked");
        change(id, "base_url", "https://ntfy.sh", "remove", "token");
        assertThat(only().config()).doesNotContainKey("token").containsEntry("topic", "alerts");
    }

    @Test
    void aNewServerNeedsTheTokenAgain() {
        create("kind", "gotify", "base_url", "https://a.example", "token", "canary");

        MvcTestResult refused = change(only().id(), "base_url", "https://b.example", "token", "");

        assertThat(refused).hasStatus(400);
        assertThat(Visitor.text(refused)).contains("must be given again").doesNotContain("canary");
        assertThat(only().config()).containsEntry("base_url", "https://a.example");
    }

    @Test
    void theUserAndThePasswordOfAnAddressAreNotShown() {
        create("kind", "apprise", "base_url", "https://eve:canary@a.example", "key", "k");

        assertThat(Visitor.text(member.get(edit(only().id())))).doesNotContain("canary");
        assertThat(Visitor.text(member.get(list(only().id() + "/")))).doesNotContain("canary");
        assertThat(Visitor.text(member.get(list("")))).doesNotContain("canary");
    }

    @Test
    void aSettingThatIsEmptiedIsRemoved() {
        create("kind", "log", "name", "l", "remind", "daily", "flap_limit", "3");
        change(only().id(), "name", "l", "remind", "", "flap_limit", "");
        assertThat(only().config()).doesNotContainKeys("remind", "flap_limit");
    }

    @Test
    void theSigningSecretOfAWebhookIsShownOnce() {
        create("kind", "webhook", "name", "hook", "url", "https://a.example/1");
        ChannelView hook = only();

        assertThat(Visitor.text(member.get(list(hook.id() + "/")))).contains(hook.signingSecret());
        assertThat(Visitor.text(member.get(list(hook.id() + "/")))).doesNotContain(hook.signingSecret());
    }

    @Test
    void headersAreWrittenAsLines() {
        create(
                "kind",
                "webhook",
                "url_down",
                "https://a.example/1",
                "method_down",
                "PUT",
                "headers_down",
                "Authorization: Bearer a:b\r\nX-One: 1\r\n",
                "body_down",
                "down\r\n$NAME");

        assertThat(only().config())
                .containsEntry("headers_down", Map.of("Authorization", "Bearer a:b", "X-One", "1"))
                .containsEntry("method_down", "PUT")
                .containsEntry("body_down", "down\n$NAME")
                .doesNotContainKey("url_up");
        assertThat(create("kind", "webhook", "url_down", "https://a.example/1", "headers_down", "no colon"))
                .hasStatus(400);
    }

    @Test
    void aGroupHasTheChannelsThatAreChosen() {
        create("kind", "log", "name", "one");
        create("kind", "log", "name", "two");
        List<ChannelView> members = channels.list(project.id());
        String first = members.get(0).id().toString();
        String second = members.get(1).id().toString();

        create("kind", "group", "name", "all", "channels", first, "channels", second);
        ChannelView group = named("all");
        assertThat(channels.members(group)).hasSize(2);

        change(group.id(), "name", "all", "channels", second);
        assertThat(channels.members(group)).containsExactly(UUID.fromString(second));
        MvcTestResult refused = change(group.id(), "name", "all");
        assertThat(refused).hasStatus(400);
        assertThat(Visitor.text(refused)).contains("is required");
    }

    @Test
    void anUnknownKindIsRefused() {
        assertThat(create("kind", "pigeon", "name", "p")).hasStatus(400);
    }

    @Test
    void theFormIsInTheLanguageOfItsReader() {
        Visitor german = readers.signIn(project.id(), ProjectRole.MEMBER, "de");
        assertThat(Visitor.text(german.get(list("new?kind=email"))))
                .contains("Das Postfach, das die Meldungen bekommt.", "<option value=\"de\" selected=\"selected\"");
    }

    private MvcTestResult create(String... fields) {
        return member.submit(list("new"), list(""), fields);
    }

    private MvcTestResult change(UUID channel, String... fields) {
        return member.submit(edit(channel), edit(channel), fields);
    }

    private ChannelView only() {
        assertThat(channels.list(project.id())).hasSize(1);
        return channels.list(project.id()).get(0);
    }

    private ChannelView named(String name) {
        return channels.list(project.id()).stream()
                .filter(channel -> Objects.equals(channel.name(), name))
                .findFirst()
                .orElseThrow();
    }

    private String list(String rest) {
        return "/projects/" + project.id() + "/channels/" + rest;
    }

    private String edit(UUID channel) {
        return list(channel + "/edit");
    }
}
