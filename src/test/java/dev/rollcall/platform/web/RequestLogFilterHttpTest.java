package dev.rollcall.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.project.Projects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@RollcallTest
class RequestLogFilterHttpTest {

    @Autowired
    private Fixtures fixtures;

    private Projects.NewProject project;

    @BeforeEach
    void aProject() {
        project = fixtures.project();
    }

    @ParameterizedTest
    @CsvSource({
        "/actuator/health/liveness, 200",
        "/ping/no-id, 404",
        "/nowhere, 404",
        "/api/v3/checks/, 401",
        "/actuator/env, 404"
    })
    void everyAnswerHasTheRequestIdOfTheCaller(String path, int status) {
        assertThat(fixtures.http().get().uri(path).header("X-Request-Id", "deploy-42"))
                .hasStatus(status)
                .hasHeader("X-Request-Id", "deploy-42");
    }

    @Test
    void aRequestWithoutAValidIdGetsOne() {
        String id = fixtures.http()
                .get()
                .uri("/ping/no-id")
                .header("X-Request-Id", "not fit")
                .exchange()
                .getResponse()
                .getHeader("X-Request-Id");

        assertThat(UUID.fromString(String.valueOf(id)).version()).isEqualTo(4);
    }

    @Test
    void aFlipHasTheRequestIdOfItsPing() {
        UUID check = fixtures.check(project, "{}");

        assertThat(fixtures.http().get().uri("/ping/" + check + "/fail").header("X-Request-Id", "ping-1"))
                .hasStatusOk();

        assertThat(requestOfTheLastFlip(check)).isEqualTo("ping-1");
    }

    @Test
    void aFlipHasTheRequestIdOfItsApiRequest() {
        UUID check = fixtures.check(project, "{}");

        assertThat(fixtures.http()
                        .post()
                        .uri("/api/v3/checks/" + check + "/pause")
                        .header("X-Api-Key", project.readWriteKey())
                        .header("X-Request-Id", "pause-1"))
                .hasStatusOk();

        assertThat(requestOfTheLastFlip(check)).isEqualTo("pause-1");
    }

    private @Nullable String requestOfTheLastFlip(UUID check) {
        return fixtures.jdbc()
                .sql("SELECT request_id FROM flips WHERE check_id = :check ORDER BY id DESC LIMIT 1")
                .param("check", check)
                .query(String.class)
                .single();
    }
}
