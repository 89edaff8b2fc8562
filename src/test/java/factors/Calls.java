package factors;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import testing.App;
import testing.Operation;

/** The calls that produce each answer of the contract, sent to a process in the necessary state. */
final class Calls {

    private static final String UNIQUE = "\"unique\"";
    private static final Set<String> TAKES_BODY = Set.of("POST", "PUT");

    private final App web;
    private final App notReady;
    private final App limited;
    private final Requests own;
    private final Requests other;
    private final Supplier<String> full;

    /**
     * One web process works, one waits for its schema, and one serves one request a minute of each key and address, and
     * lets a project have one check. The keys are of two projects of the first and the last.
     *
     * @param full makes a project with one check, and gives its key
     */
    Calls(App web, App notReady, App limited, Requests own, Requests other, Supplier<String> full) {
        this.web = web;
        this.notReady = notReady;
        this.limited = limited;
        this.own = own;
        this.other = other;
        this.full = full;
    }

    /** The calls that produce this answer. There must be at least one, or the promise would not be tested. */
    List<Call> to(Operation operation, int status) {
        String key = operation.scheme().map(scheme -> own.key("api_key")).orElse(null);
        String body = Requests.body(operation);
        return switch (status) {
            case 201 -> operation.path().startsWith("/ping/") ? provisioned(operation) : successes(operation);
            case 200 -> hasUpserts(operation) ? updates(operation) : successes(operation);
            case 304 -> List.of(unchanged(operation, own.path(operation)));
            case 400 -> refused(operation, key);
            case 401 ->
                List.of(
                        new Call(operation, web, own.path(operation), null, body),
                        new Call(operation, web, own.path(operation), "", body),
                        new Call(operation, web, own.path(operation), "no-such-key", body));
            case 403 -> forbidden(operation, body);
            case 404 -> unknown(operation, key, body);
            case 409 -> List.of(conflict(operation, key, body));
            case 429 -> List.of(tooMany(operation, key, body));
            // A thread cannot be killed from outside: LivenessHttpTest does it from inside.
            case 503 ->
                operation.path().equals("/actuator/health/liveness")
                        ? List.of()
                        : List.of(new Call(
                                operation, notReady, Requests.unknownPath(operation), key, body, token(operation)));
            default -> throw new AssertionError("say here how " + operation.name() + " comes to answer " + status);
        };
    }

    private List<Call> successes(Operation operation) {
        if (operation.takesToken()) {
            return List.of(new Call(operation, web, own.path(operation), null, null, token(operation)));
        }
        List<Call> calls = new ArrayList<>();
        List<String> bodies = new ArrayList<>(Requests.bodies(operation));
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

    /** Another request came just before. */
    private Call tooMany(Operation operation, @Nullable String key, @Nullable String body) {
        boolean isPing = operation.path().startsWith("/ping/");
        limited.send(
                isPing
                        ? limited.to("/ping/" + UUID.randomUUID())
                        : limited.to("/api/v3/checks/").header("X-Api-Key", own.key("api_key")));
        return new Call(operation, limited, Requests.unknownPath(operation), key, body);
    }

    /** By a key of another project, or of one that has all the checks that it may have. */
    private List<Call> forbidden(Operation operation, @Nullable String body) {
        if (operation.name().matches("POST /api/v\\d/checks/")) {
            return List.of(new Call(operation, limited, operation.path(), full.get(), "{}"));
        }
        if (operation.path().startsWith("/projects/")) {
            String path = own.path(operation).replace(own.key("api_key_readonly"), other.key("api_key_readonly"));
            List<String> wrong = operation.takesToken() ? bearer(other.token(operation)) : List.of();
            return List.of(new Call(operation, web, path, null, null, wrong));
        }
        return List.of(new Call(operation, web, own.path(operation), other.key("api_key"), body));
    }

    private Call conflict(Operation operation, @Nullable String key, @Nullable String body) {
        if (operation.path().startsWith("/ping/")) {
            return new Call(operation, web, own.slugPath(operation, own.slug(2)), null, body);
        }
        return switch (operation.name()) {
            case "DELETE /api/v3/keys/{id}" ->
                new Call(operation, web, Requests.pathOf(operation, lastKey()), other.key("api_key"), null);
            case "POST /api/v3/status-page/" -> {
                own.send(operation, operation.path(), own.key("api_key"), body);
                yield new Call(operation, web, operation.path(), other.key("api_key"), body);
            }
            case "POST /api/v3/keys/{id}/rotate" -> {
                while (other.send(operation, "/api/v3/keys/", other.key("api_key"), "{\"kind\": \"ping\"}")
                                .statusCode()
                        == 201) {
                    // Until the project has reached its limit.
                }
                yield new Call(
                        operation,
                        web,
                        Requests.pathOf(operation, lastKey()),
                        other.key("api_key"),
                        "{\"overlap\": 60}");
            }
            case "POST /api/v3/keys/", "POST /api/v3/maintenance-windows/" -> {
                while (other.send(operation, operation.path(), other.key("api_key"), body)
                                .statusCode()
                        == 201) {
                    // Until the project has reached its limit.
                }
                yield new Call(operation, web, operation.path(), other.key("api_key"), body);
            }
            default -> new Call(operation, web, Requests.pathOf(operation, own.check()), key, body);
        };
    }

    /** The only read-write key that the other project has. */
    private String lastKey() {
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

    /** Things that do not exist, and signals and slugs that cannot exist for an existing check. */
    private List<Call> unknown(Operation operation, @Nullable String key, @Nullable String body) {
        List<Call> calls = new ArrayList<>();
        calls.add(new Call(operation, web, Requests.unknownPath(operation), key, body));
        if (operation.path().contains("{signal}")) {
            for (String signal : List.of("success", "-1", "1.5", "fail1", "a%20b", "%C3%A4", "%7Bstart%7D")) {
                calls.add(new Call(operation, web, own.path(operation).replace("/start", "/" + signal), key, body));
            }
        }
        boolean readsCheck = operation.path().matches(".*/checks/\\{id}(/flips/)?");
        if (operation.method().equals("GET") && readsCheck) {
            calls.add(new Call(operation, web, Requests.pathOf(operation, other.uniqueKey()), key, body));
        }
        return calls;
    }

    /** A ping to a slug that is not in use. */
    private List<Call> provisioned(Operation operation) {
        String path = own.slugPath(operation, own.slug(0)) + "?create=1&rid=" + UUID.randomUUID();
        return List.of(new Call(operation, web, path, null, null));
    }

    private static boolean hasUpserts(Operation operation) {
        return operation.success() == 201 && operation.statuses().contains("200");
    }

    /** A request that creates something the first time and changes it the second time. */
    private List<Call> updates(Operation operation) {
        String key = own.key("api_key");
        return operation.exampleBodies().stream()
                .filter(body -> body.contains(UNIQUE))
                .peek(body -> own.send(operation, own.path(operation), key, body))
                .map(body -> new Call(operation, web, own.path(operation), key, body))
                .toList();
    }

    /** Each is invalid in a way that the contract also describes. */
    private List<Call> refused(Operation operation, @Nullable String key) {
        if (operation.path().startsWith("/ping/")) {
            List<Call> calls = new ArrayList<>();
            calls.add(new Call(operation, web, own.path(operation) + "?rid=1", null, null));
            if (operation.path().contains("{signal}")) {
                boolean isAfterSlug = operation.path().contains("{slug}");
                for (String signal : isAfterSlug ? List.of("256", "99999999999") : List.of("No-Slug")) {
                    calls.add(new Call(operation, web, own.path(operation).replace("start", signal), null, null));
                }
            }
            return calls;
        }
        if (operation.path().matches(".*/(audit|deliveries|incidents|excuses)/")) {
            return List.of("?limit=0", "?limit=101", "?cursor=nowhere").stream()
                    .map(query -> new Call(operation, web, own.path(operation) + query, key, null))
                    .toList();
        }
        if (operation.path().endsWith("/flips/")) {
            return Stream.of(
                            "?seconds=-1",
                            "?seconds=31536001",
                            "?start=yesterday",
                            "?start=",
                            "?end=",
                            "?end=99999999999999999999")
                    .map(query -> new Call(operation, web, own.path(operation) + query, key, null))
                    .toList();
        }
        if (operation.method().equals("GET") && operation.path().endsWith("/checks/")) {
            return List.of("?slug=" + "a".repeat(101), "?tag=" + "a".repeat(501), "?" + "tag=a&".repeat(901)).stream()
                    .map(query -> new Call(operation, web, operation.path() + query, key, null))
                    .toList();
        }
        if (operation.exampleBodies().isEmpty()) {
            return List.of(new Call(operation, web, Requests.pathOf(operation, "no-uuid"), key, null));
        }
        List<String> bodies = List.of(
                "{\"timeout\": 0, \"duration\": 0, \"overlap\": -1, \"kind\": \"pigeon\", \"slug\": \"A b\"}",
                "{\"name\": 1, \"title\": 1, \"overlap\": \"a day\"}",
                "[]");
        return bodies.stream()
                .map(body -> new Call(operation, web, own.path(operation), key, body))
                .toList();
    }

    /** The header with the token, if the operation takes one. */
    private List<String> token(Operation operation) {
        return operation.takesToken() ? bearer(own.token(operation)) : List.of();
    }

    private static List<String> bearer(String token) {
        return List.of("Authorization", "Bearer " + token);
    }

    private Call unchanged(Operation operation, String path) {
        String tag = web.get(path).headers().firstValue("ETag").orElseThrow();
        return new Call(operation, web, path, null, null, List.of("If-None-Match", tag));
    }

    /** One request; key and body may be null for none. */
    record Call(
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
