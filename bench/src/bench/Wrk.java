package bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import testing.App;
import testing.Tool;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Load by {@code wrk}: each of many connections sends its next request after the last answer. Measures the maximum
 * rate. Says little about latency, because a connection that waits sends nothing.
 */
final class Wrk {

    private static final Path SCRIPT = Path.of("bench", "load.lua");

    private final int threads;
    private final int connections;
    private final List<String> arguments;

    private Wrk(int threads, int connections, List<String> arguments) {
        this.threads = threads;
        this.connections = connections;
        this.arguments = arguments;
    }

    /** GETs of one path; headers as {@code Name: value}. */
    static Wrk get(int connections, String path, String... headers) {
        List<String> arguments = new ArrayList<>(List.of("get", path));
        arguments.addAll(List.of(headers));
        return new Wrk(Math.min(2, connections), connections, arguments);
    }

    /** Pings the checks in the file, by {@code bench/load.lua}. */
    static Wrk pings(int connections, Path ids) {
        return new Wrk(Math.min(2, connections), connections, List.of("ping", ids.toString()));
    }

    /** The same with bodies of this many bytes. */
    Wrk ofBytes(int bytes) {
        return new Wrk(
                threads,
                connections,
                Stream.concat(arguments.stream(), Stream.of(String.valueOf(bytes)))
                        .toList());
    }

    /** The same from one thread, for two such loads at the same time. */
    Wrk ofOneThread() {
        return new Wrk(1, connections, arguments);
    }

    Answers run(App server, Duration time) throws IOException, InterruptedException {
        return start(server, time).answers();
    }

    /** Starts in the background. */
    Running start(App server, Duration time) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Tool.find("wrk")
                        .orElseThrow(() -> new IllegalStateException("wrk is not installed: bench/run does"))
                        .toString(),
                "-t" + threads,
                "-c" + connections,
                "-d" + time.toSeconds() + "s",
                "--timeout",
                "10s",
                "-s",
                SCRIPT.toString(),
                "http://127.0.0.1:" + server.port(),
                "--"));
        command.addAll(arguments);
        return new Running(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** A running load. */
    record Running(Process process) {

        Answers answers() throws IOException, InterruptedException {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            String json = said.lines()
                    .filter(line -> line.startsWith("{"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("wrk said: " + said));
            JsonNode read = JsonMapper.shared().readTree(json);
            long failures = read.get("failures").asLong();
            return new Answers(
                    read.get("requests").asLong() - read.get("refused").asLong(),
                    read.get("seconds").asDouble(),
                    failures,
                    read.get("p50").asDouble(),
                    read.get("p99").asDouble());
        }
    }
}
