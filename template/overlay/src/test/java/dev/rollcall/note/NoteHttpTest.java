package dev.rollcall.note;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.key.KeyRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

@RollcallTest
class NoteHttpTest {

    private static final String NOTES = "/api/v1/notes";
    private static final String MILK = "{\"title\": \"Milk\", \"text\": \"two bottles\"}";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Notes notes;

    private String key = "";

    @BeforeEach
    void createKey() {
        key = fixtures.key(KeyRole.WRITE);
    }

    @Test
    void aNoteIsCreatedShownAndDeleted() {
        MvcTestResult created = fixtures.call(HttpMethod.POST, NOTES, key, MILK);
        assertThat(created).hasStatus(201);
        JsonNode note = fixtures.json(created);
        assertThat(note.propertyNames()).containsExactly("id", "title", "text", "created_at");
        String path = NOTES + "/" + note.get("id").asString();
        assertThat(created).hasHeader("Location", "https://rollcall.example" + path);

        assertThat(fixtures.json(call(HttpMethod.GET, path))).isEqualTo(note);
        assertThat(call(HttpMethod.DELETE, path)).hasStatus(204);
        assertThat(call(HttpMethod.GET, path)).hasStatus(404);
        assertThat(call(HttpMethod.DELETE, path)).hasStatus(404);
    }

    @Test
    void everyInvalidFieldIsNamed() {
        JsonNode problem =
                fixtures.json(fixtures.call(HttpMethod.POST, NOTES, key, "{\"title\": \"\", \"expires_in\": 0}"));

        assertThat(problem.get("type").asString()).isEqualTo("/problems/invalid-request");
        JsonNode errors = problem.get("errors");
        assertThat(errors.propertyNames()).containsExactlyInAnyOrder("title", "text", "expires_in");
        assertThat(errors.get("title").asString()).isEqualTo("must have 1 to 100 characters");
        assertThat(errors.get("text").asString()).isEqualTo("is missing");
        assertThat(errors.get("expires_in").asString()).isEqualTo("is too small; at least 1 second");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                       | 400 | /problems/invalid-request",
                "[]                                      | 400 | /problems/invalid-request",
                "{\"title\": {}, \"text\": \"x\"}        | 400 | /problems/invalid-request",
                "{\"title\": \"\\u0000\", \"text\": \"\"} | 400 | /problems/invalid-request"
            })
    void aBodyThatCannotBeUsedIsRefused(String body, int status, String type) {
        MvcTestResult refused = fixtures.call(HttpMethod.POST, NOTES, key, body);

        assertThat(refused).hasStatus(status).hasContentType("application/problem+json");
        assertThat(fixtures.json(refused).get("type").asString()).isEqualTo(type);
    }

    @Test
    void onlyAKeyOpensTheApiAndAReadOnlyKeyOnlyReads() {
        String readOnly = fixtures.key(KeyRole.READ);

        assertThat(fixtures.http().get().uri(NOTES)).hasStatus(401);
        assertThat(fixtures.call(HttpMethod.GET, NOTES, "key_unknown", "")).hasStatus(401);
        assertThat(fixtures.call(HttpMethod.GET, NOTES, readOnly, "")).hasStatus(200);
        assertThat(fixtures.call(HttpMethod.POST, NOTES, readOnly, MILK)).hasStatus(403);
    }

    @Test
    void aListIsReadPageByPageWithTheNewestFirst() {
        List<String> expected = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            clock.advance(Duration.ofSeconds(1));
            expected.add(0, id(fixtures.call(HttpMethod.POST, NOTES, key, MILK)));
        }

        List<String> found = new ArrayList<>();
        String path = NOTES + "?limit=2";
        while (found.size() < 5) {
            JsonNode page = fixtures.json(call(HttpMethod.GET, path));
            page.get("notes").forEach(note -> found.add(note.get("id").asString()));
            if (!page.has("next")) {
                break;
            }
            path = page.get("next").asString().replace("https://rollcall.example", "");
        }
        assertThat(found).startsWith(expected.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit=0         | limit  | is too small; at least 1",
                "limit=101       | limit  | is too large; at most 100",
                "limit=many      | limit  | has a wrong type",
                "cursor=nonsense | cursor | must be one that an answer gave"
            })
    void anInvalidParameterOfTheListIsNamed(String query, String parameter, String fault) {
        MvcTestResult refused = call(HttpMethod.GET, NOTES + "?" + query);

        assertThat(refused).hasStatus(400);
        JsonNode problem = fixtures.json(refused);
        assertThat(problem.get("type").asString()).isEqualTo("/problems/invalid-request");
        assertThat(problem.get("errors").propertyNames()).containsExactly(parameter);
        assertThat(problem.at("/errors/" + parameter).asString()).isEqualTo(fault);
    }

    @Test
    void anIdThatIsNoneIsABadRequest() {
        MvcTestResult refused = call(HttpMethod.GET, NOTES + "/milk");

        assertThat(refused).hasStatus(400);
        assertThat(fixtures.json(refused).get("type").asString()).isEqualTo("/problems/bad-request");
    }

    @Test
    void aNoteWhoseTimeIsOverIsGoneAtOnceAndRemovedByTheJob() {
        notes.removeExpired();
        String path = NOTES + "/"
                + id(fixtures.call(
                        HttpMethod.POST, NOTES, key, "{\"title\": \"Milk\", \"text\": \"\", \"expires_in\": 60}"));

        clock.advance(Duration.ofSeconds(59));
        assertThat(call(HttpMethod.GET, path)).hasStatus(200);
        assertThat(notes.removeExpired()).isZero();
        clock.advance(Duration.ofSeconds(1));
        assertThat(call(HttpMethod.GET, path)).hasStatus(404);
        assertThat(notes.removeExpired()).isEqualTo(1);
    }

    private MvcTestResult call(HttpMethod method, String path) {
        return fixtures.call(method, path, key, "");
    }

    private String id(MvcTestResult created) {
        return fixtures.json(created).get("id").asString();
    }
}
