package testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** A Healthchecks server that answers the two lists for an import, in the documented format. */
public final class FakeHealthchecks implements AutoCloseable {

    public static final String KEY = "canary-key-of-the-other-deploy";

    private static final byte[] MEGABYTE = " ".repeat(1024 * 1024).getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;
    private final Map<UUID, Map<String, Object>> checks = new LinkedHashMap<>();
    private final List<Map<String, Object>> channels = new ArrayList<>();
    private final List<Map<String, Object>> windows = new ArrayList<>();
    private volatile int status = 200;
    private volatile String body = "";
    private volatile boolean endless;
    private volatile boolean hasWindows;

    private FakeHealthchecks(HttpServer server) {
        this.server = server;
    }

    public static FakeHealthchecks start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
            var elsewhere = new FakeHealthchecks(server);
            server.createContext("/", elsewhere::answer);
            server.start();
            return elsewhere;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Adds a check with these fields in addition to the usual ones; null removes one. Returns its id. */
    public UUID check(Map<String, ?> fields) {
        UUID id = UUID.randomUUID();
        String address = "https://hc.example/api/v3/checks/" + id;
        Map<String, Object> check = new LinkedHashMap<>();
        check.put("name", "Nightly copy");
        check.put("slug", "nightly-copy");
        check.put("tags", "db prod");
        check.put("desc", "");
        check.put("grace", 900);
        check.put("n_pings", 17);
        check.put("status", "up");
        check.put("started", false);
        check.put("last_ping", "2026-02-28T03:15:00+00:00");
        check.put("next_ping", "2026-03-01T03:15:00+00:00");
        check.put("manual_resume", false);
        check.put("methods", "");
        check.put("subject", "");
        check.put("subject_fail", "");
        check.put("start_kw", "");
        check.put("success_kw", "");
        check.put("failure_kw", "");
        check.put("filter_subject", false);
        check.put("filter_body", false);
        check.put("filter_http_body", false);
        check.put("filter_default_fail", false);
        check.put("badge_url", "https://hc.example/b/2/c0ffee00-0000-4000-8000-000000000000.svg");
        check.put("uuid", id.toString());
        check.put("ping_url", "https://hc.example/ping/" + id);
        check.put("update_url", address);
        check.put("pause_url", address + "/pause");
        check.put("resume_url", address + "/resume");
        check.put("channels", "");
        check.put("timeout", 86_400);
        checks.put(id, check);
        change(id, fields);
        return id;
    }

    /** Changes a check; null removes a field. */
    public void change(UUID id, Map<String, ?> fields) {
        Map<String, Object> check = Objects.requireNonNull(checks.get(id));
        check.putAll(fields);
        check.values().removeIf(Objects::isNull);
    }

    /** Adds a channel and returns its id. */
    public String channel(String kind, String name) {
        String id = UUID.randomUUID().toString();
        channels.add(Map.of("id", id, "name", name, "kind", kind));
        return id;
    }

    /** From now on it has a list of maintenance windows, as only Rollcall has it. */
    public void isRollcall() {
        hasWindows = true;
    }

    /** Adds a maintenance window. */
    public void window(Map<String, Object> fields) {
        isRollcall();
        windows.add(fields);
    }

    /** Gives this answer to every request from now on. */
    public void answerOnly(int answer, String text) {
        status = answer;
        body = text;
    }

    /** Begins an answer without an end. */
    public void neverEnd() {
        endless = true;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (endless) {
                exchange.sendResponseHeaders(200, 0);
                OutputStream out = exchange.getResponseBody();
                while (endless) {
                    out.write(MEGABYTE);
                }
            }
            boolean isKnown = KEY.equals(exchange.getRequestHeaders().getFirst("X-Api-Key"));
            String path = exchange.getRequestURI().getPath();
            if (status != 200 || !body.isEmpty()) {
                send(exchange, status, body);
            } else if (!isKnown) {
                send(exchange, 401, "{\"error\": \"wrong api key\"}");
            } else if (path.equals("/api/v3/checks/")) {
                send(exchange, 200, json(Map.of("checks", checks.values())));
            } else if (path.equals("/api/v3/maintenance-windows/") && hasWindows) {
                send(exchange, 200, json(Map.of("maintenance_windows", windows)));
            } else if (path.equals("/api/v3/channels/")) {
                send(exchange, 200, json(Map.of("channels", channels)));
            } else {
                send(exchange, 404, "");
            }
        }
    }

    private static String json(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Location", "https://elsewhere.example/");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
