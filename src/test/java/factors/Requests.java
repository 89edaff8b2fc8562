package factors;

import dev.rollcall.channel.LinkToken;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import testing.App;
import testing.Operation;
import tools.jackson.databind.JsonNode;

/** Creates valid requests for the operations of the contract, about existing things. */
final class Requests {

    /** The token for the metrics. */
    static final String METRICS_TOKEN = "canary-metrics-token";

    private final App web;
    private final JsonNode keys;

    Requests(App web, JsonNode keys) {
        this.web = web;
        this.keys = keys;
    }

    /** A deploy with everything that an operation needs: a mail server, and a token for the metrics. */
    static String[] variables() {
        return new String[] {
            "METRICS_TOKEN", METRICS_TOKEN, "SMTP_URL", "smtp://127.0.0.1:1", "EMAIL_FROM", "rollcall@example.com"
        };
    }

    /** {@code api_key}, {@code api_key_readonly} or {@code ping_key}. */
    String key(String kind) {
        return keys.get(kind).asString();
    }

    /** An address of the operation, about something that was created for this call and allows it. */
    String path(Operation operation) {
        if (operation.path().startsWith("/badge/") || operation.path().startsWith("/b/")) {
            return badge(operation.path());
        }
        if (operation.path().contains("{token}")) {
            return operation.path().startsWith("/acknowledge/") ? acknowledgePath() : unsubscribePath();
        }
        if (operation.path().startsWith("/status/")) {
            return statusPath(operation);
        }
        if (operation.path().startsWith("/projects/")) {
            return metricsPath(operation);
        }
        if (operation.path().contains("{key}")) {
            return slugPath(operation, slug(1));
        }
        if (!operation.namesOne()) {
            return operation.path().replace("{slug}", "unavailable").replace("{challenge}", "any-text");
        }
        if (operation.path().startsWith("/api/v3/channels/")) {
            return pathOf(operation, channel());
        }
        if (operation.path().startsWith("/api/v3/keys/")) {
            return pathOf(operation, apiKey());
        }
        if (operation.path().startsWith("/api/v3/maintenance-windows/")) {
            return pathOf(operation, maintenanceWindow());
        }
        String check = check();
        if (operation.path().endsWith("/pings/{n}/body")) {
            web.send(web.to("/ping/" + check).POST(BodyPublishers.ofString("three files")));
        }
        if (operation.path().endsWith("/resume")) {
            post("/api/v3/checks/" + check + "/pause", "");
        }
        if (operation.path().endsWith("/acknowledge")) {
            fail(check);
        }
        return pathOf(operation, check);
    }

    /** An address of the operation, about something that does not exist. */
    static String unknownPath(Operation operation) {
        return pathOf(operation, UUID.randomUUID().toString());
    }

    static String pathOf(Operation operation, String id) {
        String path = operation
                .path()
                .replace("{id}", id)
                .replace("{key}", operation.path().startsWith("/ping/") ? "no-such-key" : id)
                .replace("{signature}", "AAAAAAAA")
                .replace("{tag}", "db")
                .replace("{states}", "2")
                .replace("{format}", operation.path().startsWith("/status/") ? "json" : "svg")
                .replace("{signal}", "start")
                .replace("{n}", "1")
                .replace("{token}", "A".repeat(43))
                .replace("{slug}", "no-such-problem")
                .replace("{challenge}", "A".repeat(101));
        if (path.contains("{")) {
            throw new AssertionError("say in Requests what to put into " + operation.path());
        }
        return path;
    }

    /** An address of a ping by ping key and slug. */
    String slugPath(Operation operation, String slug) {
        String path = operation.path().contains("{slug}")
                ? operation.path().replace("{slug}", slug).replace("{signal}", "start")
                : operation.path().replace("{signal}", slug);
        return path.replace("{id}", key("ping_key")).replace("{key}", key("ping_key"));
    }

    /** The examples of the contract. The slug of a status page, which only one project may have, is a new one. */
    static List<String> bodies(Operation operation) {
        return operation.exampleBodies().stream()
                .map(body -> body.replace("\"acme\"", "\"" + UUID.randomUUID() + "\""))
                .toList();
    }

    /** A valid body for the operation: the first example of the contract, else the output of a job; null for none. */
    static @Nullable String body(Operation operation) {
        List<String> bodies = bodies(operation);
        if (!bodies.isEmpty()) {
            return bodies.get(0);
        }
        return List.of("POST", "PUT").contains(operation.method()) ? "" : null;
    }

    /** Sends it; the key and the body may be null for none. */
    HttpResponse<String> send(Operation operation, String path, @Nullable String key, @Nullable String body) {
        HttpRequest.Builder request = web.to(path)
                .method(operation.method(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (key != null) {
            request.header("X-Api-Key", key);
        }
        return web.send(request);
    }

    /** Creates a check and returns its id. */
    String check() {
        return Deploy.check(web, key("api_key"), "{\"name\": \"a check\"}")
                .get("uuid")
                .asString();
    }

    /** Creates a check and returns its unique key. */
    String uniqueKey() {
        String slug = slug(1);
        return Deploy.JSON
                .readTree(web.send(web.to("/api/v3/checks/?slug=" + slug).header("X-Api-Key", key("api_key_readonly")))
                        .body())
                .at("/checks/0/unique_key")
                .asString();
    }

    /** Creates this many checks with the same new slug, and returns the slug. */
    String slug(int checks) {
        String slug = UUID.randomUUID().toString();
        for (int n = 0; n < checks; n++) {
            Deploy.check(web, key("api_key"), "{\"slug\": \"" + slug + "\"}");
        }
        return slug;
    }

    /**
     * Creates a check with a tag, and returns the address of its badge, of the tag's badge, or of the badge of all
     * checks.
     */
    private String badge(String path) {
        JsonNode check = post("/api/v3/checks/", "{\"name\": \"a check\", \"tags\": \"db\"}");
        JsonNode badges = Deploy.JSON
                .readTree(web.send(web.to("/api/v3/badges/").header("X-Api-Key", key("api_key_readonly")))
                        .body())
                .get("badges");
        String address = path.startsWith("/b/")
                ? check.get("badge_url").asString()
                : badges.at(path.contains("{tag}") ? "/db/svg" : "/*/svg").asString();
        return URI.create(address).getPath();
    }

    /** A public status page of the project. */
    private String statusPath(Operation operation) {
        String slug = UUID.randomUUID().toString();
        post("/api/v3/status-page/", "{\"title\": \"Status\", \"slug\": \"" + slug + "\", \"public\": true}");
        return operation.path().replace("{slug}", slug).replace("{format}", "json");
    }

    /** The metrics of the project, with its read-only key if the operation wants it in the path. */
    private String metricsPath(Operation operation) {
        return operation
                .path()
                .replace("{id}", keys.get("project").asString())
                .replace("{key}", key("api_key_readonly"));
    }

    /** The token for the operation, if it takes one. */
    String token(Operation operation) {
        return operation.scheme().equals(Optional.of("readOnlyKey")) ? key("api_key_readonly") : METRICS_TOKEN;
    }

    /** The link in an alert about a check that is down. */
    private String acknowledgePath() {
        JsonNode channel = post("/api/v3/channels/", "{\"kind\": \"log\"}");
        JsonNode check =
                post("/api/v3/checks/", "{\"channels\": \"" + channel.get("id").asString() + "\"}");
        String id = check.get("uuid").asString();
        fail(id);
        JsonNode deliveries = Deploy.JSON.readTree(
                web.send(web.to("/api/v3/checks/" + id + "/deliveries/").header("X-Api-Key", key("api_key")))
                        .body());
        return "/acknowledge/"
                + LinkToken.of(
                        LinkToken.Action.ACKNOWLEDGE,
                        UUID.fromString(deliveries.at("/deliveries/0/id").asString()),
                        channel.get("signing_secret").asString());
    }

    /** The link in an e-mail. */
    private String unsubscribePath() {
        JsonNode channel = post("/api/v3/channels/", "{\"kind\": \"email\", \"to\": \"ops@example.com\"}");
        return "/unsubscribe/"
                + LinkToken.of(
                        LinkToken.Action.UNSUBSCRIBE,
                        UUID.fromString(channel.get("id").asString()),
                        channel.get("signing_secret").asString());
    }

    private void fail(String check) {
        web.send(web.to("/ping/" + check + "/fail"));
    }

    /** Creates a channel and returns its id. */
    String channel() {
        JsonNode channel = post("/api/v3/channels/", "{\"kind\": \"log\", \"name\": \"a channel\"}");
        return Objects.requireNonNull(channel.get("id"), channel::toString).asString();
    }

    /** Creates an API key and returns its id. */
    String apiKey() {
        return post("/api/v3/keys/", "{\"kind\": \"ping\"}").get("id").asString();
    }

    /** Creates a maintenance window and returns its id. */
    String maintenanceWindow() {
        String fields = "{\"name\": \"a window\", \"schedule\": \"0 2 * * *\", \"duration\": 60, \"tags\": \"db\"}";
        return post("/api/v3/maintenance-windows/", fields).get("id").asString();
    }

    private JsonNode post(String path, String body) {
        return Deploy.JSON.readTree(web.post(path, key("api_key"), body).body());
    }
}
