package dev.rollcall.statuspage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.project.Projects;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The settings of a status page. */
@RollcallTest
class StatusPageHttpTest {

    private static final String PATH = "/api/v3/status-page/";

    @Autowired
    private Fixtures fixtures;

    private Projects.NewProject project;
    private String slug;

    @BeforeEach
    void makeProject() {
        project = fixtures.project();
        slug = UUID.randomUUID().toString();
    }

    @Test
    void aProjectHasNoPageUntilItIsSet() {
        assertThat(shown()).isEqualTo("{\"title\":null,\"slug\":null,\"host\":null,\"public\":false,\"url\":null}");
    }

    @Test
    void aNewPageIsNotPublicAndEachRequestChangesOnlyItsFields() {
        assertThat(set("{\"title\": \"Acme\", \"slug\": \"" + slug + "\"}")).hasStatusOk();
        assertThat(shown())
                .isEqualTo("{\"title\":\"Acme\",\"slug\":\"" + slug + "\",\"host\":null,\"public\":false,"
                        + "\"url\":\"https://rollcall.example/status/" + slug + "\"}");
        assertThat(set("{\"public\": true}")).hasStatusOk();
        assertThat(set("{\"title\": \"Acme status\"}")).hasStatusOk();
        assertThat(shown()).contains("\"title\":\"Acme status\"", "\"public\":true", slug);
    }

    @Test
    void aNewPageNeedsATitleAndASlug() {
        assertThat(fixtures.json(set("{\"public\": true}")).get("errors").propertyNames())
                .containsExactlyInAnyOrder("title", "slug");
    }

    @Test
    void aFieldThatDoesNotFitIsNamed() {
        for (String fields : List.of(
                "{\"title\": \"\", \"slug\": \"a\"}",
                "{\"title\": \"" + "a".repeat(101) + "\", \"slug\": \"a\"}",
                "{\"title\": \"a\", \"slug\": \"\"}",
                "{\"title\": \"a\", \"slug\": \"A b\"}",
                "{\"title\": \"a\", \"slug\": \"" + "a".repeat(61) + "\"}",
                "{\"title\": \"a\", \"slug\": \"a\", \"host\": \"localhost\"}",
                "{\"title\": \"a\", \"slug\": \"a\", \"host\": \"192.0.2.1\"}",
                "{\"title\": \"a\", \"slug\": \"a\", \"host\": \"Status.example.com\"}",
                "{\"title\": \"a\", \"slug\": \"a\", \"host\": \"status.example.com:8080\"}",
                "{\"title\": \"a\", \"slug\": \"a\", \"host\": \"a." + "a".repeat(252) + "\"}",
                // Of SITE_ROOT.
                "{\"title\": \"a\", \"slug\": \"a\", \"host\": \"rollcall.example\"}",
                "{\"title\": \"a\", \"slug\": \"a\", \"public\": \"perhaps\"}")) {
            MvcTestResult refused = set(fields);
            assertThat(refused).as(fields).hasStatus(400);
            assertThat(fixtures.json(refused).get("errors").size()).as(fields).isEqualTo(1);
        }
    }

    @Test
    void twoProjectsCannotHaveTheSameSlug() {
        assertThat(set("{\"title\": \"Acme\", \"slug\": \"" + slug + "\"}")).hasStatusOk();
        assertThat(set("{\"title\": \"Acme\", \"slug\": \"" + slug + "\"}")).hasStatusOk();
        Projects.NewProject other = fixtures.project();
        assertThat(fixtures.call(
                        HttpMethod.POST,
                        PATH,
                        other.readWriteKey(),
                        "{\"title\": \"Other\", \"slug\": \"" + slug + "\", \"public\": true}"))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("/problems/status-page-slug-taken");
        assertThat(fixtures.http().get().uri("/status/" + slug + ".json")).hasStatus(404);
    }

    @Test
    void aHostOfItsOwnIsItsAddressUntilItIsRemoved() {
        String host = slug + ".example.com";
        assertThat(set("{\"title\": \"Acme\", \"slug\": \"" + slug + "\", \"host\": \"" + host + "\"}"))
                .hasStatusOk();
        assertThat(set("{\"public\": true}")).hasStatusOk();
        assertThat(shown()).contains("\"host\":\"" + host + "\"", "\"url\":\"https://" + host + "/\"");

        Projects.NewProject other = fixtures.project();
        assertThat(fixtures.call(
                        HttpMethod.POST,
                        PATH,
                        other.readWriteKey(),
                        "{\"title\": \"Other\", \"slug\": \"other-" + slug + "\", \"host\": \"" + host + "\"}"))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("/problems/status-page-host-taken");

        assertThat(set("{\"host\": \"\"}")).hasStatusOk();
        assertThat(shown()).contains("\"host\":null", "/status/" + slug);
    }

    @Test
    void onlyAReadWriteKeyMaySeeAndSetIt() {
        for (String key : List.of("", project.readOnlyKey(), project.pingKey())) {
            assertThat(fixtures.call(HttpMethod.GET, PATH, key, "")).hasStatus(401);
            assertThat(fixtures.call(HttpMethod.POST, PATH, key, "{}")).hasStatus(401);
        }
    }

    private MvcTestResult set(String fields) {
        return fixtures.call(HttpMethod.POST, PATH, project.readWriteKey(), fields);
    }

    private String shown() {
        MvcTestResult shown = fixtures.call(HttpMethod.GET, PATH, project.readWriteKey(), "");
        assertThat(shown).hasStatusOk();
        return fixtures.json(shown).toString();
    }
}
