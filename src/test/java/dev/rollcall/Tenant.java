package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.account.ProjectRole;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.Visitor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/**
 * A project that has rows in every table whose rows belong to projects, and an owner who is signed in. Each of its
 * things has a text that contains its mark, so an answer that shows any of them is found.
 */
final class Tenant {

    private static final Pattern UUIDS = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private final Fixtures fixtures;
    private final OwnedRows rows;
    private final Projects.NewProject project;
    private final String mark = "mark" + UUID.randomUUID().toString().replace("-", "");
    /** Names that may be sent to be refused. */
    private final String name = "name" + UUID.randomUUID().toString().replace("-", "");

    private final Visitor owner;
    private final List<UUID> checks = new ArrayList<>();
    private String group = "";

    private Tenant(Fixtures fixtures, Readers readers, OwnedRows rows) {
        this.fixtures = fixtures;
        this.rows = rows;
        this.project = fixtures.project();
        this.owner = readers.signIn(project.id(), ProjectRole.OWNER);
        makeDefinitions();
        makeHistory();
    }

    static Tenant make(Fixtures fixtures, Readers readers, OwnedRows rows) {
        var tenant = new Tenant(fixtures, readers, rows);
        assertThat(rows.counts(tenant.project.id()))
                .as("let Tenant make a row in each table whose rows belong to projects")
                .allSatisfy((table, count) -> assertThat(count).as(table).isPositive());
        return tenant;
    }

    Projects.NewProject project() {
        return project;
    }

    Visitor owner() {
        return owner;
    }

    /** What the database has of the project. */
    List<String> rows() {
        return rows.of(project.id());
    }

    /** The checks: the first was paused, the second is down, the third is snoozed and has parents. */
    List<UUID> checks() {
        return checks;
    }

    String group() {
        return group;
    }

    /** The addresses of the API that name something of the project, and the keys: by what they are. */
    Map<String, String> ids() {
        Map<String, String> ids = new LinkedHashMap<>(rows.ids(project.id()));
        ids.put("the group", group);
        ids.put("a unique key", uniqueKey());
        ids.put("the slug of a check", name + "-1");
        ids.put("a tag", name + "-tag");
        ids.put("the name of a channel", name + "-log");
        ids.put("the slug of the status page", statusSlug());
        ids.put("a cursor", cursor());
        ids.put("the read-write key", project.readWriteKey());
        ids.put("the read-only key", project.readOnlyKey());
        ids.put("the ping key", project.pingKey());
        return ids;
    }

    /** Those of {@link #ids} that open the API. */
    Set<String> keys() {
        return Set.of(project.readWriteKey(), project.readOnlyKey());
    }

    /** What no answer to a stranger contains: its mark, and the ids that are not among {@link #ids}. */
    Secrets secrets() {
        Set<String> secrets = UUIDS.matcher(String.join("\n", rows()))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
        // A cursor contains the id of a delivery.
        String sent = String.join("\n", ids().values());
        secrets.removeIf(sent::contains);
        return new Secrets(secrets, mark);
    }

    String uniqueKey() {
        return call(HttpMethod.GET, "/api/v3/checks/?slug=" + name + "-1", project.readOnlyKey(), "")
                .at("/checks/0/unique_key")
                .asString();
    }

    String slug() {
        return name + "-1";
    }

    String statusSlug() {
        return name + "-status";
    }

    JsonNode get(String path) {
        return call(HttpMethod.GET, path, project.readWriteKey(), "");
    }

    private String cursor() {
        return get("/api/v3/checks/" + checks.get(1) + "/deliveries/?limit=1")
                .findValue("next")
                .asString()
                .replaceFirst(".*cursor=", "");
    }

    private void makeDefinitions() {
        execute("UPDATE projects SET name = :mark WHERE id = :project");
        post("channels/", "{'kind': 'log', 'name': '%2$s-log'}");
        post("channels/", "{'kind': 'webhook', 'name': '%1$s-hook', 'url': 'http://127.0.0.1:9/%1$s'}");
        // By SQL, because this process has no mail server.
        execute("INSERT INTO channels (id, project_id, kind, name, config, signing_secret, created_at, unsubscribed_at)"
                + " VALUES (gen_random_uuid(), :project, 'email', :mark || '-mail',"
                + " jsonb_build_object('to', :mark || '@example.com'), 'whsec_AAAA', now(), now())");
        group = post("channels/", "{'kind': 'group', 'name': '%1$s-group', 'channels': '%2$s-log,%1$s-hook'}")
                .get("id")
                .asString();
        for (int n = 0; n < 3; n++) {
            String fields = "{'name': '%%1$s %1$d', 'slug': '%%2$s-%1$d', 'tags': '%%2$s-tag', 'desc': '%%1$s',"
                    + " 'channels': '*', 'depends_on': [%2$s]}";
            String parents = n < 2 ? "" : "'" + checks.get(0) + "'";
            JsonNode check = post("checks/", fields.formatted(n, parents));
            checks.add(UUID.fromString(check.get("uuid").asString()));
        }
        post(
                "maintenance-windows/",
                "{'name': '%s', 'schedule': '0 2 * * *', 'duration': 60, 'checks': ['" + checks.get(0) + "']}");
        post("status-page/", "{'title': '%s', 'slug': '%2$s-status', 'public': false}");
        post("keys/", "{'kind': 'ping', 'name': '%s'}");
        execute("INSERT INTO invitations (id, project_id, role, email, sha256, invited_by, created_at, expires_at)"
                + " SELECT gen_random_uuid(), project_id, 'MEMBER', :mark || '@example.com', sha256(:mark::bytea),"
                + " account_id, now(), '2100-01-01' FROM memberships WHERE project_id = :project");
    }

    private void makeHistory() {
        post("checks/" + checks.get(0) + "/pause", "");
        for (UUID check : checks.subList(1, 3)) {
            assertThat(fixtures.http().post().uri("/ping/" + check + "/fail").content(mark))
                    .hasStatusOk();
        }
        post("checks/" + checks.get(2) + "/snooze", "{'seconds': 3600}");
        execute("INSERT INTO channel_health (channel_id, failures, failing_since, last_error)"
                + " SELECT id, 5, now(), :mark FROM channels WHERE project_id = :project AND kind = 'webhook'");
        execute("INSERT INTO reports (channel_id, period_until)"
                + " SELECT id, now() FROM channels WHERE project_id = :project AND kind = 'email'");
        execute("INSERT INTO notices (project_id, kind, subject, data, created_at)"
                + " VALUES (:project, 'EXCUSED', :mark, '{}', now())");
        execute("WITH outage AS (INSERT INTO outages (began_at, ended_at, reason, settled_at)"
                + " VALUES (clock_timestamp() - interval '1 minute', clock_timestamp(), 'STOPPED', clock_timestamp())"
                + " RETURNING id)"
                + " INSERT INTO excuses (outage_id, project_id, check_id, excused_at, old_down_after, new_down_after)"
                + " SELECT outage.id, :project, c.id, now(), now(), now() + interval '1 hour'"
                + " FROM checks c CROSS JOIN outage WHERE c.project_id = :project");
    }

    private void execute(String sql) {
        fixtures.jdbc()
                .sql(sql)
                .param("project", project.id().value())
                .param("mark", mark)
                .update();
    }

    /**
     * @param body with {@code %1$s} for the mark, {@code %2$s} for the name, and apostrophes in place of quotation
     * marks
     */
    private JsonNode post(String path, String body) {
        return call(
                HttpMethod.POST,
                "/api/v3/" + path,
                project.readWriteKey(),
                body.formatted(mark, name).replace('\'', '"'));
    }

    private JsonNode call(HttpMethod method, String path, String key, String body) {
        MvcTestResult result = fixtures.call(method, path, key, body);
        assertThat(result).as(method + " " + path).hasStatus2xxSuccessful();
        return fixtures.json(result);
    }
}
