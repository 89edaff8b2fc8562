package kit.sample;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The web process of the sample. With the habit {@code database} each answer needs the database. */
final class SampleWeb {

    private final Set<String> habits;
    private final Set<String> sessions = ConcurrentHashMap.newKeySet();
    private final @Nullable String url = System.getenv("DATABASE_URL");
    private final Path temporary;
    private @Nullable ServerSocket extra;

    private SampleWeb(Set<String> habits) throws IOException {
        this.habits = habits;
        this.temporary = Files.createTempFile("sample", ".txt");
    }

    static void run(Set<String> habits) throws Exception {
        var web = new SampleWeb(habits);
        web.prepare();
        web.listen(web.port());
    }

    private void prepare() throws Exception {
        if (habits.contains("database") && url == null && !habits.contains("has-a-stand-in")) {
            System.err.println("DATABASE_URL is required");
            System.exit(2);
        }
        if (habits.contains("ends-well-without-database") && !SampleDatabase.answers(given())) {
            System.exit(0);
        }
        if (habits.contains("web-migrates")) {
            SampleDatabase.migrate(true);
        }
        if (habits.contains("dies-with-database")) {
            watch();
        }
        if (habits.contains("knows-the-database")) {
            SampleDatabase.connect(System.getenv("REAL_URL"));
        }
        if (habits.contains("locks")) {
            Sample.lock();
        }
        if (habits.contains("writes-pid")) {
            Files.writeString(
                    Path.of("web.pid"), String.valueOf(ProcessHandle.current().pid()));
        }
        if (habits.contains("writes-beside")) {
            Files.writeString(Path.of("data.txt"), "state");
        }
        if (habits.contains("writes-log")) {
            Files.writeString(Path.of("web.log"), "started\n");
        }
        if (habits.contains("prints-url")) {
            System.out.println("connecting to " + url);
        }
        if (!habits.contains("silent")) {
            System.out.println("web is starting");
        }
    }

    private int port() throws IOException {
        if (habits.contains("reads-file") && Files.exists(Path.of(".env"))) {
            return Integer.parseInt(Files.readAllLines(Path.of(".env")).get(0).replace("PORT=", ""));
        }
        String port = String.valueOf(System.getenv("PORT"));
        return habits.contains("any-port") && !port.matches("\\d+") ? 0 : Integer.parseInt(port);
    }

    private void listen(int port) throws IOException {
        var address =
                habits.contains("ipv4-only") ? new InetSocketAddress("127.0.0.1", port) : new InetSocketAddress(port);
        if (habits.contains("extra-port")) {
            extra = new ServerSocket(0);
            System.out.println("also at " + extra);
        }
        HttpServer server = HttpServer.create(address, 50);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newFixedThreadPool(16));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (habits.contains("halts")) {
                Runtime.getRuntime().halt(143);
            }
            server.stop(2);
        }));
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            pause(exchange.getRequestURI().getPath().equals("/slow") ? 200 : 0);
            session(exchange);
            byte[] body = "hello".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void session(HttpExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst("Cookie");
        if (habits.contains("session-in-memory") && (given == null || !sessions.contains(given))) {
            String made = "SID=" + UUID.randomUUID();
            sessions.add(made);
            exchange.getResponseHeaders().add("Set-Cookie", made + "; Path=/");
        }
        if (habits.contains("session-in-cookie") && given == null) {
            exchange.getResponseHeaders().add("Set-Cookie", "SID=signed; Path=/");
        }
    }

    private int status() {
        if (habits.contains("reads-path") && Files.exists(Path.of("application.properties"))) {
            return 404;
        }
        return isWell() ? 200 : 503;
    }

    private boolean isWell() {
        if (habits.contains("never-ready")) {
            return false;
        }
        if (habits.contains("needs-temporary-file")) {
            return Files.exists(temporary);
        }
        return !habits.contains("database") || url == null || SampleDatabase.answers(url);
    }

    /** Ends the process as soon as the database does not answer. */
    private void watch() {
        var watcher = new Thread(() -> {
            while (SampleDatabase.answers(given())) {
                pause(200);
            }
            System.exit(1);
        });
        watcher.setDaemon(true);
        watcher.start();
    }

    private String given() {
        return String.valueOf(url);
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
