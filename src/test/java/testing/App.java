package testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The packaged jar as a process, started by the line of the {@code Procfile}, with only the environment that the test
 * gives. Close it to kill it.
 */
public final class App implements AutoCloseable {

    /** How long a test waits for what must happen. A busy machine may starve a process for a minute. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration START = Duration.ofMinutes(5);
    /** The number of output lines that are kept. */
    private static final int ALL = Integer.MAX_VALUE;

    private static final int LAST = 100;
    /** For HTTP/1.1, like most clients; tests of HTTP/2 say so. */
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final Process process;
    private final List<String> stdout = new CopyOnWriteArrayList<>();
    private final List<String> stderr = new CopyOnWriteArrayList<>();
    private final List<Thread> readers = new ArrayList<>();
    private final String port;

    private App(List<String> command, Map<String, String> environment, Path directory, int kept) {
        try {
            var builder = new ProcessBuilder(command).directory(directory.toFile());
            builder.environment().clear();
            builder.environment()
                    .put("PATH", Path.of(System.getProperty("java.home"), "bin").toString());
            builder.environment().putAll(environment);
            builder.environment().computeIfAbsent("JAVA_TOOL_OPTIONS", name -> jvmFlags());
            this.port = environment.getOrDefault("PORT", "8080");
            this.process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        readers.add(collect(process.getInputStream(), stdout, kept));
        readers.add(collect(process.getErrorStream(), stderr, kept));
    }

    /** Starts the process of this type in the {@code Procfile}. */
    public static App start(String type, Map<String, String> environment) {
        return launch(command(type), environment, directory());
    }

    /** Starts any command around that of the jar: {@code taskset}, {@code setpriv}, a JVM with flags. */
    public static App launch(List<String> command, Map<String, String> environment, Path directory) {
        return new App(command, environment, directory, ALL);
    }

    /** The same for a process that logs very many requests: only its last lines are kept. */
    public static App launchVerbose(List<String> command, Map<String, String> environment, Path directory) {
        return new App(command, environment, directory, LAST);
    }

    /** The command of the process of this type in the {@code Procfile}, with {@code java} as an absolute path. */
    public static List<String> command(String type) {
        return UnpackedJar.ofTests().command(type);
    }

    /** Starts the jar with these arguments. */
    public static App run(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(command("web"));
        command.addAll(List.of(arguments));
        return launch(command, environment, directory());
    }

    /** Where the lines of the {@code Procfile} expect the unpacked jar. */
    public static Path directory() {
        return UnpackedJar.ofTests().directory();
    }

    /** The default value of {@code JAVA_TOOL_OPTIONS}. */
    public static String jvmFlags() {
        return UnpackedJar.ofTests().jvmFlags();
    }

    /** Runs the jar to its end and expects success. */
    public static Exit done(Map<String, String> environment, String... arguments) {
        try (App app = run(environment, arguments)) {
            Exit exit = app.waitForExit();
            if (exit.status() != 0) {
                throw new AssertionError("exit status " + exit.status() + ": " + exit.stderr() + exit.stdout());
            }
            return exit;
        }
    }

    /** A port that is free now. */
    public static String freePort() {
        try (var socket = new ServerSocket(0)) {
            return String.valueOf(socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** These variables and additional ones. */
    public static Map<String, String> with(Map<String, String> environment, String... namesAndValues) {
        Map<String, String> more = new HashMap<>(environment);
        for (int n = 0; n < namesAndValues.length; n += 2) {
            more.put(namesAndValues[n], namesAndValues[n + 1]);
        }
        return more;
    }

    /** Returns when the web process says that it is ready. */
    public App untilReady() {
        return until(Duration.ofMillis(100), () -> status("/actuator/health/readiness") == 200);
    }

    /** Returns when a line of standard output contains the text. */
    public App untilPrinted(String text) {
        return until(Duration.ofMillis(50), () -> stdout.stream().anyMatch(line -> line.contains(text)));
    }

    public HttpResponse<String> get(String path) {
        return send(to(path));
    }

    public HttpResponse<String> post(String path, String key, String body) {
        return send(to(path).header("X-Api-Key", key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Sends the built request to this process; {@code to} creates the builder. */
    public HttpResponse<String> send(HttpRequest.Builder request) {
        return answer(request);
    }

    /** The builder of a request to this path. */
    public HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(url(path));
    }

    /** The status of a GET, or -1 without an answer. */
    public int status(String path) {
        try {
            return get(path).statusCode();
        } catch (UncheckedIOException e) {
            return -1;
        }
    }

    public List<String> stdout() {
        return stdout;
    }

    public String port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** Sends SIGTERM, as a platform does. */
    public void terminate() {
        // Not Process.destroy, which also stops reading the remaining output.
        process.toHandle().destroy();
    }

    /** Sends a signal by its name without SIG: {@code STOP}, {@code CONT}. */
    public void signal(String name) {
        try {
            int status = new ProcessBuilder("kill", "-" + name, String.valueOf(pid()))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill -" + name + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        waitForExit();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the end and for all output. */
    public Exit waitForExit() {
        try {
            if (!process.waitFor(START.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still running after " + START + ": " + stdout + stderr);
            }
            for (Thread reader : readers) {
                reader.join();
            }
            return new Exit(process.exitValue(), String.join("\n", stdout), String.join("\n", withoutJvmNotes()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        // Without their parent they would stay: the workers of nginx, the programs of a script.
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    /** The exit status and the output. */
    public record Exit(int status, String stdout, String stderr) {}

    private List<String> withoutJvmNotes() {
        return stderr.stream()
                .filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS"))
                .toList();
    }

    private App until(Duration interval, Callable<Boolean> condition) {
        try {
            Awaitility.await().atMost(START).pollInterval(interval).until(() -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException("ended with " + process.exitValue() + ": " + stdout + stderr);
                }
                return condition.call();
            });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("not after " + START + ": " + stdout + stderr, e);
        }
        return this;
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static HttpResponse<String> answer(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Thread collect(InputStream stream, List<String> lines, int kept) {
        var reader = new Thread(() -> {
            try (var text = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                text.lines().forEach(line -> {
                    lines.add(line);
                    if (lines.size() > kept) {
                        lines.remove(0);
                    }
                });
            } catch (IOException | UncheckedIOException e) {
                lines.add("(the stream ended: " + e.getMessage() + ")");
            }
        });
        reader.setDaemon(true);
        reader.start();
        return reader;
    }
}
