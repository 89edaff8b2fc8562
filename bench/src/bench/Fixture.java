package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import testing.Postgres;

/**
 * A migrated database of its own, filled by a few statements for any number of rows. All checks are up and expect a
 * daily ping with an hour of grace. None is due within the day. The ids are the same in each run.
 */
final class Fixture {

    /** The key of a project, followed by its number, which starts at 1. */
    private static final String KEY = "bench-key-of-project-";

    private final Postgres postgres;
    private final String databaseUrl;

    private Fixture(Postgres postgres, String databaseUrl) {
        this.postgres = postgres;
        this.databaseUrl = databaseUrl;
    }

    /** This many checks in total, spread evenly over the projects. */
    static Fixture of(Bench bench, int projects, int checks) {
        String url = bench.postgres().newMigratedDatabase();
        var fixture = new Fixture(bench.postgres(), url);
        fixture.fill(
                """
                INSERT INTO projects (id, name, created_at)
                SELECT md5('project-' || n)::uuid, 'Project ' || n, now()
                FROM generate_series(1, %projects%) n;

                INSERT INTO api_keys (id, project_id, kind, sha256, created_at)
                SELECT gen_random_uuid(), md5('project-' || n)::uuid, 'READ_WRITE',
                    sha256(convert_to('%key%' || n, 'UTF8')), now()
                FROM generate_series(1, %projects%) n;

                INSERT INTO checks (id, project_id, unique_key, name, slug, tags, description, period_seconds,
                    grace_seconds, manual_resume, methods, start_keywords, success_keywords, failure_keywords,
                    filter_subject, filter_body, created_at, version)
                SELECT md5('check-' || n)::uuid, md5('project-' || (n - 1) % %projects% + 1)::uuid,
                    encode(sha256(convert_to('check-' || n, 'UTF8')), 'hex'), 'Backup of host ' || n,
                    'backup-' || n, 'prod backup', '', 86400, 3600, false, '', '', '', '', false, false,
                    now() - make_interval(secs => n), 0
                FROM generate_series(1, %checks%) n;

                INSERT INTO check_states (check_id, status, ping_count, last_ping_at, down_after, sweep_after)
                SELECT id, 'UP', 1, now(), now() + interval '25 hours', now() + interval '25 hours'
                FROM checks;
                """,
                Map.of(
                        "projects", String.valueOf(projects),
                        "checks", String.valueOf(checks),
                        "key", KEY));
        return fixture;
    }

    /** A webhook to this URL in each project, assigned to all its checks. May be called again with another URL. */
    Fixture withWebhooks(String url) {
        fill("""
                INSERT INTO channels (id, project_id, kind, name, config, signing_secret, created_at)
                SELECT gen_random_uuid(), id, 'webhook', 'ops',
                    jsonb_build_object('url_down', '%url%', 'url_up', '%url%', 'method_down', 'POST',
                        'method_up', 'POST', 'body_down', '$NAME is $STATUS', 'body_up', '$NAME is $STATUS'),
                    'whsec_' || encode(sha256(convert_to(name, 'UTF8')), 'base64'), now()
                FROM projects;

                INSERT INTO check_channels (check_id, channel_id)
                SELECT c.id, h.id
                FROM checks c
                JOIN channels h ON h.project_id = c.project_id
                ON CONFLICT DO NOTHING;
                """, Map.of("url", url));
        return this;
    }

    /**
     * A ping log for each check at its full length: {@code limit} pings and up to 15 more that will be pruned. The rows
     * are stored in order of arrival, so the pings of one check are far apart.
     */
    Fixture withLogs(int limit) {
        fill("""
                UPDATE check_states
                SET ping_count = %limit% + abs(hashtext(check_id::text)) % 16;

                INSERT INTO pings (check_id, n, kind, received_at, scheme, method, remote_address, run_id, body)
                SELECT s.check_id, n, 'SUCCESS', now(), 'http', 'POST', '127.0.0.1', gen_random_uuid(),
                    decode(repeat('00', 200), 'hex')
                FROM generate_series(1, %limit% + 15) n
                JOIN check_states s ON n <= s.ping_count
                ORDER BY n;
                """, Map.of("limit", String.valueOf(limit)));
        return this;
    }

    String databaseUrl() {
        return databaseUrl;
    }

    /** A read-write key. */
    String key(int project) {
        return KEY + project;
    }

    /** The ids of all checks, one a line, in an order unrelated to their place in the table. */
    Path ids() throws IOException {
        return ids(Integer.MAX_VALUE);
    }

    /** The ids of so many checks, or of all if there are fewer. */
    Path ids(int most) throws IOException {
        Path file = Files.createTempFile("rollcall-checks", ".txt");
        file.toFile().deleteOnExit();
        return Files.write(
                file, postgres.strings(databaseUrl, "SELECT id FROM checks ORDER BY md5(id::text) LIMIT " + most));
    }

    /** The number that a query returns. */
    long number(String sql) {
        return Long.parseLong(text(sql));
    }

    /** The same with a fraction. */
    double fraction(String sql) {
        return Double.parseDouble(text(sql));
    }

    String text(String sql) {
        return postgres.strings(databaseUrl, sql).get(0);
    }

    /** Waits until the query returns this number. */
    void await(String sql, long number) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> number(sql) == number);
    }

    void execute(String sql) {
        postgres.executeIn(databaseUrl, sql);
    }

    private void fill(String sql, Map<String, String> values) {
        String filled = sql;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("%" + value.getKey() + "%", value.getValue());
        }
        // Foreign keys need no check, because the rows that they refer to were just created.
        execute("BEGIN; SET LOCAL session_replication_role = replica;" + filled + "COMMIT;");
        execute("VACUUM ANALYZE");
        execute("CHECKPOINT");
    }
}
