package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import testing.App;
import testing.Contract;
import testing.Operation;
import testing.Recording;

/** The contract comes first: what runs answers as the file says, in everything that the file says. */
class Factor13ApiFirstTest {

    private static final Contract CONTRACT = Contract.read();
    private static final String UNIQUE = "\"unique\"";

    private static final Set<String> TAKES_BODY = Set.of("POST", "PUT");

    private static Deploy unmigrated;
    private static App web;
    private static App notReady;
    private static Requests own;
    private static Requests other;

    @BeforeAll
    static void start() {
        RunningRelease release = RunningRelease.get();
        web = release.web();
        own = new Requests(web, release.deploy().project());
        other = new Requests(web, release.deploy().project());
        unmigrated = Deploy.onEmptyDatabase(Requests.variables());
        notReady = unmigrated.web().untilPrinted("schema.waiting").untilPrinted("web.listening");
    }

    @AfterAll
    static void stop() {
        unmigrated.close();
    }

    @Test
    void theContractIsServedByteForByteAsItIsInTheRepository() throws Exception {
        HttpResponse<String> served = web.get("/openapi.yaml");
        assertThat(served.body().getBytes(StandardCharsets.UTF_8)).isEqualTo(Files.readAllBytes(Contract.FILE));
        assertThat(served.headers().firstValue("Content-Type")).contains("application/yaml");
    }

    @Test
    void everyOperationAnswersEveryStatusOfTheContractAsTheContractSays() {
        Map<String, String> faults = new TreeMap<>();
        for (Operation operation : CONTRACT.operations()) {
            for (String status : operation.statuses()) {
                for (Call call : calls(operation, Integer.parseInt(status))) {
                    List<String> found = faults(call, Integer.parseInt(status));
                    if (!found.isEmpty()) {
                        faults.put(operation.name() + " " + call.path() + " " + call.body(), found.toString());
                    }
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void everyPathAnswersHeadAsGetAndOptionsWithItsMethodsAndOtherMethodsWith405() {
        Map<String, Set<String>> methods = new TreeMap<>();
        CONTRACT.operations()
                .forEach(operation -> methods.computeIfAbsent(operation.path(), path -> new TreeSet<>())
                        .add(operation.method()));
        methods.forEach((path, documented) -> {
            Operation any = operation(documented.iterator().next() + " " + path);
            for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
                if (!documented.contains(method)) {
                    HttpResponse<String> refused = sent(method, own.path(any));
                    assertThat(refused.statusCode()).as(method + " " + path).isEqualTo(405);
                    assertThat(allowed(refused)).as(method + " " + path).isEqualTo(documented);
                    assertThat(any.faults(refused)).as(method + " " + path).isEmpty();
                }
            }
            Set<String> optional = new TreeSet<>(documented);
            optional.addAll(documented.contains("GET") ? List.of("HEAD", "OPTIONS") : List.of("OPTIONS"));
            assertThat(allowed(sent("OPTIONS", own.path(any))))
                    .as("OPTIONS " + path)
                    .isEqualTo(optional);
            if (documented.contains("GET")) {
                Operation get = operation("GET " + path);
                HttpResponse<String> head = sent("HEAD", own.path(get));
                assertThat(head.statusCode()).as("HEAD " + path).isEqualTo(get.success());
                assertThat(head.body()).isEmpty();
            }
        });
    }

    @Test
    void whatTheContractDoesNotHaveIsAProblemAsWell() {
        String check = "/ping/" + own.check();
        Map<String, Integer> strange = Map.of(
                "/",
                404,
                "/error",
                404,
                "/ping/",
                404,
                "/version/",
                404,
                "/api/v3/no-such-thing",
                404,
                check + "/start/twice/more",
                404,
                "/" + check,
                400,
                check + ";fail",
                400,
                "/ping/%2e%2e",
                400);
        strange.forEach((path, status) -> {
            HttpResponse<String> answer = sent("GET", path);
            assertThat(answer.statusCode()).as(path).isEqualTo(status);
            assertThat(operation("GET /version").faults(answer)).as(path).isEmpty();
        });
        assertThat(sent("TRACE", check).statusCode()).isEqualTo(405);
        assertThat(operation("GET /version").faults(sent("TRACE", check))).isEmpty();
    }

    /** What clients of the published API send, as they send it; paths and headers were taken down from them. */
    @Test
    void requestsAsClientsSendThemAreAnsweredAsTheContractSays() {
        List<Recording> recordings = Recording.all();
        assertThat(recordings).hasSizeGreaterThan(10);
        for (Recording recording : recordings) {
            String path = recording.path(own.check());
            HttpResponse<String> answer = web.send(recording.request(web.to(path), own.key("api_key")));
            assertThat(answer.statusCode())
                    .as(recording.title() + " " + answer.body())
                    .isEqualTo(recording.status());
            Operation operation = CONTRACT.operations().stream()
                    .filter(candidate -> candidate.method().equals(recording.method())
                            && candidate.takes(path.replaceFirst("\\?.*", "")))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(recording.title() + " is not in the contract"));
            assertThat(operation.faults(answer)).as(recording.title()).isEmpty();
        }
    }

    /** The calls that bring about this answer. There must be some: a promise that nobody can try is not tested. */
    private static List<Call> calls(Operation operation, int status) {
        String key = operation.scheme().map(scheme -> own.key("api_key")).orElse(null);
        String body = Requests.body(operation);
        return switch (status) {
            case 201 -> operation.path().startsWith("/ping/") ? provisioned(operation) : successes(operation);
            case 200 -> hasUpserts(operation) ? updates(operation) : successes(operation);
            case 304 ->
                List.of(new Call(
                        operation, web, operation.path(), null, null, List.of("If-None-Match", tag(operation))));
            case 400 -> refused(operation, key);
            case 401 ->
                List.of(
                        new Call(operation, web, own.path(operation), null, body),
                        new Call(operation, web, own.path(operation), "", body),
                        new Call(operation, web, own.path(operation), "no-such-key", body));
            case 403 -> List.of(new Call(operation, web, own.path(operation), other.key("api_key"), body));
            case 404 -> List.of(new Call(operation, web, Requests.pathOfNothing(operation), key, body));
            case 409 -> List.of(conflict(operation, key, body));
            case 503 -> List.of(new Call(operation, notReady, Requests.pathOfNothing(operation), key, body));
            default -> throw new AssertionError("say here how " + operation.name() + " comes to answer " + status);
        };
    }

    private static List<Call> successes(Operation operation) {
        if (operation.scheme().equals(Optional.of("metricsToken"))) {
            List<String> token = List.of("Authorization", "Bearer " + Requests.METRICS_TOKEN);
            return List.of(new Call(operation, web, operation.path(), null, null, token));
        }
        List<Call> calls = new ArrayList<>();
        List<String> bodies = new ArrayList<>(operation.exampleBodies());
        bodies.removeIf(body -> hasUpserts(operation) && body.contains(UNIQUE));
        if (bodies.isEmpty()) {
            bodies.add(TAKES_BODY.contains(operation.method()) ? "three files" : "");
        }
        for (String body : bodies) {
            String sent = TAKES_BODY.contains(operation.method()) ? body : null;
            String key = operation.scheme().map(scheme -> own.key("api_key")).orElse(null);
            calls.add(new Call(operation, web, own.path(operation), key, sent));
        }
        if (operation.role().equals(Optional.of("read"))) {
            calls.add(new Call(operation, web, own.path(operation), own.key("api_key_readonly"), null));
        }
        if (operation.path().contains("{signal}") && !operation.path().contains("{slug}")) {
            calls.add(new Call(operation, web, own.slugPath(operation, own.slug(1)), null, null));
        }
        if (operation.path().contains("{signal}")) {
            for (String signal : List.of("fail", "log", "0", "1", "255")) {
                String path = own.path(operation).replace("/start", "/" + signal);
                calls.add(new Call(operation, web, path + "?rid=" + UUID.randomUUID(), null, null));
            }
        }
        return calls;
    }

    private static Call conflict(Operation operation, @Nullable String key, @Nullable String body) {
        if (operation.path().startsWith("/ping/")) {
            return new Call(operation, web, own.slugPath(operation, own.slug(2)), null, body);
        }
        return switch (operation.name()) {
            case "DELETE /api/v3/keys/{id}" ->
                new Call(operation, web, Requests.pathOf(operation, lastKey()), other.key("api_key"), null);
            case "POST /api/v3/keys/" -> {
                while (other.send(operation, operation.path(), other.key("api_key"), body)
                                .statusCode()
                        == 201) {
                    // Until the project has as many as it may have.
                }
                yield new Call(operation, web, operation.path(), other.key("api_key"), body);
            }
            default -> new Call(operation, web, Requests.pathOf(operation, own.check()), key, body);
        };
    }

    /** The only read-write key that the other project has. */
    private static String lastKey() {
        return Deploy.JSON
                .readTree(web.send(web.to("/api/v3/keys/").header("X-Api-Key", other.key("api_key")))
                        .body())
                .get("keys")
                .valueStream()
                .filter(found -> found.get("current").asBoolean())
                .map(found -> found.get("id").asString())
                .findFirst()
                .orElseThrow();
    }

    /** A ping to a slug that nobody has yet. */
    private static List<Call> provisioned(Operation operation) {
        String path = own.slugPath(operation, own.slug(0)) + "?create=1&rid=" + UUID.randomUUID();
        return List.of(new Call(operation, web, path, null, null));
    }

    private static boolean hasUpserts(Operation operation) {
        return operation.success() == 201 && operation.statuses().contains("200");
    }

    /** What makes something the first time and changes it the second time. */
    private static List<Call> updates(Operation operation) {
        String key = own.key("api_key");
        return operation.exampleBodies().stream()
                .filter(body -> body.contains(UNIQUE))
                .peek(body -> own.send(operation, own.path(operation), key, body))
                .map(body -> new Call(operation, web, own.path(operation), key, body))
                .toList();
    }

    /** Each at fault in a way that the contract tells, too. */
    private static List<Call> refused(Operation operation, @Nullable String key) {
        if (operation.path().startsWith("/ping/")) {
            List<Call> calls = new ArrayList<>();
            calls.add(new Call(operation, web, own.path(operation) + "?rid=1", null, null));
            if (operation.path().contains("{signal}")) {
                boolean isAfterSlug = operation.path().contains("{slug}");
                for (String signal : isAfterSlug ? List.of("256", "success", "-1") : List.of("No-Slug", "1.5")) {
                    calls.add(new Call(operation, web, own.path(operation).replace("start", signal), null, null));
                }
            }
            return calls;
        }
        if (operation.path().matches(".*/(deliveries|incidents)/")) {
            return List.of("?limit=0", "?limit=101", "?cursor=nowhere").stream()
                    .map(query -> new Call(operation, web, own.path(operation) + query, key, null))
                    .toList();
        }
        if (operation.path().endsWith("/flips/")) {
            return Stream.of("?seconds=-1", "?seconds=31536001", "?start=yesterday", "?end=99999999999999999999")
                    .map(query -> new Call(operation, web, own.path(operation) + query, key, null))
                    .toList();
        }
        if (operation.exampleBodies().isEmpty()) {
            return List.of(new Call(operation, web, Requests.pathOf(operation, "no-uuid"), key, null));
        }
        return List.of("{\"timeout\": 0, \"kind\": \"pigeon\"}", "{\"name\": 1}", "[]").stream()
                .map(body -> new Call(operation, web, own.path(operation), key, body))
                .toList();
    }

    private static List<String> faults(Call call, int expected) {
        HttpResponse<String> answer = call.send();
        if (answer.statusCode() != expected) {
            return List.of("answers " + answer.statusCode() + " in place of " + expected + ": " + answer.body());
        }
        List<String> faults = new ArrayList<>(call.operation().faults(answer));
        List<String> inRequest = call.operation().requestFaults(answer.uri(), call.body());
        if (expected < 400) {
            faults.addAll(inRequest);
        } else if (expected == 400 && inRequest.isEmpty()) {
            faults.add("is refused, though the contract has nothing against it");
        }
        return faults;
    }

    private static Operation operation(String name) {
        return CONTRACT.operations().stream()
                .filter(operation -> operation.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static HttpResponse<String> sent(String method, String path) {
        return web.send(web.to(path)
                .header("X-Api-Key", own.key("api_key"))
                .header("Authorization", "Bearer " + Requests.METRICS_TOKEN)
                .method(method, BodyPublishers.noBody()));
    }

    private static Set<String> allowed(HttpResponse<String> answer) {
        return Arrays.stream(answer.headers().firstValue("Allow").orElse("").split(", *"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String tag(Operation operation) {
        return web.get(operation.path()).headers().firstValue("ETag").orElseThrow();
    }

    /** One request; key and body may be null for none. */
    private record Call(
            Operation operation,
            App to,
            String path,
            @Nullable String key,
            @Nullable String body,
            List<String> more) {

        Call(Operation operation, App to, String path, @Nullable String key, @Nullable String body) {
            this(operation, to, path, key, body, List.of());
        }

        HttpResponse<String> send() {
            var request = to.to(path)
                    .method(operation.method(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
            if (key != null) {
                request.header("X-Api-Key", key);
            }
            for (int n = 0; n < more.size(); n += 2) {
                request.header(more.get(n), more.get(n + 1));
            }
            return to.send(request);
        }
    }
}
