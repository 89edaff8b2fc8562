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
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import testing.App;
import testing.Contract;
import testing.Operation;
import testing.Recording;

/** The contract comes first: the running service answers as the file says. */
class Factor13ApiFirstTest {

    private static final Contract CONTRACT = Contract.read();

    private static Deploy unmigrated;
    private static App web;
    private static App limited;
    private static Calls calls;
    private static Requests own;

    @BeforeAll
    static void start() {
        RunningRelease release = RunningRelease.get();
        web = release.web();
        own = new Requests(web, release.deploy().project());
        Requests other = new Requests(web, release.deploy().project());
        unmigrated = Deploy.onEmptyDatabase(Requests.variables());
        App notReady = unmigrated.web().untilPrinted("schema.waiting").untilPrinted("web.listening");
        limited = App.start(
                "web",
                App.with(
                        release.deploy().environment(),
                        "PORT",
                        App.freePort(),
                        "CHECK_LIMIT",
                        "1",
                        "KEY_RATE_LIMIT",
                        "1",
                        "ADDRESS_RATE_LIMIT",
                        "1"));
        limited.untilReady();
        calls = new Calls(web, notReady, limited, own, other, () -> keyOfProjectWithOneCheck(release));
    }

    private static String keyOfProjectWithOneCheck(RunningRelease release) {
        String key = release.deploy().project().get("api_key").asString();
        Deploy.check(web, key, "{}");
        return key;
    }

    @AfterAll
    static void stop() {
        limited.close();
        unmigrated.close();
    }

    @Test
    void theServedContractEqualsTheFileInTheRepository() throws Exception {
        HttpResponse<String> served = web.get("/openapi.yaml");
        assertThat(served.body().getBytes(StandardCharsets.UTF_8)).isEqualTo(Files.readAllBytes(Contract.FILE));
        assertThat(served.headers().firstValue("Content-Type")).contains("application/yaml");
    }

    @Test
    void everyOperationAnswersEachStatusAsTheContractSays() {
        Map<String, String> faults = new TreeMap<>();
        for (Operation operation : CONTRACT.operations()) {
            for (String status : operation.statuses()) {
                for (Calls.Call call : calls.to(operation, Integer.parseInt(status))) {
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
    void everyPathAnswersHeadLikeGetOptionsWithItsMethodsAndOtherMethodsWith405() {
        Map<String, Set<String>> methods = new TreeMap<>();
        CONTRACT.operations()
                .forEach(operation -> methods.computeIfAbsent(operation.path(), path -> new TreeSet<>())
                        .add(operation.method()));
        methods.forEach((path, documented) -> {
            Operation any = operation(documented.iterator().next() + " " + path);
            for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
                if (!documented.contains(method)) {
                    HttpResponse<String> refused = sent(method, any);
                    assertThat(refused.statusCode()).as(method + " " + path).isEqualTo(405);
                    assertThat(allowed(refused)).as(method + " " + path).isEqualTo(documented);
                    assertThat(any.faults(refused)).as(method + " " + path).isEmpty();
                }
            }
            Set<String> optional = new TreeSet<>(documented);
            optional.addAll(documented.contains("GET") ? List.of("HEAD", "OPTIONS") : List.of("OPTIONS"));
            HttpResponse<String> options = sent("OPTIONS", any);
            assertThat(allowed(options)).as("OPTIONS " + path).isEqualTo(optional);
            boolean isForPages = path.matches("/(ping|api|badge|b|status)/.*");
            assertThat(options.statusCode()).as("OPTIONS " + path).isEqualTo(isForPages ? 204 : 200);
            assertThat(options.headers().allValues("Access-Control-Allow-Origin"))
                    .isEqualTo(isForPages ? List.of("*") : List.of());
            assertThat(options.headers().firstValue("Access-Control-Allow-Methods"))
                    .isEqualTo(isForPages ? Optional.of("GET, HEAD, POST, PUT, DELETE") : Optional.empty());
            if (documented.contains("GET")) {
                Operation get = operation("GET " + path);
                HttpResponse<String> head = sent("HEAD", get);
                assertThat(head.statusCode()).as("HEAD " + path).isEqualTo(get.success());
                assertThat(head.body()).isEmpty();
            }
        });
    }

    @Test
    void anAddressOutsideTheContractIsAProblem() {
        String check = "/ping/" + own.check();
        Map<String, Integer> strange = Map.of(
                "/error",
                404,
                "/favicon.ico",
                404,
                "/ping/",
                404,
                "/version/",
                404,
                "/api/v3/no-such-thing",
                404,
                check + "/start/twice/more",
                404,
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

    /** Requests of clients of the published API, with the recorded paths and headers. */
    @Test
    void requestsOfRealClientsAreAnsweredAsTheContractSays() {
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

    private static List<String> faults(Calls.Call call, int expected) {
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

    private static HttpResponse<String> sent(String method, Operation operation) {
        return sent(method, own.path(operation), own.token(operation));
    }

    private static HttpResponse<String> sent(String method, String path) {
        return sent(method, path, Requests.METRICS_TOKEN);
    }

    private static HttpResponse<String> sent(String method, String path, String token) {
        return web.send(web.to(path)
                .header("X-Api-Key", own.key("api_key"))
                .header("Authorization", "Bearer " + token)
                .method(method, BodyPublishers.noBody()));
    }

    private static Set<String> allowed(HttpResponse<String> answer) {
        return Arrays.stream(answer.headers().firstValue("Allow").orElse("").split(", *"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
