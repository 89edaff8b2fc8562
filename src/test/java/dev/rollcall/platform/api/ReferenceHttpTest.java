package dev.rollcall.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.yaml.snakeyaml.Yaml;

/** Tests the page at /docs/api, as far as that is possible without a browser. */
@RollcallTest
class ReferenceHttpTest {

    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"]*)\"");

    @Autowired
    private Fixtures fixtures;

    @Test
    void everythingThePageLoadsIsServedHereWithoutAKey() {
        MvcTestResult page = get("/docs/api");
        assertThat(page).hasStatusOk().hasContentType("text/html;charset=UTF-8");

        List<URI> links = LINK.matcher(text(page))
                .results()
                .map(link -> URI.create("/docs/api").resolve(link.group(1)))
                .toList();

        assertThat(links).hasSizeGreaterThanOrEqualTo(4);
        for (URI link : links) {
            assertThat(link.getHost()).as(link.toString()).isNull();
            if (!"data".equals(link.getScheme())) {
                assertThat(get(link.toString())).as(link.toString()).hasStatusOk();
            }
        }
    }

    @Test
    void thePolicyAllowsThePageThisOriginAndNoOther() {
        String policy = String.valueOf(get("/docs/api").getResponse().getHeader("Content-Security-Policy"));

        assertThat(get("/docs/api").getResponse().getHeaders("Content-Security-Policy"))
                .hasSize(1);
        assertThat(policy)
                .startsWith("default-src 'none'")
                .contains("script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContain("unsafe", "http:", "https:", "*");
    }

    /** The policy has no unsafe-inline, so they would not run. */
    @Test
    void thePageHasNoInlineScriptOrStyle() {
        String page = text(get("/docs/api"));

        assertThat(page).doesNotContain("<style", "style=").doesNotContainPattern("\\son[a-z]+=");
        assertThat(Pattern.compile("<script([^>]*)>([^<]*)").matcher(page).results())
                .isNotEmpty()
                .allSatisfy(script -> {
                    assertThat(script.group(1)).contains("src=");
                    assertThat(script.group(2)).isBlank();
                });
    }

    @Test
    void thePageShowsTheContract() {
        String start = text(get("/docs/api/reference.js"));

        List<String> addresses = Pattern.compile("\\burl: \"([^\"]*)\"")
                .matcher(start)
                .results()
                .map((MatchResult url) -> url.group(1))
                .toList();

        assertThat(addresses).hasSize(1);
        assertThat(URI.create("/docs/api").resolve(addresses.get(0))).hasToString("/openapi.yaml");
        assertThat(start).contains("validatorUrl: null").doesNotContain("http:", "https:", "//cdn");
    }

    /** Swagger UI shows tags in the order of the contract, and within a tag the operations. */
    @Test
    void checksComeFirstThenOtherFormsOfPingsAndOldVersionsLast() {
        Map<String, Object> contract = new Yaml().load(text(get("/openapi.yaml")));
        List<String> tags = list(contract, "tags").stream()
                .map(tag -> String.valueOf(tag.get("name")))
                .toList();
        assertThat(tags).startsWith("checks", "pings").endsWith("pings, other forms", "version 2", "version 1");

        map(contract, "paths")
                .forEach((path, operations) -> map(Map.of("it", operations), "it")
                        .forEach((method, operation) -> {
                            if (operation instanceof Map<?, ?> described
                                    && described.get("tags") instanceof List<?> used) {
                                assertThat(tags)
                                        .containsAll(used.stream()
                                                .map(String::valueOf)
                                                .toList());
                                assertThat(used.contains("version 1")).as(path).isEqualTo(path.startsWith("/api/v1/"));
                                assertThat(used.contains("version 2")).as(path).isEqualTo(path.startsWith("/api/v2/"));
                                if (used.contains("pings")) {
                                    assertThat(path).startsWith("/ping/").doesNotEndWith("/");
                                    assertThat(method).isIn("get", "post");
                                }
                            }
                        }));
    }

    @Test
    void thePageBeginsWithWhereAKeyComesFromAndWhatToTry() {
        Map<String, Object> contract = new Yaml().load(text(get("/openapi.yaml")));
        assertThat(String.valueOf(map(contract, "info").get("description"))
                        .lines()
                        .limit(8))
                .anyMatch(line -> line.contains("--task=create-project"))
                .anyMatch(line -> line.contains("X-Api-Key"))
                .anyMatch(line -> line.contains("curl"));
    }

    @Test
    void otherFilesOfTheLibraryAreNotServed() {
        for (String path : List.of(
                "/docs/api/index.html",
                "/docs/api/swagger-initializer.js",
                "/docs/api/oauth2-redirect.html",
                "/docs/api/..%2fopenapi.yaml",
                "/webjars/swagger-ui/5.34.1/index.html",
                "/docs/other")) {
            assertThat(get(path).getResponse().getStatus()).as(path).isBetween(400, 404);
        }
    }

    @Test
    void addressesBesideThePageRedirectToIt() {
        for (String path : List.of("/docs", "/docs/", "/docs/api/")) {
            MvcTestResult answer = get(path);
            assertThat(answer).as(path).hasStatus(301);
            assertThat(answer.getResponse().getHeader("Location")).isEqualTo("/docs/api");
        }
    }

    @Test
    void aCurrentCopyIsNotSentAgain() {
        String tag = String.valueOf(
                get("/docs/api/swagger-ui-bundle.js").getResponse().getHeader("ETag"));

        MvcTestResult again = fixtures.http()
                .get()
                .uri("/docs/api/swagger-ui-bundle.js")
                .header("If-None-Match", tag)
                .exchange();

        assertThat(again).hasStatus(304);
        assertThat(again.getResponse().getContentAsByteArray()).isEmpty();
    }

    @SuppressWarnings("unchecked") // the contract's objects have names for keys
    private static Map<String, Object> map(Map<String, ?> object, String name) {
        return (Map<String, Object>) Objects.requireNonNull(object.get(name));
    }

    @SuppressWarnings("unchecked") // as above
    private static List<Map<String, Object>> list(Map<String, ?> object, String name) {
        return (List<Map<String, Object>>) Objects.requireNonNull(object.get(name));
    }

    private MvcTestResult get(String path) {
        return fixtures.http().get().uri(URI.create(path)).exchange();
    }

    private static String text(MvcTestResult answer) {
        return new String(answer.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
