package factors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import testing.App;
import testing.Tool;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Prometheus server with the files of {@code deploy/prometheus}, which scrapes one web process every second. */
final class PrometheusServer implements AutoCloseable {

    private static final Path FILES = Path.of("deploy", "prometheus");
    private static final String EVERY_SECOND = "global: {scrape_interval: 1s, evaluation_interval: 1s}\n";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Path log;
    private final String root;

    private PrometheusServer(Process process, Path log, String root) {
        this.process = process;
        this.log = log;
        this.root = root;
    }

    /** Needs Debian's package {@code prometheus}, as {@link Tool} says. */
    static PrometheusServer start(Path directory, App web, String token) throws IOException {
        Checkout.copy(FILES.resolve("rules.yaml"), directory.resolve("rules.yaml"));
        Files.writeString(directory.resolve("metrics-token"), token);
        Path configuration = Files.writeString(
                directory.resolve("prometheus.yaml"),
                EVERY_SECOND
                        + Files.readString(FILES.resolve("prometheus.yaml"))
                                .replace("localhost:8080", "127.0.0.1:" + web.port()));
        Path log = directory.resolve("prometheus.log");
        String address = "127.0.0.1:" + App.freePort();
        Process process = new ProcessBuilder(
                        Tool.require("prometheus").toString(),
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=" + address)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new PrometheusServer(process, log, "http://" + address);
    }

    boolean isReady() {
        if (!process.isAlive()) {
            throw new AssertionError(log());
        }
        try {
            return get("/-/ready").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** What it scrapes, with the fields {@code health} and {@code lastError}. */
    List<JsonNode> targets() {
        return data("/api/v1/targets").get("activeTargets").valueStream().toList();
    }

    /** The alerts, with the fields {@code name}, {@code state}, {@code health} and {@code lastError}. */
    Stream<JsonNode> rules() {
        return data("/api/v1/rules")
                .get("groups")
                .valueStream()
                .flatMap(group -> group.get("rules").valueStream());
    }

    /** The series that an expression has now. */
    List<JsonNode> query(String expression) {
        String encoded = URLEncoder.encode(expression, StandardCharsets.UTF_8);
        return data("/api/v1/query?query=" + encoded)
                .get("result")
                .valueStream()
                .toList();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private JsonNode data(String path) {
        HttpResponse<String> answer = get(path);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.body() + log());
        }
        return JsonMapper.shared().readTree(answer.body()).get("data");
    }

    private HttpResponse<String> get(String path) {
        try {
            return http.send(HttpRequest.newBuilder(URI.create(root + path)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
