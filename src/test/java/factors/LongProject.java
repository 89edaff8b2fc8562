package factors;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import testing.App;
import testing.Postgres;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/** A project so large that no answer about it fits into a small heap, and those answers, read as a stream. */
final class LongProject {

    private static final int CHECKS = 25_000;
    private static final int TAGS = 20_000;
    private static final int FLIPS = 200_000;
    private static final int PINGS = 10_000;
    private static final int CHANNELS = 5_000;
    /** This many checks have this many channels each, the others have one. */
    private static final int CHECKS_OF_MANY = 100;

    private static final int MANY = 1_000;
    /** Each names this many checks, as many as it may. */
    private static final int WINDOWS = 100;

    /** For the export: a header, the project, three keys, checks and their states, and so on, and an end. */
    private static final int LINES = 1
            + 1
            + 3
            + 2 * CHECKS
            + CHANNELS
            + CHECKS
            + CHECKS_OF_MANY * (MANY - 1)
            + WINDOWS * (1 + MANY)
            + FLIPS
            + PINGS
            + 1;

    /** md5('check-1'), the check with all flips and pings. */
    static final String BUSY_CHECK = "dcaf992f-1fe3-5fb9-97c6-5074743ff94f";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final String FILL = """
            INSERT INTO checks (id, project_id, unique_key, name, slug, tags, description, period_seconds,
                grace_seconds, manual_resume, methods, start_keywords, success_keywords, failure_keywords,
                filter_subject, filter_body, created_at, version)
            SELECT md5('check-' || n)::uuid, '%project%', left(encode(sha256(convert_to('check-' || n, 'UTF8')), 'hex'), 40),
                'Backup of host ' || n, 'backup-' || n, 'prod tag-' || n % %tags%, repeat('why? ', 10), 86400, 3600,
                false, '', '', '', '', false, false, now() - make_interval(secs => n), 0
            FROM generate_series(1, %checks%) n;

            INSERT INTO check_states (check_id, status, ping_count, last_ping_at, down_after, sweep_after)
            SELECT id, 'UP', %pings%, now(), now() + interval '25 hours', now() + interval '25 hours'
            FROM checks;

            INSERT INTO channels (id, project_id, kind, name, config, signing_secret, created_at)
            SELECT md5('channel-' || n)::uuid, '%project%', 'webhook', 'channel ' || n,
                jsonb_build_object('url_down', 'http://127.0.0.1:1/', 'method_down', 'POST',
                    'body_down', repeat('It is down. ', 2000)), 'whsec_' || n, now() - make_interval(secs => n)
            FROM generate_series(1, %channels%) n;

            INSERT INTO check_channels (check_id, channel_id)
            SELECT md5('check-' || n)::uuid, md5('channel-1')::uuid
            FROM generate_series(1, %checks%) n;

            INSERT INTO check_channels (check_id, channel_id)
            SELECT md5('check-' || c)::uuid, md5('channel-' || n)::uuid
            FROM generate_series(1, %manyChecks%) c CROSS JOIN generate_series(2, %many%) n;

            INSERT INTO maintenance_windows (id, project_id, name, cron, time_zone, duration_seconds, all_checks, tags,
                created_at)
            SELECT md5('window-' || n)::uuid, '%project%', 'window ' || n, '0 2 * * *', 'Europe/Riga', 3600, false, '',
                now() - make_interval(secs => n)
            FROM generate_series(1, %windows%) n;

            INSERT INTO maintenance_window_checks (window_id, check_id)
            SELECT md5('window-' || w)::uuid, md5('check-' || n)::uuid
            FROM generate_series(1, %windows%) w CROSS JOIN generate_series(1, %many%) n;

            INSERT INTO flips (check_id, from_status, to_status, reason, flipped_at)
            SELECT md5('check-1')::uuid, CASE n % 2 WHEN 0 THEN 'UP' ELSE 'DOWN' END,
                CASE n % 2 WHEN 0 THEN 'DOWN' ELSE 'UP' END, 'PING', now() - make_interval(mins => n)
            FROM generate_series(1, %flips%) n;

            INSERT INTO pings (check_id, n, kind, received_at, scheme, method, remote_address, user_agent, body)
            SELECT md5('check-1')::uuid, n, 'SUCCESS', now(), 'http', 'POST', '127.0.0.1', repeat('a', 200),
                decode(repeat('00', 1000), 'hex')
            FROM generate_series(1, %pings%) n;
            """;

    private final String key;
    private final Map<String, Answer> answers = new LinkedHashMap<>();

    private LongProject(String key) {
        this.key = key;
        for (String version : List.of("/api/v1", "/api/v2", "/api/v3")) {
            add(version + "/checks/", Format.LIST, CHECKS);
            add(version + "/checks/{id}/flips/", Format.LIST, FLIPS);
            add(version + "/checks/{id}/pings/", Format.LIST, PINGS);
            add(version + "/channels/", Format.LIST, CHANNELS);
            // Each check has one of the tags, and all share another; and there is the badge of all checks.
            add(version + "/badges/", Format.LIST, TAGS + 2);
        }
        add("/api/v3/maintenance-windows/", Format.LIST, WINDOWS);
        add("/api/v3/project/export", Format.EXPORT, LINES);
        add("/actuator/prometheus", Format.METRICS, 0);
    }

    /** Fills the deploy's database by SQL, which takes only seconds. */
    static LongProject fill(Deploy deploy, App web) {
        JsonNode keys = deploy.project();
        var project = new LongProject(keys.get("api_key").asString());
        project.addBadges(web);
        project.addMetrics(keys);
        String sql = FILL.replace("%project%", keys.get("project").asString())
                .replace("%checks%", String.valueOf(CHECKS))
                .replace("%tags%", String.valueOf(TAGS))
                .replace("%manyChecks%", String.valueOf(CHECKS_OF_MANY))
                .replace("%many%", String.valueOf(MANY))
                .replace("%windows%", String.valueOf(WINDOWS))
                .replace("%channels%", String.valueOf(CHANNELS))
                .replace("%flips%", String.valueOf(FLIPS))
                .replace("%pings%", String.valueOf(PINGS));
        // Foreign keys need no check, because the rows that they refer to were just created.
        Postgres.shared()
                .executeIn(
                        deploy.databaseUrl(),
                        "BEGIN; SET LOCAL session_replication_role = replica;" + sql + "COMMIT; ANALYZE;");
        return project;
    }

    /** Only the service knows the addresses of badges. They are easy to read while there is one tag. */
    private void addBadges(App web) {
        JsonNode check = Deploy.check(web, key, "{\"tags\": \"prod\"}");
        JsonNode badges = Deploy.JSON
                .readTree(web.send(web.to("/api/v3/badges/").header("X-Api-Key", key))
                        .body())
                .get("badges");
        web.send(web.to("/api/v3/checks/" + check.get("uuid").asString())
                .header("X-Api-Key", key)
                .DELETE());
        answers.put("/badge/{key}/{signature}/{tag}.{format}", badge(badges.get("prod")));
        answers.put("/badge/{key}/{signature}.{format}", badge(badges.get("*")));
    }

    /** Four metrics of every check, one more after its first ping, one of each tag, and two of the project. */
    private void addMetrics(JsonNode keys) {
        String address = "/projects/" + keys.get("project").asString() + "/metrics/"
                + keys.get("api_key_readonly").asString();
        answers.put(
                "/projects/{id}/metrics/{key}",
                new Answer(address, key, Format.CHECK_METRICS, 5 * CHECKS + TAGS + 1 + 2));
    }

    private Answer badge(JsonNode addresses) {
        return new Answer(URI.create(addresses.get("json").asString()).getPath(), key, Format.BADGE, CHECKS);
    }

    /** By the path of the operation. */
    Map<String, Answer> answers() {
        return answers;
    }

    Answer answer(String path) {
        return Objects.requireNonNull(answers.get(path), path);
    }

    String key() {
        return key;
    }

    private void add(String path, Format format, int items) {
        answers.put(path, new Answer(path.replace("{id}", BUSY_CHECK), key, format, items));
    }

    /** An answer, and the number of its items when it is complete. */
    record Answer(String path, String key, Format format, int items) {

        /** Reads it without keeping it. Returns the fault, or an empty text. */
        String fault(App web) {
            try {
                HttpResponse<InputStream> answer = open(web);
                try (InputStream body = answer.body()) {
                    if (answer.statusCode() != 200) {
                        return path + " answers " + answer.statusCode() + " "
                                + new String(body.readNBytes(200), StandardCharsets.UTF_8);
                    }
                    int found = format.items(body);
                    // The export also has the pings that other tests send meanwhile.
                    boolean isWhole = format == Format.EXPORT ? found >= items : found == items;
                    return isWhole ? "" : path + " has " + found + " items, not " + items;
                }
            } catch (IOException | JacksonException e) {
                return path + " breaks off: " + e + ", " + e.getCause();
            }
        }

        HttpResponse<InputStream> open(App web) throws IOException {
            var request = web.to(path)
                    .header("X-Api-Key", key)
                    .header("Authorization", "Bearer " + Requests.METRICS_TOKEN)
                    .timeout(Duration.ofMinutes(2));
            try {
                return HTTP.send(request.build(), BodyHandlers.ofInputStream());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
        }
    }

    /** How to count the items of an answer. Each way reports a missing end. */
    enum Format {
        /** {@code {"checks": [{...}, ...]}} or {@code {"badges": {"a": {...}, ...}}}. */
        LIST {
            @Override
            int items(InputStream body) throws IOException {
                int items = 0;
                int depth = 0;
                try (JsonParser parser = Deploy.JSON.createParser(body)) {
                    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                        items += token == JsonToken.START_OBJECT && depth == 3 ? 1 : 0;
                    }
                }
                return items;
            }
        },
        BADGE {
            @Override
            int items(InputStream body) throws IOException {
                return Deploy.JSON
                        .readTree(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                        .path("total")
                        .asInt(-1);
            }
        },
        EXPORT {
            @Override
            int items(InputStream body) throws IOException {
                int lines = 0;
                String last = "";
                var reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines++;
                    last = line;
                }
                return last.startsWith("{\"kind\":\"end\"") ? lines : -1;
            }
        },
        /** The samples; the last metric is that of the checks that are down. */
        CHECK_METRICS {
            @Override
            int items(InputStream body) throws IOException {
                int samples = 0;
                String last = "";
                var reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    samples += line.startsWith("#") ? 0 : 1;
                    last = line;
                }
                return last.startsWith("hc_checks_down_total ") ? samples : -1;
            }
        },
        /** One rule for all, because there are more kinds than the code has names for. */
        METRICS {
            @Override
            int items(InputStream body) throws IOException {
                return body.readAllBytes().length > MAX_METRICS_BYTES ? 1 : 0;
            }
        };

        private static final int MAX_METRICS_BYTES = 500_000;

        abstract int items(InputStream body) throws IOException;
    }
}
