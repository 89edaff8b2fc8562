package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import testing.BodyForm;
import testing.Contract;
import testing.Operation;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every operation of the contract, with each id, name and key of another project in each place where one can stand: in
 * the path, the query, the body and the header. Nothing of the other project is read or changed.
 */
@RollcallTest
class OtherProjectHttpTest {

    private static final String NUMBER = "the number ";
    /** What bodies refer to by an id or a name. */
    private static final Set<String> MEANT = Set.of("checks.id", "the group", "the name of a channel");

    private static final JsonMapper JSON = JsonMapper.shared();

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private Readers readers;

    private final Set<String> faults = new TreeSet<>();
    private OwnedRows rows;
    private Tenant other;
    private Map<String, String> foreign;
    private Secrets secrets;

    @BeforeEach
    void makeTheOtherProject() {
        rows = new OwnedRows(fixtures.jdbc());
        other = Tenant.make(fixtures, readers, rows);
        foreign = other.ids();
        secrets = other.secrets();
    }

    @Test
    void noIdOfAnotherProjectOpensAnything() {
        List<String> before = other.rows();
        int calls = 0;
        for (Operation operation : operations()) {
            Tenant own = Tenant.make(fixtures, readers, rows);
            List<Call> attempts = calls(operation, own);
            attempts.forEach(call -> examine(call, own));
            calls += attempts.size();
            List<String> after = other.rows();
            if (!after.equals(before)) {
                List<String> changed = new ArrayList<>(after);
                changed.removeAll(before);
                faults.add(operation.name() + " changed rows of the other project: " + changed);
                before = after;
            }
        }
        assertThat(faults).isEmpty();
        assertThat(calls).isGreaterThan(5000);
    }

    /**
     * Lists have the latest first. So the other project is made last here: else nothing of it would be on a first page.
     */
    @Test
    void noListShowsWhatAnotherProjectHasMadeSince() {
        Tenant own = Tenant.make(fixtures, readers, rows);
        secrets = Tenant.make(fixtures, readers, rows).secrets();
        operations().stream()
                .filter(operation -> operation.method().equals("GET"))
                .forEach(operation -> OwnPaths.of(operation, own)
                        .forEach(path -> examine(
                                new Call(
                                        operation,
                                        "own ids",
                                        path,
                                        "",
                                        own.project().readWriteKey()),
                                own)));
        assertThat(faults).isEmpty();
    }

    /** Else the test above would prove nothing: an operation that refuses everything also refuses foreign ids. */
    @Test
    void theSameCallsSucceedWithOwnIds() {
        Set<String> refused = new TreeSet<>();
        for (Operation operation : operations()) {
            Tenant own = Tenant.make(fixtures, readers, rows);
            assertThat(post(own, "/api/v3/status-page/", "{\"public\": true}")).hasStatusOk();
            Set<String> refusals = new TreeSet<>();
            boolean succeeds = OwnPaths.of(operation, own).stream()
                    .flatMap(path -> bodies(operation).stream()
                            .map(body -> new Call(
                                    operation, "own", path, body, own.project().readWriteKey())))
                    .map(call -> send(call, own))
                    .peek(answer -> refusals.add(answer.getResponse().getStatus() + " " + text(answer)))
                    .anyMatch(answer -> answer.getResponse().getStatus() < 400);
            if (!succeeds) {
                refused.add(operation.name() + ": " + refusals);
            }
        }
        // Their tokens are made for the receiver of one message.
        refused.removeIf(name -> name.contains("{token}"));
        assertThat(refused).isEmpty();
    }

    /** The places of bodies that name other things of the project take own ids, and refuse foreign ones. */
    @Test
    void listsOfIdsTakeOwnOnesOnly() {
        Tenant own = Tenant.make(fixtures, readers, rows);
        for (Tenant tenant : List.of(own, other)) {
            int expected = tenant == own ? 201 : 400;
            String check = tenant.checks().get(0).toString();
            assertThat(post(own, "/api/v3/checks/", "{\"depends_on\": [\"" + check + "\"]}"))
                    .hasStatus(expected);
            assertThat(post(own, "/api/v3/checks/", "{\"channels\": \"" + tenant.group() + "\"}"))
                    .hasStatus(expected);
            String channel = tenant.ids().get("the name of a channel");
            assertThat(post(own, "/api/v3/channels/", "{\"kind\": \"group\", \"channels\": \"" + channel + "\"}"))
                    .hasStatus(expected);
            String window = "{\"name\": \"w\", \"schedule\": \"0 2 * * *\", \"duration\": 60, \"checks\": [\"%s\"]}";
            assertThat(post(own, "/api/v3/maintenance-windows/", window.formatted(check)))
                    .hasStatus(expected);
        }
    }

    /** Those that take an id, or are about the project of a key. */
    private static List<Operation> operations() {
        return Contract.read().operations().stream()
                .filter(operation -> operation.scheme().filter("apiKey"::equals).isPresent()
                        || !operation.parameterNames("path").isEmpty())
                // It signs any text, so that a process finds out whether requests reach it.
                .filter(operation -> !operation.path().equals("/reach/{challenge}"))
                .toList();
    }

    private List<Call> calls(Operation operation, Tenant own) {
        List<Call> calls = new ArrayList<>();
        List<String> paths = OwnPaths.of(operation, own);
        String ownKey = own.project().readWriteKey();
        String body = bodies(operation).get(0);
        foreign.forEach((what, id) -> {
            String named = id.matches("\\d+") ? NUMBER + what : what;
            for (String parameter : operation.parameterNames("path")) {
                if (!isItsOwnKey(operation, parameter, what, id)) {
                    String path = OwnPaths.replaced(operation, paths.get(0), parameter, encoded(id));
                    calls.add(new Call(operation, named + " as {" + parameter + "}", path, body, ownKey));
                }
            }
            for (String parameter : operation.parameterNames("query")) {
                String path = paths.get(0) + "?" + parameter + "=" + encoded(id);
                calls.add(new Call(operation, what + " as ?" + parameter, path, body, ownKey));
            }
            if (operation.scheme().isPresent() && !other.keys().contains(id)) {
                calls.add(new Call(operation, what + " as the key", paths.get(0), body, id));
            }
            // A member may mean something for one thing only, as the channels of a group. A few ids are tried with
            // each.
            for (String path : MEANT.contains(what) ? paths : paths.subList(0, 1)) {
                foreignBodies(operation, id)
                        .forEach((member, with) ->
                                calls.add(new Call(operation, what + " as " + member, path, with, ownKey)));
            }
        });
        return calls;
    }

    /** By the member that has the id. Members that several forms have are tried in the first of them. */
    private static Map<String, String> foreignBodies(Operation operation, String id) {
        Map<String, String> bodies = new TreeMap<>();
        List<BodyForm> forms = BodyForm.of(operation);
        for (BodyForm form : forms) {
            String base = forms.size() > 1
                    ? JSON.writeValueAsString(form.fixed())
                    : bodies(operation).get(0);
            Stream.concat(form.texts().stream(), form.lists().stream()).forEach(member -> {
                var with = (ObjectNode) JSON.readTree(base.isEmpty() ? "{}" : base);
                if (form.lists().contains(member)) {
                    with.putArray(member).add(id);
                } else {
                    with.put(member, id);
                }
                bodies.putIfAbsent(member, with.toString());
            });
        }
        return bodies;
    }

    private void examine(Call call, Tenant own) {
        MvcTestResult result = send(call, own);
        int status = result.getResponse().getStatus();
        if (status >= 500 || (call.mustFail() && status < 400)) {
            faults.add(call + " was answered " + status);
        }
        String answer = headers(result) + text(result);
        Set<String> shown = secrets.in(answer, call.path() + call.body() + call.key());
        if (!shown.isEmpty()) {
            faults.add(call + " was answered with " + shown);
        }
    }

    private MvcTestResult send(Call call, Tenant own) {
        var request = fixtures.http()
                .method(HttpMethod.valueOf(call.operation().method()))
                .uri(URI.create(call.path()))
                .content(call.body().getBytes(StandardCharsets.UTF_8));
        Optional<String> scheme = call.operation().scheme();
        if (scheme.filter("apiKey"::equals).isPresent()) {
            request.header("X-Api-Key", call.key());
        } else if (scheme.isPresent()) {
            boolean isOwn = call.key().equals(own.project().readWriteKey());
            request.header("Authorization", "Bearer " + (isOwn ? own.project().readOnlyKey() : call.key()));
        }
        return request.exchange();
    }

    private MvcTestResult post(Tenant tenant, String path, String body) {
        return fixtures.call(HttpMethod.POST, path, tenant.project().readWriteKey(), body);
    }

    /**
     * A check's id in the address of a ping, and its badge key in the address of its badge, are the keys themselves.
     */
    private boolean isItsOwnKey(Operation operation, String parameter, String what, String id) {
        boolean isPing = operation.path().startsWith("/ping/{id}") && parameter.equals("id");
        boolean isCheck =
                other.checks().stream().anyMatch(check -> check.toString().equals(id));
        return (isPing && isCheck) || (operation.path().startsWith("/b/") && what.equals("checks.badge_key"));
    }

    /** The examples of the contract; an empty text if it has none. */
    private static List<String> bodies(Operation operation) {
        List<String> bodies = operation.exampleBodies().stream()
                .map(body -> body.replace("\"acme\"", "\"" + UUID.randomUUID() + "\""))
                .toList();
        return bodies.isEmpty() ? List.of("") : bodies;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String headers(MvcTestResult result) {
        var headers = new StringBuilder();
        for (String name : new HashSet<>(result.getResponse().getHeaderNames())) {
            headers.append(name)
                    .append(": ")
                    .append(result.getResponse().getHeaders(name))
                    .append('\n');
        }
        return headers.toString();
    }

    private static String text(MvcTestResult result) {
        return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    /** One request. {@code what} says which foreign id is where. */
    private record Call(Operation operation, String what, String path, String body, String key) {

        /** A number is no secret: it may also be the number of an own ping. */
        boolean mustFail() {
            return what.endsWith("as the key") || (what.endsWith("}") && !what.startsWith(NUMBER));
        }

        @Override
        public String toString() {
            return operation.name() + " with " + what;
        }
    }
}
