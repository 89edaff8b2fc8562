package factors;

import static org.assertj.core.api.Assertions.assertThat;

import factors.HostileRequest.Raw;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import testing.App;
import testing.Contract;
import testing.Operation;
import testing.RawHttp;
import tools.jackson.core.JacksonException;

/** Every request to every operation is served, or refused as the client's fault, and soon. */
class HostileRequestsTest {

    /** A failure prints the seed that reproduces it; another seed may find other failures. */
    private static final long SEED = 20261124;

    private static final int NORMAL = 2;
    private static final int SLOWER_AT_MOST = 10;

    /** A normal request takes a few milliseconds; a pause of the machine adds some. */
    private static final long FLOOR_MILLIS = 100;

    private static Deploy deploy;
    private static App web;
    private static Requests own;

    private final Random chance = new Random(SEED);
    private final List<String> faults = new ArrayList<>();
    private @Nullable RawHttp wire;

    @BeforeAll
    static void start() {
        deploy = Deploy.released(Requests.variables());
        web = deploy.web("LOG_REQUESTS", "false").untilReady();
        own = new Requests(web, deploy.project());
    }

    @AfterAll
    static void stop() {
        deploy.close();
    }

    @Test
    void hostileRequestsAreServedOrRefusedWithAReasonInUsualTime() throws Exception {
        List<Long> normal = new ArrayList<>();
        Map<HostileRequest, List<Long>> hostile = new EnumMap<>(HostileRequest.class);
        for (Operation operation : Contract.read().operations()) {
            for (int n = 0; n < NORMAL; n++) {
                normal.add(millis(request(operation)));
            }
            for (HostileRequest hostility : HostileRequest.values()) {
                Raw request = request(operation);
                if (!hostility.isInBody() || takesBody(operation)) {
                    hostile.computeIfAbsent(hostility, key -> new ArrayList<>())
                            .add(millis(hostility.of(request, chance)));
                }
            }
        }
        assertThat(faults).as("seed " + SEED).isEmpty();
        assertThat(web.stdout()).noneMatch(line -> line.contains("\"request.failed\""));
        assertThat(hostile.keySet()).containsExactly(HostileRequest.values());
        long limit = SLOWER_AT_MOST * Math.max(median(normal), FLOOR_MILLIS);
        hostile.forEach((hostility, times) -> assertThat(median(times))
                .as(hostility + " takes long: " + times)
                .isLessThan(limit));
        assertThat(web.status("/actuator/health/readiness")).isEqualTo(200);
    }

    /** A valid request about existing things. */
    private static Raw request(Operation operation) {
        List<String> headers = new ArrayList<>(List.of("Host: localhost"));
        if (operation.scheme().isPresent()) {
            headers.add("X-Api-Key: " + own.key("api_key"));
            headers.add("Authorization: Bearer " + Requests.METRICS_TOKEN);
        }
        String body = Requests.body(operation);
        return new Raw(
                operation.method(),
                own.path(operation),
                "",
                headers,
                (body == null ? "" : body).getBytes(StandardCharsets.UTF_8));
    }

    private static boolean takesBody(Operation operation) {
        return List.of("POST", "PUT", "DELETE").contains(operation.method());
    }

    /** Sends it, checks the answer, and returns how long it took. */
    private long millis(Raw request) throws IOException {
        long start = System.nanoTime();
        RawHttp.@Nullable Answer answer = answer(request);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        String fault = answer == null ? "hangs up" : fault(answer);
        if (!fault.isEmpty()) {
            faults.add(request + " " + fault);
        }
        return millis;
    }

    /** The connection of the earlier requests if it is still open; otherwise null. */
    private RawHttp.@Nullable Answer answer(Raw request) throws IOException {
        boolean isKept = wire != null;
        RawHttp current = wire == null ? RawHttp.to("127.0.0.1", deploy.port()) : wire;
        wire = null;
        try {
            boolean isHead = request.method().equals("HEAD");
            current.write(request.head()).write(request.body());
            RawHttp.Answer answer = isHead ? current.answerWithoutBody() : current.answer();
            if (answer.isLast()) {
                current.close();
            } else {
                wire = current;
            }
            return answer;
        } catch (IOException e) {
            current.close();
            // An earlier refusal may have closed the connection without saying so.
            return isKept ? answer(request) : null;
        }
    }

    private static String fault(RawHttp.Answer answer) {
        if (answer.status() >= 500) {
            return "answers " + answer.status() + " " + answer.body();
        }
        boolean isProblem = answer.headers().getOrDefault("Content-Type", "").startsWith("application/problem+json");
        if (answer.status() < 400 || !isProblem || answer.body().isEmpty()) {
            return "";
        }
        try {
            String error = Deploy.JSON.readTree(answer.body()).path("error").asString("");
            return error.isBlank() ? "gives no reason: " + answer.body() : "";
        } catch (JacksonException e) {
            return "gives no readable reason: " + answer.body();
        }
    }

    private static long median(List<Long> times) {
        return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
    }
}
