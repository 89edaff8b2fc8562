package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.page.PagePolicy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import testing.Contract;

/**
 * The headers by which browsers and caches protect people, on every page that an owner reaches. {@code
 * Factor15IdentityTest} looks at the operations of the API.
 */
@RollcallTest
class ProtectingHeadersHttpTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Readers readers;

    @Autowired
    private List<RequestMappingHandlerMapping> mappings;

    @Test
    void everyAnswerByTlsAsksForTls() {
        List<String> paths = Stream.concat(
                        Contract.read().operations().stream()
                                .filter(operation -> operation.method().equals("GET"))
                                .map(operation -> operation.path().replaceAll("\\{\\w+}", "x")),
                        Stream.of("/", "/sign-in", "/account", "/projects/", "/assets/none", "/nowhere"))
                .toList();

        assertThat(paths)
                .hasSizeGreaterThan(40)
                .allSatisfy(path -> assertThat(fixtures.http().get().uri(path).secure(true))
                        .hasHeader("Strict-Transport-Security", "max-age=31536000 ; includeSubDomains"));
        assertThat(fixtures.http().get().uri("/sign-in"))
                .as("an answer without TLS")
                .doesNotContainHeader("Strict-Transport-Security");
    }

    @Test
    void everyAnswerSaysWhatABrowserMayDo() {
        assertThat(pages()).allSatisfy(page -> {
            assertThat(page.getHeaders("Content-Security-Policy")).containsExactly(PagePolicy.DIRECTIVES);
            assertThat(page.getHeaders("X-Content-Type-Options")).containsExactly("nosniff");
            assertThat(page.getHeaders("Referrer-Policy")).containsExactly("no-referrer");
            assertThat(page.getContentType()).matches("(?i)(text/.*;charset=utf-8|application/.*)");
        });
    }

    @Test
    void noAnswerToAPersonOrAKeyIsKept() {
        assertThat(pages())
                .allSatisfy(page -> assertThat(page.getHeader("Cache-Control")).contains("no-store"));
        assertThat(Contract.read().operations().stream()
                        .filter(operation -> operation.scheme().isPresent()
                                && operation.method().equals("GET")
                                && operation.parameterNames("path").isEmpty()))
                .isNotEmpty()
                .allSatisfy(operation -> assertThat(fixtures.call(
                                        HttpMethod.GET,
                                        operation.path(),
                                        fixtures.project().readWriteKey(),
                                        "")
                                .getResponse()
                                .getHeader("Cache-Control"))
                        .contains("no-"));
    }

    /** The pages of a project with something of everything. */
    private List<MockHttpServletResponse> pages() {
        Tenant own = Tenant.make(fixtures, readers, new OwnedRows(fixtures.jdbc()));
        List<MockHttpServletResponse> pages = SiteMap.of(
                        own.owner(),
                        mappings,
                        "/projects/",
                        "/account",
                        "/projects/" + own.project().id() + "/checks/")
                .requests()
                .stream()
                .filter(request -> request.route().method().equals("GET")
                        && !request.path().endsWith("/live"))
                .map(request -> own.owner().get(request.path()).getResponse())
                .filter(page -> page.getStatus() == 200)
                .toList();
        assertThat(pages).hasSizeGreaterThan(20);
        return pages;
    }
}
