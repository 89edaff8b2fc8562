package dev.rollcall.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import java.net.URI;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The page at /docs/api, as far as it can be judged without a browser. */
@RollcallTest
class ReferenceHttpTest {

    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"]*)\"");

    @Autowired
    private Fixtures fixtures;

    @Test
    void whateverThePageAsksForIsHereAndOpenToEverybody() {
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
    void thePolicyLetsThePageLoadAndAskHereAndNowhereElse() {
        String policy = String.valueOf(get("/docs/api").getResponse().getHeader("Content-Security-Policy"));

        assertThat(get("/docs/api").getResponse().getHeaders("Content-Security-Policy"))
                .hasSize(1);
        assertThat(policy)
                .startsWith("default-src 'none'")
                .contains("script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContain("unsafe", "http:", "https:", "*");
    }

    /** What a policy without unsafe-inline would not let run. */
    @Test
    void thePageHasNoScriptOrStyleInItself() {
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
    void theContractIsWhatThePageShows() {
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

    @Test
    void ofTheLibraryNothingElseIsServed() {
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
    void addressesBesideThePageLeadToIt() {
        for (String path : List.of("/docs", "/docs/", "/docs/api/")) {
            MvcTestResult answer = get(path);
            assertThat(answer).as(path).hasStatus(301);
            assertThat(answer.getResponse().getHeader("Location")).isEqualTo("/docs/api");
        }
    }

    @Test
    void aCopyThatIsCurrentIsNotSentAgain() {
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

    private MvcTestResult get(String path) {
        return fixtures.http().get().uri(URI.create(path)).exchange();
    }

    private static String text(MvcTestResult answer) {
        return new String(answer.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
