package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import testing.App;
import testing.Contract;
import testing.Operation;
import testing.Postgres;
import tools.jackson.databind.JsonNode;

/** Every operation names its callers, keys are known only to their holders, and everything else is closed. */
class Factor15IdentityTest {

    private static final Contract CONTRACT = Contract.read();

    private static Deploy deploy;
    private static App web;
    private static Requests own;
    private static Requests other;

    @BeforeAll
    static void start() {
        deploy = RunningRelease.get().deploy();
        web = RunningRelease.get().web();
        own = new Requests(web, deploy.project());
        other = new Requests(web, deploy.project());
    }

    @Test
    void everyOperationServesOnlyTheCallersInTheContract() {
        Map<String, Integer> expected = new LinkedHashMap<>();
        Map<String, Integer> answered = new LinkedHashMap<>();
        for (Operation operation : CONTRACT.operations()) {
            for (CallerKind who : CallerKind.values()) {
                String cell = operation.name() + " by " + who;
                expected.put(cell, who.isAnswered(operation));
                answered.put(cell, called(operation, who));
            }
        }
        assertThat(answered).hasSizeGreaterThan(150).isEqualTo(expected);
    }

    @Test
    void aRefusedCallChangesNothing() {
        for (Operation operation : CONTRACT.operations()) {
            if (operation.path().startsWith("/api/v3/checks/{id}")) {
                for (CallerKind who : CallerKind.values()) {
                    String path = own.path(operation);
                    JsonNode before = shown(path);
                    String body = operation.method().equals("POST") ? "{\"name\": \"changed\"}" : null;
                    if (own.send(operation, path, who.key(own, other), body).statusCode() >= 400) {
                        assertThat(shown(path))
                                .as(operation.name() + " by " + who)
                                .isEqualTo(before);
                    }
                }
            }
        }
    }

    @Test
    void aReadOnlyCallerSeesNothingThatAllowsPingsOrChanges() {
        String address = "https://example.com/canary-address";
        Deploy.webhook(web, own.key("api_key"), address);
        JsonNode check = Deploy.check(web, own.key("api_key"), "{\"channels\": \"*\", \"timeout\": 60, \"grace\": 60}");
        String id = check.get("uuid").asString();
        List<String> uniqueKeys = new ArrayList<>();
        for (Operation operation : CONTRACT.operations()) {
            if (operation.role().equals(Optional.of("read"))) {
                boolean isAboutWindow = operation.path().startsWith("/api/v3/maintenance-windows/");
                String path = isAboutWindow ? own.path(operation) : Requests.pathOf(operation, id);
                String body = own.send(operation, path, own.key("api_key_readonly"), null)
                        .body();
                boolean showsChecks = operation.path().matches(".*/checks/(\\{id})?");
                assertThat(body.contains("unique_key")).as(operation.name()).isEqualTo(showsChecks);
                assertThat(body)
                        .as(operation.name())
                        .doesNotContain(id, "ping_url", "update_url", "channels", "whsec_", address, "canary");
                if (showsChecks && operation.namesOne()) {
                    uniqueKeys.add(Deploy.JSON.readTree(body).get("unique_key").asString());
                }
            }
        }
        // The unique key gives read access and no more.
        String uniqueKey = uniqueKeys.get(0);
        assertThat(web.send(web.to("/api/v3/checks/" + uniqueKey).header("X-Api-Key", own.key("api_key_readonly")))
                        .statusCode())
                .isEqualTo(200);
        assertThat(web.status("/ping/" + uniqueKey)).isEqualTo(404);
        for (String kind : List.of("api_key", "api_key_readonly")) {
            for (String method : List.of("POST", "DELETE")) {
                HttpResponse<String> refused = web.send(web.to("/api/v3/checks/" + uniqueKey)
                        .header("X-Api-Key", own.key(kind))
                        .method(method, BodyPublishers.noBody()));
                assertThat(refused.statusCode()).as(method + " by " + kind).isEqualTo(405);
                assertThat(refused.headers().firstValue("Allow")).contains("GET");
            }
        }
        assertThat(web.send(web.to("/api/v3/checks/" + uniqueKey).header("X-Api-Key", other.key("api_key")))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void theDatabaseHasNoKeyInClearText() throws SQLException {
        own.send(operation("GET /api/v3/checks/"), "/api/v3/checks/", CallerKind.WRONG_KEY, null);
        List<String> keys = keys();
        int tables = 0;
        try (Connection database = Postgres.shared().connect(deploy.databaseUrl());
                Statement statement = database.createStatement()) {
            for (String table : tables(statement)) {
                tables++;
                try (ResultSet rows = statement.executeQuery("SELECT t::text FROM " + table + " t")) {
                    while (rows.next()) {
                        assertThat(rows.getString(1)).as(table).doesNotContain(keys);
                    }
                }
            }
        }
        assertThat(tables).isGreaterThan(8);
    }

    @Test
    void theLogHasNoKeyAndNoPingAddress() {
        String check = own.check();
        for (String path : List.of(
                "/api/v3/checks/?api_key=" + own.key("api_key"),
                "/api/v3/checks/" + own.key("api_key"),
                "/ping/" + own.key("ping_key"),
                "/projects/" + check + "/metrics/" + own.key("api_key_readonly"),
                "/ping/" + check,
                "/no-such-path/" + own.key("ping_key"))) {
            for (String key : keys()) {
                web.send(web.to(path).header("X-Api-Key", key));
            }
        }
        own.send(operation("GET /version"), "/version", own.key("api_key"), null);
        Deploy.until(() -> web.stdout().stream().anyMatch(line -> line.contains("\"route\":\"/version\"")));
        List<String> secrets = new ArrayList<>(keys());
        secrets.add("/ping/" + check);
        for (String line : web.stdout()) {
            assertThat(line).doesNotContain(secrets);
        }
    }

    @Test
    void routesOutsideTheContractAreClosedEvenToKeysAndTokens() {
        Stream<String> management = Stream.of(
                        "",
                        "/env",
                        "/beans",
                        "/configprops",
                        "/mappings",
                        "/heapdump",
                        "/threaddump",
                        "/loggers",
                        "/shutdown",
                        "/info",
                        "/metrics",
                        "/flyway",
                        "/conditions",
                        "/scheduledtasks",
                        "/httpexchanges",
                        "/sbom",
                        "/health/db",
                        "/health/schema",
                        "/health/liveness/livenessState")
                .map(path -> "/actuator" + path);
        Stream<String> others =
                Stream.of("/error", "/admin", "/login", "/logout", "/h2-console", "/api", "/favicon.ico");
        List<String> documented =
                CONTRACT.operations().stream().map(Operation::path).toList();
        Stream.concat(management, others)
                .filter(path -> !documented.contains(path))
                .forEach(path -> {
                    for (String method : List.of("GET", "POST", "DELETE")) {
                        HttpResponse<String> answer = web.send(web.to(path)
                                .header("X-Api-Key", own.key("api_key"))
                                .header("Authorization", "Bearer " + Requests.METRICS_TOKEN)
                                .method(method, BodyPublishers.noBody()));
                        assertThat(answer.statusCode()).as(method + " " + path).isIn(404, 401);
                    }
                });
    }

    @Test
    void everyAnswerHasTheHeadersThatProtectBrowsers() {
        for (Operation operation : CONTRACT.operations()) {
            HttpResponse<String> answer =
                    own.send(operation, own.path(operation), own.key("api_key"), Requests.body(operation));
            Map<String, List<String>> headers = answer.headers().map();
            assertThat(headers.get("x-content-type-options"))
                    .as(operation.name())
                    .containsExactly("nosniff");
            assertThat(headers.get("x-frame-options")).as(operation.name()).containsExactly("DENY");
            assertThat(headers.get("referrer-policy")).as(operation.name()).containsExactly("no-referrer");
            assertThat(headers.get("content-security-policy"))
                    .as(operation.name())
                    .singleElement()
                    .asString()
                    .contains("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'");
            assertThat(headers.get("cache-control"))
                    .as(operation.name())
                    .singleElement()
                    .asString()
                    // A public status page may be kept for some seconds.
                    .contains(operation.path().startsWith("/status/") ? "public" : "no-");
            assertThat(headers).as(operation.name()).doesNotContainKeys("set-cookie", "server", "x-powered-by");
        }
    }

    /** There are no cookies to misuse, and a refused page can read the reason. */
    @Test
    void pagesOfAnyOriginMayOnlyPingAndUseTheApi() {
        for (String path : List.of("/ping/" + own.check(), "/api/v3/checks/", "/version")) {
            boolean isOpen = !path.equals("/version");
            HttpResponse<String> asked = web.send(web.to(path)
                    .header("Access-Control-Request-Method", "POST")
                    .header("Access-Control-Request-Headers", "x-api-key")
                    .method("OPTIONS", BodyPublishers.noBody()));
            HttpResponse<String> answer = web.get(path);
            List<String> allowed = isOpen ? List.of("*") : List.of();
            assertThat(asked.headers().allValues("Access-Control-Allow-Origin")).isEqualTo(allowed);
            assertThat(answer.headers().allValues("Access-Control-Allow-Origin"))
                    .isEqualTo(allowed);
            assertThat(asked.headers()
                            .firstValue("Access-Control-Allow-Headers")
                            .orElse("")
                            .contains("X-Api-Key"))
                    .isEqualTo(isOpen);
            assertThat(asked.headers().firstValue("Access-Control-Allow-Credentials"))
                    .isEmpty();
        }
    }

    private static int called(Operation operation, CallerKind who) {
        // Always about something of the caller's project.
        return own.send(operation, own.path(operation), who.key(own, other), Requests.body(operation))
                .statusCode();
    }

    private static JsonNode shown(String path) {
        String check = path.replaceAll("^(/api/v3/checks/[^/]+).*", "$1");
        return Deploy.JSON.readTree(
                web.send(web.to(check).header("X-Api-Key", own.key("api_key"))).body());
    }

    private static List<String> keys() {
        return Stream.of(
                        own.key("api_key"),
                        own.key("api_key_readonly"),
                        own.key("ping_key"),
                        other.key("api_key"),
                        CallerKind.WRONG_KEY,
                        Requests.METRICS_TOKEN)
                .flatMap(key -> Stream.of(key, HexFormat.of().formatHex(key.getBytes(StandardCharsets.UTF_8))))
                .toList();
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet found = statement.executeQuery("""
            SELECT quote_ident(table_schema) || '.' || quote_ident(table_name)
            FROM information_schema.tables
            WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
            """)) {
            while (found.next()) {
                tables.add(found.getString(1));
            }
        }
        return tables;
    }

    private static Operation operation(String name) {
        return CONTRACT.operations().stream()
                .filter(operation -> operation.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
