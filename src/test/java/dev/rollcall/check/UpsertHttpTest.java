package dev.rollcall.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Upserts by {@code unique}: they change the selected check or create it. */
@RollcallTest
class UpsertHttpTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        project = fixtures.project();
        clock.set(Instant.parse("2026-03-01T12:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"name,'\"one\"'", "slug,'\"one\"'", "tags,'\"one two\"'", "timeout,120", "grace,90"})
    void aCheckIsFoundByEachField(String field, String value) {
        UUID id = fixtures.check(project, "{\"%s\": %s}".formatted(field, value));
        MvcTestResult saved =
                post("{\"%s\": %s, \"desc\": \"changed\", \"unique\": [\"%s\"]}".formatted(field, value, field));
        assertThat(saved).hasStatusOk();
        assertThat(fixtures.json(saved).get("uuid").asString()).isEqualTo(id.toString());
        assertThat(fixtures.json(saved).get("desc").asString()).isEqualTo("changed");
        assertThat(count()).isOne();
    }

    @Test
    void theFirstRequestCreatesACheckAndTheNextOnesChangeIt() {
        String body = "{\"name\": \"Backup\", \"timeout\": %d, \"unique\": [\"name\"]}";
        assertThat(post(body.formatted(60))).hasStatus(201);
        assertThat(post(body.formatted(120)))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.timeout")
                .isEqualTo(120);
        assertThat(count()).isOne();
    }

    @Test
    void everyNamedFieldMustMatch() {
        fixtures.check(project, "{\"name\": \"Backup\", \"tags\": \"a\"}");
        assertThat(post("{\"name\": \"Backup\", \"tags\": \"b\", \"unique\": [\"name\", \"tags\"]}"))
                .hasStatus(201);
        assertThat(post("{\"name\": \"Backup\", \"tags\": \"a\", \"unique\": [\"name\", \"tags\"]}"))
                .hasStatusOk();
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void theOldestOfSeveralMatchesIsChanged() {
        UUID oldest = fixtures.check(project, "{\"name\": \"Backup\"}");
        clock.advance(Duration.ofSeconds(1));
        fixtures.check(project, "{\"name\": \"Backup\"}");
        assertThat(fixtures.json(post("{\"name\": \"Backup\", \"unique\": [\"name\"]}"))
                        .get("uuid")
                        .asString())
                .isEqualTo(oldest.toString());
    }

    @Test
    void aNamedFieldWithoutAValueMatchesNothing() {
        fixtures.check(project, "{}");
        for (String field : new String[] {"name", "slug", "tags", "timeout", "grace"}) {
            assertThat(post("{\"unique\": [\"%s\"]}".formatted(field)))
                    .as(field)
                    .hasStatus(201);
        }
        assertThat(post("{\"unique\": []}")).hasStatus(201);
    }

    @Test
    void checksOfOtherProjectsDoNotMatch() {
        Projects.NewProject other = fixtures.project();
        fixtures.check(other, "{\"name\": \"Backup\"}");
        assertThat(post("{\"name\": \"Backup\", \"unique\": [\"name\"]}")).hasStatus(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"status\"]", "[1]", "[null]", "[[\"name\"]]", "[\"name\", \"\"]"})
    void aFieldThatCannotIdentifyACheckIsRefused(String unique) {
        MvcTestResult refused = post("{\"name\": \"Backup\", \"unique\": %s}".formatted(unique));
        assertThat(refused).hasStatus(400);
        assertThat(fixtures.json(refused).get("error").asString())
                .startsWith("json validation error: an item in 'unique' ");
        assertThat(fixtures.json(refused).get("errors").has("unique")).isTrue();
        assertThat(count()).isZero();
    }

    @Test
    void uniqueMustBeAList() {
        assertThat(post("{\"name\": \"Backup\", \"unique\": \"name\"}"))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.error")
                .isEqualTo("json validation error: unique is not an array");
    }

    @Test
    void aRefusedChangeLeavesTheCheckAsItWas() {
        UUID id = fixtures.check(project, "{\"name\": \"Backup\", \"tags\": \"a\"}");
        assertThat(post("{\"name\": \"Backup\", \"tags\": \"b\", \"channels\": \"nobody\", \"unique\": [\"name\"]}"))
                .hasStatus(400);
        assertThat(fixtures.show(project, id).get("tags").asString()).isEqualTo("a");
    }

    private MvcTestResult post(String body) {
        return fixtures.call(HttpMethod.POST, "/api/v3/checks/", project.readWriteKey(), body);
    }

    private int count() {
        return fixtures.json(fixtures.call(HttpMethod.GET, "/api/v3/checks/", project.readWriteKey(), ""))
                .get("checks")
                .size();
    }
}
