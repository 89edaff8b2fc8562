package dev.rollcall.page;

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
class WelcomePageHttpTest {

    private static final Pattern LINK = Pattern.compile("href=\"([^\"]*)\"");

    private static final Pattern ASSET = Pattern.compile("(/assets/[a-z.]+-[0-9a-f]{32}\\.(?:min\\.)?(?:css|js))");

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
    void thePolicyAllowsOnlyOurOwnFilesAndThePageNeedsNoMore() {
        List<String> policies = get("/").getResponse().getHeaders("Content-Security-Policy");

        assertThat(policies)
                .singleElement()
                .satisfies(policy -> assertThat(policy)
                        .startsWith("default-src 'none'; script-src 'self'; style-src 'self'")
                        .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
                        .doesNotContain("unsafe", "http:", "https:", "*"));
        assertThat(text(get("/")))
                .doesNotContain("<style", "style=")
                .doesNotContainPattern("\\son[a-z]+=")
                .doesNotContainPattern("<script(?![^>]*src=)");
    }

    @Test
    void thePageIsInALanguageThatTheBrowserPrefers() {
        assertThat(text(get("/", "de-AT,de;q=0.9,en;q=0.5")))
                .contains("<html lang=\"de\">", "Zum Inhalt springen", "Zeiten in UTC");
        assertThat(text(get("/", "fr"))).contains("Aller au contenu");
        assertThat(text(get("/", "es-MX"))).contains("Ir al contenido");
        assertThat(text(get("/", "ja, sv"))).contains("<html lang=\"en\">", "Skip to content");
    }

    @Test
    void filesHaveADigestInTheirNamesAndAreKeptForever() {
        String page = text(get("/"));
        List<String> files =
                ASSET.matcher(page).results().map(file -> file.group(1)).toList();

        assertThat(files).hasSizeGreaterThan(1);
        for (String file : files) {
            assertThat(get(file))
                    .as(file)
                    .hasStatusOk()
                    .headers()
                    .hasValue("Cache-Control", "max-age=31536000, public, immutable");
        }
        assertThat(get("/assets/rollcall-00000000000000000000000000000000.css")).hasStatus(404);
        assertThat(get("/assets/messages.properties")).hasStatus(404);
        assertThat(get("/assets/../messages.properties")).hasStatus(400);
    }

    private MvcTestResult get(String path, String languages) {
        return fixtures.http()
                .get()
                .uri(path)
                .header("Accept-Language", languages)
                .exchange();
    }

    private MvcTestResult get(String path) {
        return fixtures.http().get().uri(path).exchange();
    }

    private static String text(MvcTestResult answer) {
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
