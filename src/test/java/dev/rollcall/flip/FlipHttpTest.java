package dev.rollcall.flip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The list of flips as the published API has it. */
@RollcallTest
class FlipHttpTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.987Z");

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    private Projects.NewProject project;
    private UUID check;

    /** Up at noon, down ten seconds later, up again ten seconds after that. */
    @BeforeEach
    void flipThreeTimes() {
        project = fixtures.project();
        clock.set(NOON);
        check = fixtures.check(project, "{}");
        fixtures.ping(check, "");
        clock.advance(Duration.ofSeconds(10));
        fixtures.ping(check, "/fail");
        clock.advance(Duration.ofSeconds(10));
        fixtures.ping(check, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "v3"})
    void flipsAreListedLatestFirst(String version) {
        assertThat(get("/api/" + version + "/checks/" + check + "/flips/", project.readWriteKey()))
                .hasStatusOk()
                .hasHeader("Access-Control-Allow-Origin", "*")
                .bodyJson()
                .isStrictlyEqualTo("""
                        {"flips": [
                          {"timestamp": "2026-03-01T12:00:20+00:00", "up": 1},
                          {"timestamp": "2026-03-01T12:00:10+00:00", "up": 0},
                          {"timestamp": "2026-03-01T12:00:00+00:00", "up": 1}
                        ]}
                        """);
    }

    @Test
    void aCheckThatNeverChangedHasNoFlips() {
        UUID quiet = fixtures.check(project, "{}");
        assertThat(get("/api/v3/checks/" + quiet + "/flips/", project.readWriteKey()))
                .bodyJson()
                .isStrictlyEqualTo("{\"flips\": []}");
    }

    @Test
    void everyStatusButUpIsZero() {
        fixtures.call(HttpMethod.POST, "/api/v3/checks/" + check + "/pause", project.readWriteKey(), "");
        assertThat(ups("")).containsExactly(0, 1, 0, 1);
    }

    @Test
    void theListCanBeLimitedAtBothEnds() {
        long noon = NOON.getEpochSecond();
        assertThat(ups("?seconds=10")).containsExactly(1, 0);
        assertThat(ups("?seconds=0")).containsExactly(1);
        assertThat(ups("?start=" + (noon + 10))).containsExactly(1, 0);
        assertThat(ups("?start=" + (noon + 11))).containsExactly(1);
        assertThat(ups("?end=" + (noon + 10))).containsExactly(1);
        assertThat(ups("?end=" + noon)).isEmpty();
        assertThat(ups("?start=%d&end=%d".formatted(noon + 1, noon + 20))).containsExactly(0);
        assertThat(ups("?seconds=3600&start=%d".formatted(noon + 11))).containsExactly(1);
        assertThat(ups("?start=0&end=10000000000")).hasSize(3);
    }

    @Test
    void everyInvalidParameterIsNamed() {
        MvcTestResult refused = get(
                "/api/v1/checks/" + check + "/flips/?start=abc&end=-1&seconds=12345678901234567890",
                project.readWriteKey());
        assertThat(refused).hasStatus(400).hasContentType("application/problem+json");
        assertThat(fixtures.json(refused).get("errors").propertyNames())
                .containsExactlyInAnyOrder("start", "end", "seconds");
        assertThat(fixtures.json(refused).get("error").asString()).isEqualTo("end is out of bounds");
    }

    @Test
    void anEmptyTimestampIsRefusedAndEmptySecondsAreIgnored() {
        for (String version : List.of("v1", "v2", "v3")) {
            String path = "/api/" + version + "/checks/" + check + "/flips/";
            for (String query : List.of("?start=", "?end=", "?start=&end=10")) {
                assertThat(get(path + query, project.readWriteKey())).as(query).hasStatus(400);
            }
            assertThat(get(path + "?seconds=", project.readWriteKey())).hasStatusOk();
        }
    }

    @Test
    void aReadOnlyKeyMayReadFlipsByTheUniqueKey() {
        String uniqueKey = fixtures.json(get("/api/v3/checks/", project.readOnlyKey()))
                .get("checks")
                .get(0)
                .get("unique_key")
                .asString();
        assertThat(get("/api/v2/checks/" + uniqueKey + "/flips/", project.readOnlyKey()))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.flips.length()")
                .isEqualTo(3);
    }

    @Test
    void flipsOfOtherProjectsAndUnknownChecksAreNotShown() {
        String stranger = fixtures.project().readWriteKey();
        assertThat(get("/api/v3/checks/" + check + "/flips/", stranger)).hasStatus(403);
        assertThat(get("/api/v3/checks/" + UUID.randomUUID() + "/flips/", stranger))
                .hasStatus(404);
        assertThat(get("/api/v3/checks/garbage/flips/", stranger)).hasStatus(404);
        assertThat(fixtures.http().get().uri("/api/v3/checks/" + check + "/flips/"))
                .hasStatus(401);
        assertThat(fixtures.call(HttpMethod.POST, "/api/v3/checks/" + check + "/flips/", project.readWriteKey(), ""))
                .hasStatus(405);
    }

    private List<Integer> ups(String query) {
        MvcTestResult answer = get("/api/v3/checks/" + check + "/flips/" + query, project.readWriteKey());
        assertThat(answer).as(query).hasStatusOk();
        return fixtures.json(answer)
                .get("flips")
                .valueStream()
                .map(flip -> flip.get("up").asInt())
                .toList();
    }

    private MvcTestResult get(String path, String key) {
        return fixtures.call(HttpMethod.GET, path, key, "");
    }
}
