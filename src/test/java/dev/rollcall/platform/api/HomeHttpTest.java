package dev.rollcall.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The page at the root, as far as it can be judged without a browser. */
@RollcallTest
class HomeHttpTest {

    private static final Pattern LINK = Pattern.compile("href=\"([^\"]*)\"");

    @Autowired
    private Fixtures fixtures;

    @Test
    void thePageSaysWhatThisIsWithoutAKey() {
        for (String accept : List.of("text/html,application/xhtml+xml,*/*;q=0.8", "*/*", "application/json")) {
            MvcTestResult page =
                    fixtures.http().get().uri("/").header("Accept", accept).exchange();
            assertThat(page).hasStatusOk().hasContentType("text/html;charset=UTF-8");
            assertThat(text(page)).contains("tells you when a job did not run");
        }
    }

    @Test
    void everyLinkOfThePageIsServedAndOneIsTheReference() {
        List<URI> links = LINK.matcher(text(get("/")))
                .results()
                .map(link -> URI.create("/").resolve(link.group(1)))
                .filter(link -> !"data".equals(link.getScheme()))
                .toList();

        assertThat(links).contains(URI.create("/docs/api"), URI.create("/openapi.yaml"));
        for (URI link : links) {
            assertThat(link.getHost()).as(link.toString()).isNull();
            assertThat(get(link.toString())).as(link.toString()).hasStatusOk();
        }
    }

    @Test
    void thePolicyAllowsThePageItsOwnStyleAndNothingElse() {
        List<String> policies = get("/").getResponse().getHeaders("Content-Security-Policy");

        assertThat(policies)
                .singleElement()
                .satisfies(policy -> assertThat(policy)
                        .startsWith("default-src 'none'; style-src 'self'")
                        .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'")
                        .doesNotContain("unsafe", "http:", "https:", "*", "script-src"));
        assertThat(text(get("/"))).doesNotContain("<script", "<style", "style=").doesNotContainPattern("\\son[a-z]+=");
    }

    @Test
    void theStyleHasALightAndADarkScheme() {
        assertThat(get("/home.css")).hasStatusOk().hasContentType("text/css;charset=UTF-8");
        assertThat(text(get("/home.css"))).contains("color-scheme: light dark", "prefers-color-scheme: dark");
    }

    @Test
    void aCurrentCopyIsNotSentAgain() {
        String tag = String.valueOf(get("/").getResponse().getHeader("ETag"));

        assertThat(fixtures.http().get().uri("/").header("If-None-Match", tag)).hasStatus(304);
    }

    private MvcTestResult get(String path) {
        return fixtures.http().get().uri(path).exchange();
    }

    private static String text(MvcTestResult answer) {
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
