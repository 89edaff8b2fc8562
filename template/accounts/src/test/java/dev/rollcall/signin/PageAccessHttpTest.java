package dev.rollcall.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.account.Account;
import dev.rollcall.key.KeyRole;
import dev.rollcall.platform.process.PageController;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;

/** Every page and every action, by nobody, by the owner of a note and by somebody else; and the same of the API. */
@RollcallTest
class PageAccessHttpTest {

    private static final String NOTES = "/api/v1/notes";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private List<RequestMappingHandlerMapping> mappings;

    private Account owner;
    private Account other;
    private String note;

    @BeforeEach
    void createNote() {
        owner = fixtures.account();
        other = fixtures.account();
        MvcTestResult created = fixtures.call(
                HttpMethod.POST,
                NOTES,
                fixtures.key(owner, KeyRole.WRITE),
                "{\"title\": \"Milk\", \"text\": \"of the owner\"}");
        note = fixtures.json(created).get("id").asString();
    }

    @Test
    void everyPageAndActionIsOpenToThoseOfItsLineAndToNobodyElse() {
        Map<String, String> expected = new TreeMap<>();
        Map<String, String> answered = new TreeMap<>();
        for (Route route : routes()) {
            String lines = lines(route);
            expected.put(route + " by nobody", lines.equals("ANYBODY") ? "open" : "sign in");
            answered.put(route + " by nobody", lines.isEmpty() ? "has no line" : answer(route, null));
            expected.put(route + " by the owner", "open");
            answered.put(route + " by the owner", answer(route, owner));
        }
        assertThat(answered).hasSizeGreaterThan(15).isEqualTo(expected);
    }

    @Test
    void aPathWithoutALineIsOpenToNobody() {
        var unknown = new Route(HttpMethod.GET, "/sign-out/no-such-page");
        assertThat(fixtures.http().get().uri(unknown.path())).hasStatus(404);
        assertThat(fixtures.signedIn(owner).get("/account/no-such-page")).hasStatus(404);
    }

    @Test
    void aPageShowsOnlyWhatBelongsToItsReader() {
        assertThat(fixtures.signedIn(owner).get("/")).bodyText().contains("Milk", owner.shownName());
        assertThat(fixtures.signedIn(other).get("/")).hasStatusOk().bodyText().doesNotContain("Milk");
        assertThat(fixtures.signedIn(other).get("/account"))
                .bodyText()
                .contains(other.email())
                .doesNotContain(owner.email());
    }

    @Test
    void aKeyOpensOnlyTheNotesOfItsAccount() {
        String key = fixtures.key(other, KeyRole.WRITE);
        String path = NOTES + "/" + note;

        assertThat(fixtures.call(HttpMethod.GET, path, key, "")).hasStatus(404);
        assertThat(fixtures.call(HttpMethod.DELETE, path, key, "")).hasStatus(404);
        assertThat(fixtures.json(fixtures.call(HttpMethod.GET, NOTES, key, "")).get("notes"))
                .isEmpty();
        assertThat(fixtures.http().get().uri(path)).hasStatus(401);
        assertThat(fixtures.call(HttpMethod.GET, path, fixtures.key(owner, KeyRole.READ), ""))
                .hasStatus(200);
    }

    @Test
    void aSessionOpensNoApiAndAKeyOpensNoPage() {
        assertThat(fixtures.signedIn(owner).get(NOTES)).hasStatus(401);
        assertThat(fixtures.call(HttpMethod.GET, "/", fixtures.key(owner, KeyRole.WRITE), ""))
                .hasStatus(302)
                .hasHeader("Location", PageSecurity.SIGN_IN);
    }

    /** The pages of controllers, and what Spring Security answers by itself. */
    private List<Route> routes() {
        Stream<Route> controllers = mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
                .filter(handler -> isPage(handler.getValue()))
                .flatMap(handler -> routes(handler.getKey()));
        Stream<Route> filters = Stream.of(
                new Route(HttpMethod.POST, PageSecurity.SIGN_OUT),
                new Route(HttpMethod.POST, PageSecurity.BY_PASSWORD),
                new Route(HttpMethod.POST, PageSecurity.BY_LINK));
        return Stream.concat(controllers, filters).toList();
    }

    private static Stream<Route> routes(RequestMappingInfo info) {
        Set<HttpMethod> methods = info.getMethodsCondition().getMethods().isEmpty()
                ? Set.of(HttpMethod.GET)
                : info.getMethodsCondition().getMethods().stream()
                        .map(method -> HttpMethod.valueOf(method.name()))
                        .collect(Collectors.toSet());
        return info.getPatternValues().stream()
                .flatMap(path -> methods.stream().map(method -> new Route(method, path)));
    }

    private static boolean isPage(HandlerMethod handler) {
        return AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), PageController.class);
    }

    /** Who may open it, by the first line that fits; empty if none does. */
    private static String lines(Route route) {
        PathContainer path = PathContainer.parsePath(route.path());
        return PageAccess.ALL.stream()
                .filter(line ->
                        PathPatternParser.defaultInstance.parse(line.path()).matches(path))
                .map(line -> line.who().name())
                .findFirst()
                .orElse("");
    }

    private String answer(Route route, @Nullable Account reader) {
        Visitor visitor = reader == null ? new Visitor(fixtures.http()) : fixtures.signedIn(reader);
        MvcTestResult result = route.method().equals(HttpMethod.GET)
                ? visitor.get(route.path())
                : visitor.submit(reader == null ? "/sign-in" : "/account", route.path());
        if (Refusal.PATH.equals(result.getResponse().getForwardedUrl())) {
            return String.valueOf(result.getResponse().getStatus());
        }
        return PageSecurity.SIGN_IN.equals(Visitor.location(result)) ? "sign in" : "open";
    }

    /** A method and a pattern of paths. */
    private record Route(HttpMethod method, String path) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }
}
