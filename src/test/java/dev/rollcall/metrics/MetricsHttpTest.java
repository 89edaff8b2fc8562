package dev.rollcall.metrics;

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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The metrics of a project, at the address and with the names of the published service. */
@RollcallTest
class MetricsHttpTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        project = fixtures.project();
        clock.set(NOON);
    }

    @Test
    void everyMetricOfThePublishedServiceAndOursIsThere() {
        UUID check = check("Backup", "db prod");
        fixtures.ping(check, "/start");
        clock.set(NOON.plusMillis(2_500));
        fixtures.ping(check, "");

        assertThat(scraped())
                .isEqualTo("""
                # HELP hc_check_up Whether the check is up (1) or down (0). A new, late or paused check counts as up.
                # TYPE hc_check_up gauge
                hc_check_up%1$s 1
                # HELP hc_check_started Whether a run of the job is under way (1) or not (0).
                # TYPE hc_check_started gauge
                hc_check_started%1$s 0
                # HELP hc_check_grace Whether the check is late and in its grace time (1) or not (0).
                # TYPE hc_check_grace gauge
                hc_check_grace%1$s 0
                # HELP hc_check_paused Whether the check is paused (1) or not (0).
                # TYPE hc_check_paused gauge
                hc_check_paused%1$s 0
                # HELP hc_check_last_duration_seconds How long the last run took; missing if it was not measured.
                # TYPE hc_check_last_duration_seconds gauge
                hc_check_last_duration_seconds%1$s 2.5
                # HELP hc_check_last_ping_timestamp_seconds When the last success or failure came; missing before the first.
                # TYPE hc_check_last_ping_timestamp_seconds gauge
                hc_check_last_ping_timestamp_seconds%1$s 1772366402.5
                # HELP hc_tag_up Whether no check with this tag is down (1), or any is (0).
                # TYPE hc_tag_up gauge
                hc_tag_up{tag="db"} 1
                hc_tag_up{tag="prod"} 1
                # HELP hc_checks_total The number of checks.
                # TYPE hc_checks_total gauge
                hc_checks_total 1
                # HELP hc_checks_down_total The number of checks that are down.
                # TYPE hc_checks_down_total gauge
                hc_checks_down_total 0
                """.formatted("{name=\"Backup\",tags=\"db prod\",unique_key=\"" + uniqueKey(check) + "\"}"));
    }

    @Test
    void eachStatusHasItsNumbers() {
        UUID started = check("started", "");
        fixtures.ping(started, "/start");
        UUID late = check("late", "");
        fixtures.ping(late, "");
        UUID down = check("down", "");
        fixtures.ping(down, "/fail");
        UUID paused = check("paused", "");
        fixtures.call(HttpMethod.POST, "/api/v3/checks/" + paused + "/pause", project.readWriteKey(), "");
        check("new", "");
        clock.set(NOON.plus(Duration.ofMinutes(61)));
        // Past its deadline, though no sweep has found it.
        UUID silent = check("silent", "");
        clock.set(NOON.minus(Duration.ofDays(1)));
        fixtures.ping(silent, "");
        clock.set(NOON.plus(Duration.ofMinutes(61)));

        String scraped = scraped();

        assertThat(zeros(scraped, "hc_check_up")).containsExactlyInAnyOrder("started", "down", "silent");
        assertThat(ones(scraped, "hc_check_started")).containsExactly("started");
        assertThat(ones(scraped, "hc_check_grace")).containsExactly("late");
        assertThat(ones(scraped, "hc_check_paused")).containsExactly("paused");
        assertThat(scraped).contains("\nhc_checks_total 6\n", "\nhc_checks_down_total 3\n");
        assertThat(scraped.lines().filter(line -> line.startsWith("hc_check_last_ping")))
                .hasSize(3);
    }

    @Test
    void aTagIsDownExactlyIfAnyOfItsChecksIs() {
        fixtures.ping(check("a", "db  web\\tx"), "/fail");
        check("b", "web queue");
        UUID silent = check("c", "silent");
        clock.set(NOON.minus(Duration.ofDays(1)));
        fixtures.ping(silent, "");
        clock.set(NOON);

        assertThat(scraped().lines().filter(line -> line.startsWith("hc_tag_up")))
                .containsExactly(
                        "hc_tag_up{tag=\"db\"} 0",
                        "hc_tag_up{tag=\"queue\"} 1",
                        "hc_tag_up{tag=\"silent\"} 0",
                        "hc_tag_up{tag=\"web\"} 0",
                        "hc_tag_up{tag=\"x\"} 0");
    }

    @Test
    void aNameThatLooksLikeTheFormatIsEscaped() {
        check("a \\\" b\\n}\\\\ 1\\nhc_check_up{name=\\\"x\\\"} 0", "t\\\"");

        assertThat(scraped())
                .contains("hc_check_up{name=\"a \\\" b\\n}\\\\ 1\\nhc_check_up{name=\\\"x\\\"} 0\",tags=\"t\\\"\",")
                .contains("hc_tag_up{tag=\"t\\\"\"} 1")
                .doesNotContain("\nhc_check_up{name=\"x\"");
    }

    @Test
    void aLongProjectIsCompleteAndEachMetricStandsTogether() {
        fixtures.jdbc().sql("""
                        WITH made AS (
                            INSERT INTO checks (id, project_id, unique_key, name, slug, tags, description,
                                period_seconds, grace_seconds, manual_resume, methods, start_keywords, success_keywords,
                                failure_keywords, filter_subject, filter_body, created_at, version)
                            SELECT gen_random_uuid(), :project, left(encode(sha256(convert_to(:project::text || '-' || n, 'UTF8')), 'hex'), 40),
                                'check ' || n, '', 't' || n, '', 3600, 3600, false, '', '', '', '', false, false, now(), 0
                            FROM generate_series(1, 1000) n
                            RETURNING id
                        )
                        INSERT INTO check_states (check_id) SELECT id FROM made
                        """).param("project", project.id().value()).update();

        List<String> metrics = scraped()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceFirst("[{ ].*", ""))
                .toList();

        assertThat(metrics).hasSize(5 * 1000 + 2);
        assertThat(metrics.stream().distinct().flatMap(name -> metrics.stream().filter(name::equals)))
                .isEqualTo(metrics);
    }

    @Test
    void aProjectWithoutChecksHasNoSamplesOfChecks() {
        assertThat(scraped().lines().filter(line -> !line.startsWith("#")))
                .containsExactly("hc_checks_total 0", "hc_checks_down_total 0");
    }

    @Test
    void onlyAReadOnlyKeyOfTheProjectInTheAddressOpensIt() {
        Projects.NewProject other = fixtures.project();
        for (String key : List.of(
                project.readWriteKey(), project.pingKey(), other.readOnlyKey(), "no-such-key", "a".repeat(300))) {
            assertThat(get(address(project, key)))
                    .hasStatus(403)
                    .bodyJson()
                    .extractingPath("$.type")
                    .isEqualTo("/problems/wrong-metrics-key");
        }
        assertThat(get("/projects/no-uuid/metrics/" + project.readOnlyKey())).hasStatus(403);
        assertThat(get(address(other, project.readOnlyKey()))).hasStatus(403);
        assertThat(get(address(project, project.readOnlyKey()))).hasStatusOk();
    }

    /** For agents that insist on a token, as the published service has it. */
    @Test
    void theKeyMayBeABearerTokenInstead() {
        String address = address(project, "");
        assertThat(authorized(address, "Bearer " + project.readOnlyKey())).hasStatusOk();
        assertThat(authorized(address, "bearer " + project.readOnlyKey())).hasStatusOk();
        assertThat(authorized(address, "Bearer " + project.readWriteKey())).hasStatus(403);
        assertThat(get(address)).hasStatus(401).hasHeader("WWW-Authenticate", "Bearer");
        assertThat(fixtures.call(HttpMethod.GET, address, project.readOnlyKey(), ""))
                .hasStatus(401);
    }

    @Test
    void theAnswerNamesItsFormatAndIsNotCached() {
        assertThat(get(address(project, project.readOnlyKey())))
                .hasHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .hasHeader("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate");
    }

    private UUID check(String name, String tags) {
        return fixtures.check(
                project,
                "{\"name\": \"" + name + "\", \"tags\": \"" + tags + "\", \"timeout\": 3600, \"grace\": 3600}");
    }

    private String uniqueKey(UUID check) {
        return new dev.rollcall.check.state.CheckId(check).uniqueKey();
    }

    private String scraped() {
        MvcTestResult answer = get(address(project, project.readOnlyKey()));
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String address(Projects.NewProject project, String key) {
        return "/projects/" + project.id() + "/metrics/" + key;
    }

    private MvcTestResult get(String address) {
        return fixtures.http().get().uri(address).exchange();
    }

    private MvcTestResult authorized(String address, String authorization) {
        return fixtures.http()
                .get()
                .uri(address)
                .header("Authorization", authorization)
                .exchange();
    }

    private static List<String> zeros(String scraped, String metric) {
        return named(scraped, metric, " 0");
    }

    private static List<String> ones(String scraped, String metric) {
        return named(scraped, metric, " 1");
    }

    private static List<String> named(String scraped, String metric, String ending) {
        return scraped.lines()
                .filter(line -> line.startsWith(metric + "{name=\"") && line.endsWith(ending))
                .map(line -> line.split("\"")[1])
                .toList();
    }
}
