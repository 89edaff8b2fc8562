package factors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import testing.App;
import testing.Contract;
import testing.Operation;
import testing.Postgres;

/**
 * An answer that grows with the data is complete, for many readers at once, from a process with a small heap. Every GET
 * of the contract is read here, or has a reason why it cannot grow.
 */
@Isolated("it fills the processor, and 21 MB are read by sixteen at once")
@Order(1)
class LongAnswersTest {

    /** The process needs about half of it for itself. */
    private static final String SMALL_HEAP = " -Xmx100m";

    private static final int READERS = 16;

    private static final String CHECKS = "/checks/";
    private static final String FLIPS = "/checks/{id}/flips/";
    /** More than may read at the same time with a heap of this size. */
    private static final int STALLED = 40;

    private static final String IN_TRANSACTION = """
            SELECT count(*)
            FROM pg_stat_activity
            WHERE datname = current_database() AND application_name LIKE 'rollcall%' AND state LIKE 'idle in transaction%'
            """;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Why an answer cannot grow with the data, by the path of the operation without the version of the API. */
    private static final Map<String, String> BOUNDED = Map.ofEntries(
            Map.entry("/checks/{id}", "one check"),
            Map.entry("/channels/{id}", "one channel, without its address"),
            Map.entry("/checks/{id}/pings/{n}/body", "PING_BODY_LIMIT, at most 1 MB"),
            Map.entry("/checks/{id}/deliveries/", "pages of at most 100"),
            Map.entry("/checks/{id}/incidents/", "pages of at most 100"),
            Map.entry("/checks/{id}/excuses/", "pages of at most 100"),
            Map.entry("/maintenance-windows/{id}", "one window, which names at most 1,000 checks"),
            Map.entry("/excuses/", "pages of at most 100"),
            Map.entry("/audit/", "pages of at most 100"),
            Map.entry("/keys/", "at most 100 keys a project"),
            Map.entry("/status/", "OK, or five numbers"),
            Map.entry("/status-page/", "three settings"),
            Map.entry("/status/{slug}.{format}", "at most 50 components, 50 incidents and 20 maintenances"),
            Map.entry("/projects/{id}/metrics/", "tested with the key in the path"),
            Map.entry("/b/{states}/{key}.{format}", "one picture, of one check"),
            Map.entry("/acknowledge/{token}", "a page about one check"),
            Map.entry("/unsubscribe/{token}", "a page about one channel"),
            Map.entry("/version", "names of the release"),
            Map.entry("/reach/{challenge}", "one digest"),
            Map.entry("/", "a file of the jar"),
            Map.entry("/openapi.yaml", "a file of the jar"),
            Map.entry("/docs/api", "a file of the jar"),
            Map.entry("/docs/api/reference.css", "a file of the jar"),
            Map.entry("/docs/api/reference.js", "a file of the jar"),
            Map.entry("/docs/api/swagger-ui-bundle.js", "a file of the jar"),
            Map.entry("/docs/api/swagger-ui.css", "a file of the jar"),
            Map.entry("/problems/{slug}", "a redirection"),
            Map.entry("/actuator/sbom", "names of files of the jar"),
            Map.entry("/actuator/sbom/application", "a file of the jar"),
            Map.entry("/actuator/health", "one word"),
            Map.entry("/actuator/health/liveness", "one word"),
            Map.entry("/actuator/health/readiness", "one word"));

    private static Deploy deploy;
    private static App web;
    private static LongProject project;

    @BeforeAll
    static void start() {
        deploy = Deploy.released(Requests.variables());
        web = deploy.web(
                        "JAVA_TOOL_OPTIONS",
                        App.jvmFlags() + SMALL_HEAP,
                        "PING_LOG_LIMIT",
                        "10000",
                        "LOG_REQUESTS",
                        "false")
                .untilReady();
        project = LongProject.fill(deploy, web);
    }

    @AfterAll
    static void stop() {
        deploy.close();
    }

    @Test
    void everyAnswerIsTestedHereOrHasAReasonWhyItCannotGrow() {
        Set<String> neither = operations().stream()
                .filter(operation -> !isPing(operation) && reason(operation).isEmpty())
                .map(Operation::path)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(neither).isEqualTo(new TreeSet<>(project.answers().keySet()));
    }

    /** The two longest have tests of their own. */
    @Test
    void everyOtherLongAnswerIsCompleteWhileOthersAreRead() throws Exception {
        List<Callable<String>> readers = new ArrayList<>();
        project.answers().forEach((path, answer) -> {
            if (path.endsWith(CHECKS) || path.endsWith(FLIPS)) {
                return;
            }
            // A process makes one export at a time and says so.
            int times = path.endsWith("/export") ? 1 : 2;
            readers.addAll(Collections.nCopies(times, () -> answer.fault(web)));
        });
        assertThat(read(readers, READERS)).isEmpty();
        assertIsWell();
    }

    @Test
    void sixteenReadersAtOnceGetTwentyFiveThousandChecks() throws Exception {
        assertThat(read(sixteen(CHECKS), READERS)).isEmpty();
        assertIsWell();
    }

    @Test
    void sixteenReadersAtOnceGetTwoHundredThousandFlips() throws Exception {
        assertThat(read(sixteen(FLIPS), READERS)).isEmpty();
        assertIsWell();
    }

    @Test
    void anAnswerThatFailsMidwayEndsItsConnectionAndHoldsNoLock() throws Exception {
        HttpResponse<InputStream> begun = project.answer("/api/v3/checks/").open(web);
        assertThat(begun.statusCode()).isEqualTo(200);
        sql("SET lock_timeout = '5s'; ALTER TABLE checks RENAME TO checks_away");
        try (InputStream body = begun.body()) {
            assertThatThrownBy(() -> body.transferTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(IOException.class);
        } finally {
            sql("ALTER TABLE checks_away RENAME TO checks");
        }
        web.untilPrinted("\"answer.broken\"");
        assertThat(web.stdout())
                .filteredOn(line -> line.contains("\"ERROR\""))
                .allMatch(line -> line.contains("\"answer.broken\""));
        assertIsWell();
    }

    @Test
    void clientsThatStopReadingHoldNoConnectionAndOtherRequestsAreServed() throws Exception {
        List<HttpResponse<InputStream>> begun = Collections.synchronizedList(new ArrayList<>());
        try (Database database = deploy.database()) {
            assertThat(read(
                            Collections.nCopies(STALLED, () -> {
                                begun.add(project.answer("/api/v3/checks/").open(web));
                                return "";
                            }),
                            STALLED))
                    .isEmpty();
            assertThat(begun).extracting(HttpResponse::statusCode).contains(200).containsOnly(200, 503);
            assertThat(begun)
                    .filteredOn(answer -> answer.statusCode() == 503)
                    .allSatisfy(answer -> assertThat(answer.headers().firstValue("Retry-After"))
                            .isPresent());
            Deploy.until(() -> database.number(IN_TRANSACTION) == 0);
            assertIsWell();
        } finally {
            for (HttpResponse<InputStream> answer : begun) {
                answer.body().close();
            }
        }
        Deploy.until(() -> project.answer("/api/v3/checks/").fault(web).isEmpty());
    }

    private static void sql(String sql) {
        Postgres.shared().executeIn(deploy.databaseUrl(), sql);
    }

    /** Readers of this list in every version of the API. */
    private static List<Callable<String>> sixteen(String list) {
        List<LongProject.Answer> answers = Stream.of("/api/v1", "/api/v2", "/api/v3")
                .map(version -> project.answer(version + list))
                .toList();
        return IntStream.range(0, READERS)
                .mapToObj(n ->
                        (Callable<String>) () -> answers.get(n % answers.size()).fault(web))
                .toList();
    }

    /** The faults of the answers when this many are read at once. */
    private static List<String> read(List<Callable<String>> readers, int atOnce) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try {
            List<String> faults = new ArrayList<>();
            for (Future<String> fault : threads.invokeAll(readers, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                faults.add(fault.isCancelled() ? "takes longer than " + PATIENCE : fault.get());
            }
            faults.removeIf(String::isEmpty);
            return faults;
        } finally {
            threads.shutdownNow();
        }
    }

    private static void assertIsWell() {
        assertThat(web.isAlive()).isTrue();
        assertThat(web.status("/actuator/health/readiness")).isEqualTo(200);
        assertThat(web.get("/ping/" + LongProject.BUSY_CHECK).body()).isEqualTo("OK");
        assertThat(web.stdout()).noneMatch(line -> line.contains("OutOfMemoryError"));
    }

    private static List<Operation> operations() {
        return Contract.read().operations().stream()
                .filter(operation -> operation.method().equals("GET"))
                .toList();
    }

    /** A ping is answered by a word. */
    private static boolean isPing(Operation operation) {
        return operation.path().startsWith("/ping/");
    }

    private static Optional<String> reason(Operation operation) {
        String path = operation.path().replaceFirst("^/api/v[123]", "");
        return Optional.ofNullable(BOUNDED.get(path));
    }
}
