package dev.rollcall.badge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.project.Projects;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

@RollcallTest
class BadgeHttpTest {

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
    @ValueSource(strings = {"v1", "v2", "v3"})
    void theListHasABadgeOfEveryTagAndOneOfAllChecksInThreeFormatsAndTwoKinds(String version) {
        check("a b");
        check("b c-1");

        JsonNode badges = badges(version, project.readWriteKey());

        assertThat(badges.propertyNames()).containsExactlyInAnyOrder("a", "b", "c-1", "*");
        assertThat(badges.get("a").propertyNames())
                .containsExactlyInAnyOrder("svg", "svg3", "json", "json3", "shields", "shields3");
        String key = "https://rollcall.example/badge/[0-9a-f-]{36}/";
        assertThat(badges.at("/a/svg").asString()).matches(key + "[\\w-]{8}-2/a\\.svg");
        assertThat(badges.at("/a/svg3").asString()).matches(key + "[\\w-]{8}/a\\.svg");
        assertThat(badges.at("/c-1/shields").asString()).matches(key + "[\\w-]{8}-2/c-1\\.shields");
        assertThat(badges.at("/*/json3").asString()).matches(key + "[\\w-]{8}\\.json");
        assertThat(badges.toString()).doesNotContain(project.id().toString(), project.pingKey());
    }

    @Test
    void aReadOnlyKeyAlwaysListsTheSameAddresses() {
        check("a");

        assertThat(badges("v3", project.readOnlyKey())).isEqualTo(badges("v3", project.readWriteKey()));
    }

    @Test
    void theListNeedsAKeyAndThePingKeyIsNotEnough() {
        for (String key : new String[] {"", project.pingKey()}) {
            assertThat(fixtures.call(HttpMethod.GET, "/api/v3/badges/", key, ""))
                    .hasStatus(401);
        }
        assertThat(fixtures.call(HttpMethod.POST, "/api/v3/badges/", project.readWriteKey(), ""))
                .hasStatus(405);
    }

    @Test
    void twoProjectsHaveDifferentBadges() {
        String ours = path("*", "json");
        Projects.NewProject other = fixtures.project();
        UUID down = fixtures.check(other, "{}");
        fixtures.ping(down, "/fail");

        assertThat(json(ours).get("total").asInt()).isZero();
        assertThat(badges("v3", other.readOnlyKey()).at("/*/json").asString()).doesNotEndWith(ours);
    }

    @Test
    void aBadgeCountsTheChecksWithItsTagAndNoOthers() {
        fixtures.ping(check("db web"), "/fail");
        check("db");
        check("dbx");

        assertThat(json(path("db", "json")).toString())
                .isEqualTo("{\"status\":\"down\",\"total\":2,\"grace\":0,\"down\":1}");
        assertThat(json(path("dbx", "json")).toString())
                .isEqualTo("{\"status\":\"up\",\"total\":1,\"grace\":0,\"down\":0}");
        assertThat(json(path("*", "json")).get("total").asInt()).isEqualTo(3);
    }

    @Test
    void aCheckInItsGraceTimeIsUpWithTwoStatesAndLateWithThree() {
        UUID check = check("db");
        fixtures.ping(check, "");
        clock.set(Instant.parse("2026-03-01T12:00:00Z").plus(Duration.ofMinutes(65)));

        assertThat(json(path("db", "json")).toString())
                .isEqualTo("{\"status\":\"up\",\"total\":1,\"grace\":1,\"down\":0}");
        assertThat(json(path("db", "json3")).get("status").asString()).isEqualTo("late");
        assertThat(json(path("db", "shields3")).toString())
                .isEqualTo("{\"schemaVersion\":1,\"label\":\"db\",\"message\":\"late\",\"color\":\"important\"}");
        assertThat(get(path("db", "svg3"))).bodyText().contains("late", "#fe7d37");
        assertThat(get(path("db", "svg"))).bodyText().contains(">up<", "#4c1");
        String badge = badgeOf(check).replace(".svg", ".json");
        assertThat(json(badge).get("status").asString()).isEqualTo("up");
        assertThat(json(badge.replace("/b/2/", "/b/3/")).get("status").asString())
                .isEqualTo("late");
    }

    @Test
    void aBadgeIsDownAfterTheGraceTimeEvenBeforeASweep() {
        fixtures.ping(check("db"), "");
        clock.set(Instant.parse("2026-03-01T12:00:00Z").plus(Duration.ofMinutes(75)));

        assertThat(json(path("db", "shields")).toString())
                .isEqualTo("{\"schemaVersion\":1,\"label\":\"db\",\"message\":\"down\",\"color\":\"critical\"}");
        assertThat(get(path("*", "svg"))).bodyText().contains("#e05d44", "<title>Rollcall: down</title>");
    }

    @Test
    void aPausedCheckDoesNotMakeABadgeLateOrDown() {
        UUID check = check("db");
        fixtures.ping(check, "/fail");
        fixtures.call(HttpMethod.POST, "/api/v3/checks/" + check + "/pause", project.readWriteKey(), "");

        assertThat(json(path("db", "json3")).toString())
                .isEqualTo("{\"status\":\"up\",\"total\":1,\"grace\":0,\"down\":0}");
    }

    @Test
    void anUnnamedChecksBadgeDoesNotTellItsId() {
        UUID check = check("");
        String badge = badgeOf(check).replace(".svg", ".shields");

        assertThat(json(badge).get("label").asString()).isEqualTo("unnamed");
        fixtures.call(HttpMethod.POST, "/api/v3/checks/" + check, project.readWriteKey(), "{\"slug\": \"nightly\"}");
        assertThat(json(badge).get("label").asString()).isEqualTo("nightly");
        fixtures.call(HttpMethod.POST, "/api/v3/checks/" + check, project.readWriteKey(), "{\"name\": \"Nightly\"}");
        assertThat(json(badge).get("label").asString()).isEqualTo("Nightly");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"db@dc1", "50%", "a/b", "..", "a;b", "ünïcode", "<script>", "~41", "x.svg", "#?&=", "a\\\\b"})
    void aTagOfAnyCharactersHasABadge(String tag) {
        fixtures.ping(check(tag), "/fail");
        String plain = tag.replace("\\\\", "\\");

        assertThat(json(path(plain, "json")).get("down").asInt()).isEqualTo(1);
        assertThat(json(path(plain, "shields")).get("label").asString()).isEqualTo(plain);
    }

    @Test
    void everyLabelIsShownAsTextInThePicture() {
        check("<script>&\\\"'");

        assertThat(get(path("<script>&\"'", "svg")))
                .bodyText()
                .contains("&lt;script&gt;&amp;&quot;&#39;")
                .doesNotContain("<script");
    }

    @Test
    void everyPageMayShowABadgeAndNoCacheKeepsIt() {
        check("db");
        for (String path : new String[] {path("db", "svg"), path("*", "json"), badgeOf(check(""))}) {
            MvcTestResult badge = get(path);
            assertThat(badge).hasHeader("Access-Control-Allow-Origin", "*");
            assertThat(badge.getResponse().getHeaders("Cache-Control"))
                    .singleElement()
                    .satisfies(value -> assertThat(value).contains("no-cache", "no-store", "max-age=0"));
            MvcTestResult preflight = fixtures.http()
                    .options()
                    .uri(path)
                    .header("Origin", "https://pages.example")
                    .header("Access-Control-Request-Method", "GET")
                    .exchange();
            assertThat(preflight).hasStatus(204).hasHeader("Access-Control-Allow-Origin", "*");
        }
        assertThat(get(path("db", "svg"))).hasContentType("image/svg+xml;charset=UTF-8");
        assertThat(get(path("db", "shields"))).hasContentType("application/json");
    }

    @Test
    void anUnknownBadgeIsNotFoundAndPagesMayReadTheError() {
        check("db web");
        String db = path("db", "svg");
        String other = path("web", "svg");
        String check = badgeOf(check("db"));
        String signature = db.split("/")[3];
        for (String path : new String[] {
            db.replace(signature, "12345678"),
            db.replace(signature, "12345678-2"),
            db.replace(signature, signature + "-2"),
            db.replace(signature, signature.toUpperCase(java.util.Locale.ROOT) + "x"),
            db.replace("/db.svg", "/web.svg"),
            other.replace("web.svg", "db.svg"),
            db.replace("/db.svg", ".svg"),
            db + "foo",
            db.replace("/badge/", "/badge/x"),
            db.replaceFirst("[0-9a-f-]{36}", UUID.randomUUID().toString()),
            check + "x",
            check.replace("/b/2/", "/b/4/"),
            check.replaceFirst("[0-9a-f-]{36}", UUID.randomUUID().toString()),
            check.replaceFirst("[0-9a-f-]{36}", "1-1-1-1-1")
        }) {
            MvcTestResult answer = get(path);
            assertThat(answer).as(path).hasStatus(404).hasHeader("Access-Control-Allow-Origin", "*");
            assertThat(fixtures.json(answer).get("type").asString()).as(path).isEqualTo("/problems/badge-not-found");
        }
    }

    private UUID check(String tags) {
        return fixtures.check(project, "{\"timeout\": 3600, \"grace\": 600, \"tags\": \"%s\"}".formatted(tags));
    }

    private JsonNode badges(String version, String key) {
        MvcTestResult list = fixtures.call(HttpMethod.GET, "/api/" + version + "/badges/", key, "");
        assertThat(list).hasStatusOk().hasHeader("Access-Control-Allow-Origin", "*");
        return fixtures.json(list).get("badges");
    }

    private String path(String tag, String format) {
        return URI.create(
                        badges("v3", project.readOnlyKey()).get(tag).get(format).asString())
                .getRawPath();
    }

    private String badgeOf(UUID check) {
        return URI.create(fixtures.show(project, check).get("badge_url").asString())
                .getPath();
    }

    private JsonNode json(String path) {
        MvcTestResult badge = get(path);
        assertThat(badge).as(path).hasStatusOk();
        return fixtures.json(badge);
    }

    private MvcTestResult get(String path) {
        return fixtures.http().get().uri(URI.create(path)).exchange();
    }
}
