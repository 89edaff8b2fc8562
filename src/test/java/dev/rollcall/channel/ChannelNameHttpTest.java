package dev.rollcall.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.project.Projects;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** One channel by its id: shown and renamed. */
@RollcallTest
class ChannelNameHttpTest {

    @Autowired
    private Fixtures fixtures;

    private Projects.NewProject project;
    private String channel;

    @BeforeEach
    void makeChannel() {
        project = fixtures.project();
        channel = fixtures.json(fixtures.call(
                        HttpMethod.POST,
                        "/api/v3/channels/",
                        project.readWriteKey(),
                        "{\"kind\": \"webhook\", \"name\": \"ops\", \"url\": \"https://example.org/token\"}"))
                .get("id")
                .asString();
    }

    @Test
    void aChannelIsShownWithoutItsAddress() {
        assertThat(call(HttpMethod.GET, channel, project.readWriteKey(), ""))
                .hasStatusOk()
                .bodyText()
                .isEqualTo("{\"id\":\"" + channel + "\",\"name\":\"ops\",\"kind\":\"webhook\"}");
    }

    @Test
    void aRenamedChannelIsFoundByItsNewNameAndKeepsItsDeliveries() {
        UUID check = fixtures.check(project, "{\"channels\": \"ops\"}");

        MvcTestResult renamed = call(HttpMethod.POST, channel, project.readWriteKey(), "{\"name\": \"night\"}");

        assertThat(renamed).hasStatusOk();
        assertThat(fixtures.json(renamed).get("name").asString()).isEqualTo("night");
        assertThat(fixtures.json(call(HttpMethod.GET, channel, project.readWriteKey(), ""))
                        .get("name")
                        .asString())
                .isEqualTo("night");
        assertThat(fixtures.show(project, check).get("channels").asString()).isEqualTo(channel);
        assertThat(fixtures.show(project, fixtures.check(project, "{\"channels\": \"night\"}"))
                        .get("channels")
                        .asString())
                .isEqualTo(channel);
    }

    @Test
    void aRequestThatNamesNothingChangesNothing() {
        assertThat(fixtures.json(call(HttpMethod.POST, channel, project.readWriteKey(), ""))
                        .get("name")
                        .asString())
                .isEqualTo("ops");
    }

    /** If an unknown field were ignored, people would believe that a new address is in use. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\": 1}                                      | name",
                "{\"name\": null}                                   | name",
                "{\"name\": \"x\", \"adress\": \"a@b.example\"}   | adress",
                "{\"name\": \"x\", \"kind\": \"log\"}               | kind"
            })
    void aFieldThatCannotBeChangedIsNamedAndNothingIsChanged(String body, String field) {
        MvcTestResult refused = call(HttpMethod.POST, channel, project.readWriteKey(), body);

        assertThat(refused).hasStatus(400);
        assertThat(fixtures.json(refused).get("errors").propertyNames()).containsExactly(field);
        assertThat(fixtures.json(call(HttpMethod.GET, channel, project.readWriteKey(), ""))
                        .get("name")
                        .asString())
                .isEqualTo("ops");
    }

    @Test
    void aChannelThatIsUnknownOrOfAnotherProjectIsNotFound() {
        String stranger = fixtures.project().readWriteKey();
        for (MvcTestResult refused : List.of(
                call(HttpMethod.GET, channel, stranger, ""),
                call(HttpMethod.POST, channel, stranger, "{\"name\": \"mine\"}"),
                call(HttpMethod.GET, UUID.randomUUID().toString(), project.readWriteKey(), ""),
                call(HttpMethod.POST, UUID.randomUUID().toString(), project.readWriteKey(), ""))) {
            assertThat(refused).hasStatus(404);
            assertThat(fixtures.json(refused).get("type").asString()).isEqualTo("/problems/channel-not-found");
        }
    }

    @Test
    void aReadOnlyKeyCannotSeeOrRenameChannels() {
        assertThat(call(HttpMethod.GET, channel, project.readOnlyKey(), "")).hasStatus(401);
        assertThat(call(HttpMethod.POST, channel, project.readOnlyKey(), "{}")).hasStatus(401);
    }

    private MvcTestResult call(HttpMethod method, String id, String key, String body) {
        return fixtures.call(method, "/api/v3/channels/" + id, key, body);
    }
}
