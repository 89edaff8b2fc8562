package dev.rollcall;

import dev.rollcall.platform.process.PageController;
import dev.rollcall.signin.Visitor;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.server.PathContainer;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPattern.PathMatchInfo;
import org.springframework.web.util.pattern.PathPatternParser;
import testing.HtmlPage;

/** The pages that a person reaches by links, and the requests that these pages lead to. */
final class SiteMap {

    /** Pages of one kind are alike: so many of them are opened. */
    private static final int ALIKE = 3;

    private final List<Route> routes;
    private final Map<String, Request> requests = new LinkedHashMap<>();
    private final Map<String, String> variables = new HashMap<>();

    private SiteMap(List<Route> routes) {
        this.routes = routes;
    }

    /** Follows the links from these addresses. */
    static SiteMap of(Visitor visitor, List<RequestMappingHandlerMapping> mappings, String... addresses) {
        var map = new SiteMap(mappings.stream().flatMap(SiteMap::routes).toList());
        map.follow(visitor, new ArrayDeque<>(List.of(addresses)));
        map.addUnlinked();
        return map;
    }

    /** One request for each route, set of parameters and set of fields. */
    List<Request> requests() {
        return List.copyOf(requests.values());
    }

    /** The routes of projects to which no page leads, and whose address cannot be made from others. */
    Set<String> unreached() {
        return routes.stream()
                .filter(route -> route.isOfProject() && !isReached(route))
                .map(Route::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void follow(Visitor visitor, Deque<String> waiting) {
        Map<String, Integer> opened = new HashMap<>();
        Set<String> seen = new HashSet<>(waiting);
        while (!waiting.isEmpty()) {
            String address = waiting.remove();
            Optional<Request> request = add("GET", address, Map.of(), "");
            // A page that waits until something happens has no links.
            if (request.isEmpty() || request.get().path().endsWith("/live")) {
                continue;
            }
            if (opened.merge(request.get().kind(), 1, Integer::sum) <= ALIKE) {
                HtmlPage page = HtmlPage.read(address, Visitor.text(visitor.get(address)));
                for (HtmlPage.Form form : page.forms()) {
                    add(form.method(), resolved(address, form.action()), form.fields(), form.button());
                }
                page.links().stream()
                        .map(link -> resolved(address, link))
                        .filter(link -> link.startsWith("/") && seen.add(link))
                        .forEach(waiting::add);
            }
        }
    }

    private Optional<Request> add(String method, String address, Map<String, List<String>> fields, String button) {
        PathContainer path = PathContainer.parsePath(URI.create(address).getRawPath());
        Optional<Route> found = routes.stream()
                .filter(route ->
                        route.method().equals(method) && route.pattern().matches(path))
                .findFirst();
        return found.map(route -> {
            PathMatchInfo match = Objects.requireNonNull(route.pattern().matchAndExtract(path));
            variables.putAll(match.getUriVariables());
            MultiValueMap<String, String> query =
                    UriComponentsBuilder.fromUriString(address).build().getQueryParams();
            Map<String, String> parameters = new LinkedHashMap<>();
            query.forEach((name, values) -> parameters.put(name, Objects.requireNonNullElse(values.get(0), "")));
            fields.forEach((name, values) -> parameters.put(name, values.isEmpty() ? "" : values.get(0)));
            if (!button.isEmpty()) {
                parameters.put(button.split("=", 2)[0], button.split("=", 2)[1]);
            }
            var request = new Request(route, match.getUriVariables(), parameters, button);
            requests.putIfAbsent(request.kind(), request);
            return request;
        });
    }

    /** Routes that scripts ask for, and forms that are shown at other times only. */
    private void addUnlinked() {
        for (Route route : routes) {
            if (route.isOfProject() && !isReached(route) && variables.keySet().containsAll(route.variables())) {
                Map<String, String> own = route.variables().stream()
                        .collect(Collectors.toMap(name -> name, name -> Objects.requireNonNull(variables.get(name))));
                var request = new Request(route, own, Map.of(), "");
                requests.put(request.kind(), request);
            }
        }
    }

    private boolean isReached(Route route) {
        return requests.values().stream().anyMatch(request -> request.route().equals(route));
    }

    private static String resolved(String base, String link) {
        return URI.create(base).resolve(link).toString().replaceFirst("#.*", "");
    }

    private static Stream<Route> routes(RequestMappingHandlerMapping mapping) {
        return mapping.getHandlerMethods().entrySet().stream()
                .filter(handler ->
                        AnnotatedElementUtils.hasAnnotation(handler.getValue().getBeanType(), PageController.class))
                .flatMap(handler -> routes(handler.getKey(), handler.getValue()));
    }

    private static Stream<Route> routes(RequestMappingInfo info, HandlerMethod handler) {
        Set<String> parameters = Arrays.stream(handler.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                .map(SiteMap::name)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        return info.getPatternValues().stream()
                .flatMap(pattern -> info.getMethodsCondition().getMethods().stream()
                        .map(method -> new Route(
                                method.name(), PathPatternParser.defaultInstance.parse(pattern), parameters)));
    }

    private static String name(MethodParameter parameter) {
        String given = Objects.requireNonNull(parameter.getParameterAnnotation(RequestParam.class))
                .name();
        return given.isEmpty()
                ? Objects.requireNonNullElse(parameter.getParameter().getName(), "")
                : given;
    }

    /** @param parameters those that the method of the controller names */
    record Route(String method, PathPattern pattern, Set<String> parameters) {

        boolean isOfProject() {
            return pattern.getPatternString().startsWith("/projects/{project}/");
        }

        List<String> variables() {
            return Stream.of(pattern.getPatternString().split("/"))
                    .filter(part -> part.startsWith("{"))
                    .map(part -> part.replaceAll("[{}]|:.*", ""))
                    .toList();
        }

        @Override
        public String toString() {
            return method + " " + pattern.getPatternString();
        }
    }

    /**
     * A request that a page leads to.
     *
     * @param variables of the path
     * @param parameters of the query or of the form, as the page has filled them in
     * @param button the button that sends the form
     */
    record Request(Route route, Map<String, String> variables, Map<String, String> parameters, String button) {

        String kind() {
            return route + " " + new TreeSet<>(parameters.keySet()) + " " + button;
        }

        String path() {
            String path = route.pattern().getPatternString();
            for (String name : route.variables()) {
                path = path.replaceFirst("\\{" + name + "[^/]*", Objects.requireNonNull(variables.get(name)));
            }
            return path;
        }

        /** The names of all parameters that can be sent. */
        List<String> names() {
            List<String> names = new ArrayList<>(parameters.keySet());
            route.parameters().stream().filter(name -> !names.contains(name)).forEach(names::add);
            names.remove("_csrf");
            return names;
        }

        Request withVariable(String name, String value) {
            return new Request(route, with(variables, name, value), parameters, button);
        }

        Request withParameter(String name, String value) {
            return new Request(route, variables, with(parameters, name, value), button);
        }

        private static Map<String, String> with(Map<String, String> map, String name, String value) {
            Map<String, String> changed = new LinkedHashMap<>(map);
            changed.put(name, value);
            return changed;
        }
    }
}
