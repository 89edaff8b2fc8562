package dev.rollcall.ping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.project.Projects;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

/** Pings that signal something by keywords in their body. */
@RollcallTest
class PingFilterHttpTest {

    private static final int BODY_LIMIT = 1000;
    private static final String FILTER = """
            {"filter_http_body": true, "start_kw": "BEGIN", "success_kw": "DONE", "failure_kw": "ERROR, fatal"}""";

    @Autowired
    private Fixtures fixtures;

    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        project = fixtures.project();
    }

    @ParameterizedTest
    @CsvSource({
        "''    , all DONE      , SUCCESS, up",
        "''    , a fatal error , FAIL   , down",
        "''    , BEGIN         , START  , new",
        "''    , whatever      , IGNORED, new",
        "''    , ''            , IGNORED, new",
        "/start, DONE          , SUCCESS, up",
        "/fail , DONE          , SUCCESS, up",
        "/1    , whatever      , IGNORED, new",
        "/log  , ERROR         , FAIL   , down"
    })
    void theBodyDecidesAndNotTheAddress(String signal, String body, PingKind kind, String status) {
        UUID check = fixtures.check(project, FILTER);

        post(check, signal, body.getBytes(StandardCharsets.UTF_8));

        assertThat(kind(check)).isEqualTo(kind);
        assertThat(fixtures.show(project, check).get("status").asString()).isEqualTo(status);
    }

    @Test
    void aBodyWithoutAMatchIsAFailureIfTheCheckSaysSo() {
        UUID check = fixtures.check(
                project, "{\"filter_http_body\": true, \"success_kw\": \"DONE\", \"filter_default_fail\": true}");

        fixtures.ping(check, "");

        assertThat(kind(check)).isEqualTo(PingKind.FAIL);
    }

    @Test
    void filtersForEmailDoNotApplyToPings() {
        UUID check = fixtures.check(project, """
                {"filter_subject": true, "filter_body": true, "filter_default_fail": true, "success_kw": "DONE"}""");

        post(check, "", "nothing of the kind".getBytes(StandardCharsets.UTF_8));

        assertThat(kind(check)).isEqualTo(PingKind.SUCCESS);
    }

    @Test
    void theMethodAndAManualPauseHavePrecedenceOverTheBody() {
        UUID onlyPost = fixtures.check(
                project, "{\"filter_http_body\": true, \"filter_default_fail\": true, \"methods\": \"POST\"}");
        fixtures.ping(onlyPost, "");
        assertThat(kind(onlyPost)).isEqualTo(PingKind.IGNORED);

        UUID paused = fixtures.check(
                project, "{\"filter_http_body\": true, \"success_kw\": \"DONE\", \"manual_resume\": true}");
        fixtures.call(HttpMethod.POST, "/api/v3/checks/" + paused + "/pause", project.readWriteKey(), "");
        post(paused, "", "DONE".getBytes(StandardCharsets.UTF_8));
        assertThat(kind(paused)).isEqualTo(PingKind.IGNORED);
    }

    @Test
    void aBodyThatIsNotUtf8IsFilteredAndKeptAsSent() {
        UUID check = fixtures.check(project, FILTER);
        byte[] body = "\u00e9 ERROR \u00ff".getBytes(StandardCharsets.ISO_8859_1);

        post(check, "", body);

        assertThat(kind(check)).isEqualTo(PingKind.FAIL);
        assertThat(body(check)).isEqualTo(body);
    }

    @Test
    void aBodyCutWithinACharacterIsFilteredAndKeptUpToTheLimit() {
        UUID check = fixtures.check(project, FILTER);
        // Each character has three bytes, and the limit is within a character.
        String text = "DONE!" + "\u20ac".repeat(BODY_LIMIT);
        byte[] sent = text.getBytes(StandardCharsets.UTF_8);

        post(check, "", sent);

        assertThat(kind(check)).isEqualTo(PingKind.SUCCESS);
        assertThat(body(check)).hasSize(BODY_LIMIT).isEqualTo(Arrays.copyOf(sent, BODY_LIMIT));
        assertThat(new String(body(check), StandardCharsets.UTF_8)).endsWith("\ufffd");
    }

    private void post(UUID check, String signal, byte[] body) {
        assertThat(fixtures.http().post().uri("/ping/" + check + signal).content(body))
                .hasStatusOk()
                .hasBodyTextEqualTo("OK");
    }

    private PingKind kind(UUID check) {
        return PingKind.valueOf(fixtures.jdbc()
                .sql("SELECT kind FROM pings WHERE check_id = :check")
                .param("check", check)
                .query(String.class)
                .single());
    }

    private byte[] body(UUID check) {
        return fixtures.jdbc()
                .sql("SELECT body FROM pings WHERE check_id = :check")
                .param("check", check)
                .query(byte[].class)
                .single();
    }
}
