package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.account.ProjectRole;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.Visitor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import testing.HostileText;

/**
 * No page and no form fails, whatever its parameters are, and a page that is refused says which of them is at fault.
 * Pages and parameters are those that Spring has found.
 */
@RollcallTest
class HostileFormsHttpTest {

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)(?::[^}]*)?}");

    /** A page that waits for news answers when there is some, or after a while. */
    private static final String WAITS = "/live";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Readers readers;

    @Autowired
    private List<RequestMappingHandlerMapping> mappings;

    /** Numbers, times and ids that are none, and a few texts of each kind. */
    private static List<String> values() {
        return Stream.concat(
                        Stream.of(
                                "",
                                " ",
                                "\0",
                                "a\0b",
                                "-1",
                                "0",
                                "2147483648",
                                "99999999999999999999999",
                                "1e999999999",
                                "NaN",
                                "\u0661\u0662",
                                "2026-02-30T99:99",
                                "+999999999-12-31T23:59:59Z",
                                "-999999999-01-01T00:00",
                                "00000000-0000-0000-0000-000000000000",
                                "9999999999999999-9",
                                "9999999999999999-9223372036854775808",
                                "true",
                                "\ud83d",
                                "x".repeat(20_000),
                                "* * * * *",
                                "*-*-* *:*:*",
                                "https://127.0.0.1:99999/\\",
                                "Content-Type\n: x\r\n\u0000: y"),
                        HostileText.all().stream().limit(6))
                .toList();
    }

    @Test
    void noParameterMakesAPageFail() {
        List<String> failures = new ArrayList<>();
        Set<String> asked = new TreeSet<>();
        for (Route route : routes()) {
            ask(route, failures);
            asked.add(route.toString());
        }
        assertThat(asked).hasSizeGreaterThan(60);
        assertThat(failures).isEmpty();
    }

    private void ask(Route route, List<String> failures) {
        Projects.NewProject project = fixtures.project();
        Visitor owner = readers.signIn(project.id(), ProjectRole.OWNER);
        Map<String, String> things = things(project);
        String csrf = owner.token("/account");
        for (String value : values()) {
            Map<String, String> fields = new LinkedHashMap<>();
            route.parameters().forEach(name -> fields.put(name, value));
            fields.put("_csrf", csrf);
            report(
                    route + " with '" + shortened(value) + "'",
                    route,
                    failures,
                    () -> owner.send(route.method(), filled(route.path(), things), fields));
        }
        for (String variable : things.keySet()) {
            if (!variable.equals("project") && route.path().contains("{" + variable)) {
                for (String value : List.of("x", "0", "%00", "99999999999999999999", "..%3b", "%F0%9F%92%A9")) {
                    Map<String, String> others = new LinkedHashMap<>(things);
                    others.put(variable, value);
                    report(
                            route + " with " + variable + " '" + value + "'",
                            route,
                            failures,
                            () -> owner.send(route.method(), filled(route.path(), others), Map.of("_csrf", csrf)));
                }
            }
        }
    }

    private static void report(String what, Route route, List<String> failures, Supplier<MvcTestResult> request) {
        MvcTestResult answer = request.get();
        if (answer.getUnresolvedException() != null) {
            failures.add(what + ": " + answer.getUnresolvedException());
        } else if (answer.getResponse().getStatus() >= 500) {
            failures.add(what + ": " + answer.getResponse().getStatus() + " "
                    + answer.getMvcResult().getResolvedException());
        } else if (answer.getResponse().getStatus() == 400
                && route.method().equals(HttpMethod.GET)
                // Else Spring Security has refused the address, before it had a route.
                && answer.getMvcResult().getResolvedException() != null) {
            String page = Visitor.text(answer);
            if (route.names().noneMatch(name -> page.contains("“" + name + "”"))) {
                failures.add(what + ": 400, and the page does not say why");
            }
        }
    }

    private Map<String, String> things(Projects.NewProject project) {
        var check = fixtures.check(project, "{\"name\": \"a\"}");
        fixtures.ping(check, "/fail");
        String key = project.readWriteKey();
        Map<String, String> things = new LinkedHashMap<>();
        things.put("project", project.id().toString());
        things.put("id", project.id().toString());
        things.put(
                "key",
                fixtures.json(fixtures.call(HttpMethod.GET, "/api/v3/checks/", project.readOnlyKey(), ""))
                        .at("/checks/0/unique_key")
                        .asString());
        things.put("n", "1");
        things.put(
                "channel",
                fixtures.json(fixtures.call(
                                HttpMethod.POST, "/api/v3/channels/", key, "{\"kind\": \"log\", \"name\": \"l\"}"))
                        .get("id")
                        .asString());
        things.put(
                "window",
                fixtures.json(
                                fixtures.call(
                                        HttpMethod.POST,
                                        "/api/v3/maintenance-windows/",
                                        key,
                                        "{\"name\": \"w\", \"schedule\": \"0 2 * * *\", \"duration\": 60, \"all_checks\": true}"))
                        .get("id")
                        .asString());
        things.put("token", "x");
        things.put("slug", "x");
        return things;
    }

    private List<Route> routes() {
        return mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
                .filter(page ->
                        AnnotatedElementUtils.hasAnnotation(page.getValue().getBeanType(), PageController.class))
                .flatMap(page -> {
                    var methods = page.getKey().getMethodsCondition().getMethods();
                    List<HttpMethod> all = methods.isEmpty()
                            ? List.of(HttpMethod.GET)
                            : methods.stream()
                                    .map(method -> HttpMethod.valueOf(method.name()))
                                    .toList();
                    return page.getKey().getPatternValues().stream()
                            .flatMap(path ->
                                    all.stream().map(method -> new Route(method, path, names(page.getValue()))));
                })
                .filter(route -> !route.path().endsWith(WAITS))
                .toList();
    }

    /** The names of all parameters that the method binds: its own, and the components of records. */
    private static List<String> names(HandlerMethod page) {
        List<String> names = new ArrayList<>(List.of("cursor", "saved"));
        for (MethodParameter parameter : page.getMethodParameters()) {
            parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
            if (parameter.hasParameterAnnotation(RequestParam.class)) {
                names.add(String.valueOf(parameter.getParameterName()));
            }
            RecordComponent[] components = parameter.getParameterType().getRecordComponents();
            if (components != null) {
                names.addAll(
                        Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.toList()));
            }
        }
        return names;
    }

    private static String filled(String pattern, Map<String, String> things) {
        return VARIABLE.matcher(pattern)
                .replaceAll(variable -> Matcher.quoteReplacement(String.valueOf(things.get(variable.group(1)))));
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "..." : text;
    }

    private record Route(HttpMethod method, String path, List<String> parameters) {

        /** Of what a request can have a value for. */
        Stream<String> names() {
            return Stream.concat(
                    parameters.stream(), VARIABLE.matcher(path).results().map(variable -> variable.group(1)));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }
}
