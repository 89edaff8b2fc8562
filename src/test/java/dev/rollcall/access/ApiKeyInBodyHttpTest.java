package dev.rollcall.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.project.Projects;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** A key as {@code api_key} in the JSON body of a POST without the header. */
@RollcallTest
class ApiKeyInBodyHttpTest {

    @Autowired
    private Fixtures fixtures;

    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        project = fixtures.project();
    }

    @Test
    void aKeyInTheBodyIsAcceptedAndTheRestOfTheBodyIsStillRead() {
        for (String version : new String[] {"v1", "v2", "v3"}) {
            MvcTestResult made = post(
                    "/api/" + version + "/checks/",
                    "{\"api_key\": \"%s\", \"name\": \"Backup\", \"timeout\": 120}".formatted(project.readWriteKey()));
            assertThat(made).hasStatus(201);
            assertThat(made).bodyJson().extractingPath("$.name").isEqualTo("Backup");
            assertThat(made).bodyJson().extractingPath("$.timeout").isEqualTo(120);
            assertThat(made).bodyText().doesNotContain(project.readWriteKey());
        }
    }

    @Test
    void aKeyInTheBodyAlsoPausesACheckWhereTheBodyHasNoOtherMeaning() {
        String id = fixtures.check(project, "{}").toString();
        assertThat(post("/api/v3/checks/" + id + "/pause", "{\"api_key\": \"%s\"}".formatted(project.readWriteKey())))
                .hasStatusOk();
    }

    @Test
    void theHeaderHasPrecedenceOverTheBody() {
        String body = "{\"api_key\": \"%s\"}".formatted(project.readWriteKey());
        assertThat(fixtures.call(HttpMethod.POST, "/api/v3/checks/", "no-such-key", body))
                .hasStatus(401);
        assertThat(fixtures.call(
                        HttpMethod.POST, "/api/v3/checks/", project.readWriteKey(), "{\"api_key\": \"no-such-key\"}"))
                .hasStatus(201);
    }

    @Test
    void aKeyThatMayNotWriteIsRefused() {
        for (String key : new String[] {project.readOnlyKey(), project.pingKey(), "no-such-key"}) {
            MvcTestResult refused = post("/api/v3/checks/", "{\"api_key\": \"%s\"}".formatted(key));
            assertThat(refused).hasStatus(401);
            assertThat(fixtures.json(refused).get("error").asString()).isEqualTo("wrong api key");
        }
    }

    @Test
    void aBodyWithoutAKeyCountsAsAMissingKey() {
        for (String body : new String[] {"", "{}", "{\"api_key\": \"\"}", "{\"api_key\": null}", "{\"api_key\": {}}"}) {
            MvcTestResult refused = post("/api/v3/checks/", body);
            assertThat(refused).as(body).hasStatus(401);
            assertThat(fixtures.json(refused).get("error").asString()).as(body).isEqualTo("missing api key");
        }
    }

    @Test
    void anUnreadableBodyIsRefusedBeforeTheKeyIsChecked() {
        String[][] bodies = {
            {"this is not json", "could not parse request body"},
            {"{\"name\": \"a\"} x", "could not parse request body"},
            {"{\"a\": ".repeat(2_000), "could not parse request body"},
            {"[1, 2, 3]", "json validation error: value is not an object"},
            {"{\"a\": [" + "{},".repeat(5_000) + "1]}", "could not parse request body"},
        };
        for (String[] body : bodies) {
            MvcTestResult refused = post("/api/v1/checks/", body[0]);
            assertThat(refused).as(body[1]).hasStatus(400).hasContentType("application/problem+json");
            assertThat(fixtures.json(refused).get("error").asString()).isEqualTo(body[1]);
            assertThat(refused).hasHeader("Access-Control-Allow-Origin", "*");
        }
    }

    @Test
    void aBodyInAnEncodingThatCannotBeReadIsRefused() {
        // UTF-32 has four bytes a character.
        byte[] endsWithinACharacter = {0, 0, 0, '{', 0, 0};
        // The orders 3412 and 2143 of the four bytes, which XML 1.0 (appendix F) calls unusual.
        byte[] inUnusualOrder = {0, '{', 0, 0, 0, '}', 0, 0};
        byte[] inOtherUnusualOrder = {0, 0, '{', 0, 0, 0, '}', 0};
        for (byte[] body : List.of(endsWithinACharacter, inUnusualOrder, inOtherUnusualOrder)) {
            for (String key : List.of("", project.readWriteKey())) {
                MvcTestResult refused = fixtures.http()
                        .post()
                        .uri("/api/v3/checks/")
                        .header("X-Api-Key", key)
                        .content(body)
                        .exchange();
                assertThat(refused).hasStatus(400);
                assertThat(fixtures.json(refused).get("error").asString()).isEqualTo("could not parse request body");
            }
        }
    }

    @Test
    void aKeyIsFoundOnlyInTheFirstPartOfABody() {
        String desc = "x".repeat(70_000);
        String key = "\"api_key\": \"" + project.readWriteKey() + "\"";
        for (String body : new String[] {
            "{\"desc\": \"" + desc + "\", " + key + "}",
            "{\"desc\": \"" + "x".repeat(1_000_000) + "\"}",
            " ".repeat(70_000) + "{" + key + "}"
        }) {
            MvcTestResult refused = post("/api/v3/checks/", body);
            assertThat(refused).hasStatus(401);
            assertThat(fixtures.json(refused).get("error").asString()).isEqualTo("missing api key");
        }
        MvcTestResult made = post("/api/v3/checks/", "{" + key + ", \"name\": \"Backup\", \"none\": \"" + desc + "\"}");
        assertThat(made).hasStatus(201);
        assertThat(made).bodyJson().extractingPath("$.name").isEqualTo("Backup");
    }

    @Test
    void aWrongKeyIsRefusedWhateverFollowsIt() {
        MvcTestResult refused = post("/api/v3/checks/", "{\"api_key\": \"no-such-key\", this is not json");
        assertThat(refused).hasStatus(401);
        assertThat(fixtures.json(refused).get("error").asString()).isEqualTo("wrong api key");
    }

    @Test
    void theRestOfABodyWithAKeyFollowsTheSameRules() {
        String key = "{\"api_key\": \"" + project.readWriteKey() + "\", ";
        String[][] bodies = {
            {key + "this is not json", "could not parse request body"},
            {key + "\"api_key\": \"twice\"}", "could not parse request body"},
            {key + "\"a\": [" + "{},".repeat(5_000) + "1]}", "could not parse request body"},
            {key + "\"desc\": \"" + "x".repeat(1_000_000) + "\"}", "request body is larger than 1000000 bytes"},
        };
        for (String[] body : bodies) {
            MvcTestResult refused = post("/api/v1/checks/", body[0]);
            assertThat(refused).as(body[1]).hasStatus(400).hasContentType("application/problem+json");
            assertThat(fixtures.json(refused).get("error").asString()).isEqualTo(body[1]);
        }
    }

    @Test
    void onlyAPostMayHaveItsKeyInTheBody() {
        String id = fixtures.check(project, "{}").toString();
        String body = "{\"api_key\": \"%s\"}".formatted(project.readWriteKey());
        for (HttpMethod method : new HttpMethod[] {HttpMethod.GET, HttpMethod.DELETE}) {
            assertThat(fixtures.http()
                            .method(method)
                            .uri("/api/v3/checks/" + id)
                            .content(body))
                    .hasStatus(401);
        }
    }

    private MvcTestResult post(String path, String body) {
        return fixtures.http().post().uri(path).content(body).exchange();
    }
}
