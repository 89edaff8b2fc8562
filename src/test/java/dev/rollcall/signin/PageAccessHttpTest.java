package dev.rollcall.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.account.Account;
import dev.rollcall.account.Accounts;
import dev.rollcall.account.Mailbox;
import dev.rollcall.account.Members;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.account.SignInLinks;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.project.ProjectId;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.provider.ProviderSignIn;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
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

/** Every page and every action, by every kind of reader. */
@RollcallTest
class PageAccessHttpTest {

    /** Pages that need no account, and therefore no session. Their secret, if any, is in the path. */
    private static final Set<String> OPEN = Set.of(
            "/acknowledge/{token}", "/unsubscribe/{token}", "/status/{slug:[a-z0-9-]+}", "/status/{slug}.{format}");

    /** What no controller of pages answers, but filters of Spring Security or another controller. */
    private static final List<Route> WITHOUT_PAGE_CONTROLLER = List.of(
            new Route(HttpMethod.POST, PageSecurity.SIGN_OUT),
            new Route(HttpMethod.POST, PageSecurity.BY_PASSWORD),
            new Route(HttpMethod.POST, PageSecurity.SEND_LINK),
            new Route(HttpMethod.POST, PageSecurity.BY_LINK),
            new Route(HttpMethod.POST, "/webauthn/authenticate/options"),
            new Route(HttpMethod.POST, "/login/webauthn"),
            new Route(HttpMethod.POST, "/webauthn/register/options"),
            new Route(HttpMethod.POST, "/webauthn/register"),
            new Route(HttpMethod.GET, ProviderSignIn.PATH),
            new Route(HttpMethod.GET, "/sign-in/from/oidc"),
            new Route(HttpMethod.GET, "/status/{slug}.{format}"));

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Members members;

    @Autowired
    private Projects projects;

    @Autowired
    private SignInLinks links;

    @Autowired
    private List<RequestMappingHandlerMapping> mappings;

    /** Those who only read: what they open changes nothing, so one of a kind opens all pages. */
    private final Map<Kind, Visitor> readers = new EnumMap<>(Kind.class);

    private ProjectId project;

    @BeforeEach
    void createProject() {
        project = projects.createWithoutKeys("a project");
    }

    @Test
    void everyPageAndActionIsOpenToThoseOfItsLineAndToNobodyElse() {
        Map<String, String> expected = new TreeMap<>();
        Map<String, String> answered = new TreeMap<>();
        publishStatusPage();
        for (Route route : routes()) {
            PageAccess line = line(route).orElse(null);
            for (Kind kind : Kind.values()) {
                String cell = route + " by " + kind;
                expected.put(cell, expected(route, line, kind));
                answered.put(cell, answer(route, kind));
            }
        }
        assertThat(answered).hasSizeGreaterThan(400).isEqualTo(expected);
    }

    private static String expected(Route route, @Nullable PageAccess line, Kind kind) {
        if (OPEN.contains(route.path())) {
            return line == null ? "open" : "no line in PageAccess";
        }
        return line == null ? "a line in PageAccess" : kind.isAnswered(line);
    }

    private void publishStatusPage() {
        String page = "{\"title\": \"all\", \"slug\": \"" + project + "\", \"public\": true}";
        assertThat(fixtures.call(
                        HttpMethod.POST,
                        "/api/v3/status-page/",
                        fixtures.project().readWriteKey(),
                        page))
                .hasStatusOk();
    }

    @Test
    void aPathWithoutALineIsOpenToNobody() {
        Route unknown = new Route(HttpMethod.GET, "/projects/" + project + "/no-such-page");
        assertThat(answer(unknown, Kind.NOBODY)).isEqualTo("sign in");
        assertThat(answer(unknown, Kind.OWNER)).isEqualTo("404");
        Route ofSpring = new Route(HttpMethod.DELETE, "/webauthn/register/not-base64!");
        assertThat(answer(ofSpring, Kind.NOBODY)).isEqualTo("sign in");
        assertThat(answer(ofSpring, Kind.OWNER)).isEqualTo("404");
    }

    @Test
    void aViewerReadsAndAMemberChanges() {
        String checks = "/projects/" + project + "/checks/";
        assertThat(answer(new Route(HttpMethod.GET, checks), Kind.VIEWER)).isEqualTo("open");
        assertThat(answer(new Route(HttpMethod.POST, checks), Kind.VIEWER)).isEqualTo("403");
        assertThat(answer(new Route(HttpMethod.POST, checks), Kind.MEMBER)).isEqualTo("open");
        assertThat(answer(new Route(HttpMethod.GET, checks + "x/pings/1/body"), Kind.VIEWER))
                .isEqualTo("403");
        assertThat(answer(new Route(HttpMethod.GET, "/projects/" + project + "/settings/keys/"), Kind.MEMBER))
                .isEqualTo("403");
        assertThat(answer(new Route(HttpMethod.GET, "/projects/" + project + "/settings/keys/"), Kind.OWNER))
                .isEqualTo("open");
    }

    /** The pages of controllers, and what Spring Security answers by itself. */
    private List<Route> routes() {
        Stream<Route> controllers = mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
                .filter(handler -> isPage(handler.getValue()))
                .flatMap(handler -> routes(handler.getKey()));
        return Stream.concat(controllers, WITHOUT_PAGE_CONTROLLER.stream()).toList();
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

    private Optional<PageAccess> line(Route route) {
        PathContainer path = PathContainer.parsePath(path(route));
        return PageAccess.ALL.stream()
                .filter(line -> !line.isReading() || route.method().equals(HttpMethod.GET))
                .filter(line ->
                        PathPatternParser.defaultInstance.parse(line.path()).matches(path))
                .findFirst();
    }

    private String path(Route route) {
        return route.path()
                .replace("{project}", project.toString())
                .replaceFirst("\\{slug[^}]*}", project.toString())
                .replace("{format}", "json")
                .replaceAll("\\{[^}]*}", "x");
    }

    private String answer(Route route, Kind kind) {
        String path = path(route);
        MvcTestResult result = route.method().equals(HttpMethod.GET)
                ? readers.computeIfAbsent(kind, this::visitor).get(path)
                : send(route.method(), path, kind);
        int status = result.getResponse().getStatus();
        if (Refusal.PATH.equals(result.getResponse().getForwardedUrl())
                || (route.path().startsWith("/status/") && status != 200)) {
            return String.valueOf(status);
        }
        return PageSecurity.SIGN_IN.equals(Visitor.location(result)) ? "sign in" : "open";
    }

    private MvcTestResult send(HttpMethod method, String path, Kind kind) {
        Visitor visitor = visitor(kind);
        String token = visitor.token(kind == Kind.NOBODY ? "/sign-in" : "/account");
        return visitor.send(method, path, Map.of("_csrf", token));
    }

    private Visitor visitor(Kind kind) {
        var visitor = new Visitor(fixtures.http());
        if (kind != Kind.NOBODY) {
            Account account = accounts.findOrCreate(new Mailbox(UUID.randomUUID() + "@example.com"), "");
            ProjectId own = kind.isInAnother() ? projects.createWithoutKeys("another") : project;
            members.add(own, account.id(), kind.role);
            accounts.setOperator(account.id(), kind == Kind.OPERATOR);
            String token = links.create(new Mailbox(account.email()), Duration.ofMinutes(1));
            visitor.signIn(token);
        }
        return visitor;
    }

    /** A method and a pattern of paths. */
    private record Route(HttpMethod method, String path) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** Kinds of readers. */
    private enum Kind {
        NOBODY(ProjectRole.VIEWER),
        VIEWER(ProjectRole.VIEWER),
        MEMBER(ProjectRole.MEMBER),
        OWNER(ProjectRole.OWNER),
        OWNER_OF_ANOTHER(ProjectRole.OWNER),
        OPERATOR(ProjectRole.OWNER);

        private final ProjectRole role;

        Kind(ProjectRole role) {
            this.role = role;
        }

        /** To run the deploy gives no right to the projects of others. */
        boolean isInAnother() {
            return this == OWNER_OF_ANOTHER || this == OPERATOR;
        }

        String isAnswered(PageAccess line) {
            if (line.who() == PageAccess.Who.ANYBODY) {
                return "open";
            }
            if (this == NOBODY) {
                return "sign in";
            }
            if (line.role().isEmpty()) {
                return line.who() != PageAccess.Who.OPERATOR || this == OPERATOR ? "open" : "404";
            }
            if (isInAnother()) {
                return "404";
            }
            return role.includes(line.role().get()) ? "open" : "403";
        }
    }
}
