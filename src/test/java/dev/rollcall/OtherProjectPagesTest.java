package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.signin.Visitor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Every page and every form that an owner reaches, with each id, name and key of another project in each place where
 * one can stand: in the path, the query and the fields. Nothing of the other project is read or changed.
 */
@RollcallTest
class OtherProjectPagesTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Readers readers;

    @Autowired
    private List<RequestMappingHandlerMapping> mappings;

    private final Set<String> faults = new TreeSet<>();
    /** Where each foreign id has been. */
    private final Set<String> places = new HashSet<>();

    private Tenant own;
    private Tenant other;
    private Map<String, String> foreign;
    private Secrets secrets;
    private String token;

    @BeforeEach
    void makeProjects() {
        var rows = new OwnedRows(fixtures.jdbc());
        own = Tenant.make(fixtures, readers, rows);
        other = Tenant.make(fixtures, readers, rows);
        foreign = new LinkedHashMap<>(other.ids());
        foreign.put(
                "a session",
                fixtures.jdbc()
                        .sql("SELECT s.primary_id FROM sessions s JOIN memberships m ON s.principal_name ="
                                + " m.account_id::text WHERE m.project_id = :project")
                        .param("project", other.project().id().value())
                        .query(String.class)
                        .single());
        secrets = other.secrets();
        token = own.owner().token("/account");
    }

    @Test
    void noIdOfAnotherProjectOpensAnything() {
        SiteMap site = SiteMap.of(
                own.owner(),
                mappings,
                "/projects/",
                "/account",
                "/projects/" + own.project().id() + "/checks/");
        assertThat(site.unreached())
                .as("routes to which no page leads; let Tenant make what they need")
                .isEmpty();

        int calls = 0;
        List<String> before = other.rows();
        for (SiteMap.Request request : longestFirst(site.requests())) {
            calls += examine(request);
            List<String> after = other.rows();
            if (!after.equals(before)) {
                List<String> changed = new ArrayList<>(after);
                changed.removeAll(before);
                faults.add(request.route() + " changed rows of the other project: " + changed);
                before = after;
            }
        }
        assertThat(faults).isEmpty();
        assertThat(calls).isGreaterThan(1000);
        assertThat(other.owner().get("/account"))
                .as("the other person is still signed in")
                .hasStatusOk();
    }

    private int examine(SiteMap.Request request) {
        int calls = 0;
        if (request.route().method().equals("GET")) {
            // A list may show what is of others to somebody who asked for nothing of theirs.
            send(request, "own ids", "");
            calls++;
        }
        List<String> variables = untried(request, "path", request.route().variables());
        List<String> names = untried(request, "fields", request.names());
        for (Map.Entry<String, String> id : foreign.entrySet()) {
            for (String variable : variables) {
                send(
                        request.withVariable(variable, id.getValue()),
                        id.getKey() + " as {" + variable + "}",
                        id.getValue());
                calls++;
            }
            for (String name : names) {
                send(request.withParameter(name, id.getValue()), id.getKey() + " as " + name, id.getValue());
                calls++;
            }
        }
        return calls;
    }

    /** Those that have most fields: a place is tried in the first request that has it. */
    private static List<SiteMap.Request> longestFirst(List<SiteMap.Request> requests) {
        return requests.stream()
                .sorted(Comparator.comparing(request -> -request.parameters().size()))
                .toList();
    }

    /** The places that no other request of the same route, sent by the same button, has had a foreign id in. */
    private List<String> untried(SiteMap.Request request, String part, List<String> all) {
        return all.stream()
                .filter(place ->
                        places.add(String.join(" ", request.route().toString(), request.button(), part, place)))
                .toList();
    }

    private void send(SiteMap.Request request, String what, String id) {
        MvcTestResult result;
        if (request.route().method().equals("GET")) {
            var address = UriComponentsBuilder.fromPath(request.path());
            request.parameters().forEach((name, value) -> address.queryParam(name, "{" + name + "}"));
            // Not waiting: a list that is open may be answered later.
            result = own.owner()
                    .ask(address.encode().buildAndExpand(request.parameters()).toUriString());
        } else {
            var fields = new LinkedMultiValueMap<String, String>();
            request.parameters().forEach(fields::add);
            fields.set("_csrf", token);
            result = own.owner().send(HttpMethod.valueOf(request.route().method()), request.path(), fields);
        }
        int status = result.getResponse().getStatus();
        // A number is no secret: it may also be the number of an own ping.
        boolean mustFail = what.endsWith("}") && !id.matches("\\d+") && !isGoneAlready(request, result);
        if (status >= 500 || (mustFail && status < 400)) {
            faults.add(request.route() + " with " + what + " was answered " + status);
        }
        String answer = new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8)
                + result.getResponse().getHeader("Location");
        Set<String> shown = secrets.in(answer, request.path() + request.parameters());
        if (!shown.isEmpty()) {
            faults.add(request.route() + " with " + what + " was answered with " + shown);
        }
    }

    /** What is not in the own project needs no deleting, so such a form leads back to the own list. */
    private boolean isGoneAlready(SiteMap.Request request, MvcTestResult result) {
        String next = Objects.requireNonNullElse(Visitor.location(result), "");
        return request.route().pattern().getPatternString().endsWith("/delete")
                && next.startsWith("/projects/" + own.project().id() + "/");
    }
}
