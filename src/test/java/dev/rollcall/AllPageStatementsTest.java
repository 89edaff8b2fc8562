package dev.rollcall;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.account.Account;
import dev.rollcall.account.Accounts;
import dev.rollcall.account.Mailbox;
import dev.rollcall.account.Members;
import dev.rollcall.account.ProjectRole;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.platform.process.PageController;
import dev.rollcall.project.Projects;
import dev.rollcall.signin.Visitor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/**
 * How many statements each page costs its owner, however much the project contains. One of them reads the owner and
 * their projects. The session is not counted: Spring Session reads it once more for some answers, by their length.
 */
@RollcallTest
class AllPageStatementsTest {

    private static final Map<String, Integer> STATEMENTS = Map.ofEntries(
            entry("/account", 9),
            entry("/projects/", 1),
            entry("/projects/{project}/channels/", 2),
            entry("/projects/{project}/channels/new", 1),
            entry("/projects/{project}/channels/{channel}/", 4),
            entry("/projects/{project}/channels/{channel}/deliveries/", 2),
            entry("/projects/{project}/channels/{channel}/edit", 2),
            entry("/projects/{project}/checks/", 5),
            entry("/projects/{project}/checks/choices", 2),
            entry("/projects/{project}/checks/new", 3),
            entry("/projects/{project}/checks/next-runs", 1),
            entry("/projects/{project}/checks/{key:[0-9a-f]+}/", 14),
            entry("/projects/{project}/checks/{key:[0-9a-f]+}/edit", 13),
            entry("/projects/{project}/checks/{key:[0-9a-f]+}/edit/what-if", 3),
            entry("/projects/{project}/checks/{key:[0-9a-f]+}/pings/{n:\\d+}/", 4),
            entry("/projects/{project}/checks/{key:[0-9a-f]+}/pings/{n:\\d+}/file", 4),
            entry("/projects/{project}/settings/", 1),
            entry("/projects/{project}/settings/audit/", 2),
            entry("/projects/{project}/settings/audit/audit-log.csv", 2),
            entry("/projects/{project}/settings/badges/", 4),
            entry("/projects/{project}/settings/keys/", 2),
            entry("/projects/{project}/settings/maintenance/", 3),
            entry("/projects/{project}/settings/maintenance/new", 2),
            entry("/projects/{project}/settings/maintenance/preview", 1),
            entry("/projects/{project}/settings/maintenance/{window}/", 3),
            entry("/projects/{project}/settings/people/", 3),
            entry("/projects/{project}/settings/status-page/", 1),
            entry("/projects/{project}/settings/transfer/", 1),
            entry("/projects/{project}/settings/transfer/export", 29),
            entry("/sign-in/link", 1),
            entry("/status/{slug:[a-z0-9-]+}", 3),
            entry("/system", 5),
            entry("/system/findings", 1),
            entry("/system/live", 5));

    /** It waits for a change. Its own test counts its statements. */
    private static final String WAITING = "/projects/{project}/checks/live";

    /** As the API allows. */
    private static final int MAX_PARENTS = 10;

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)[^/]*}");

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Readers readers;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Members members;

    @Autowired
    private Projects projects;

    @Autowired
    private List<RequestMappingHandlerMapping> mappings;

    @Test
    void aPageCostsAsManyStatementsForManyRowsAsForOne() {
        Map<String, Integer> forOne = statements(1);
        // What a process keeps for a while is read again.
        clock.advance(Duration.ofMinutes(2));

        assertThat(statements(20)).as("statements for many rows").isEqualTo(forOne);
        assertThat(forOne).isEqualTo(STATEMENTS);
    }

    /** By the path of each page that an owner and operator can open. */
    private Map<String, Integer> statements(int rows) {
        Account owner = accounts.findOrCreate(new Mailbox(UUID.randomUUID() + "@example.com"), "Ona");
        accounts.setOperator(owner.id(), true);
        Map<String, String> variables = fill(owner, rows);
        Visitor visitor = readers.signIn(owner);
        Map<String, Integer> statements = new HashMap<>();
        try (var sent = SentStatements.listen()) {
            for (String route : routes()) {
                sent.clear();
                MvcTestResult result = visitor.get(VARIABLE.matcher(route)
                        .replaceAll(name -> Matcher.quoteReplacement(
                                Objects.requireNonNull(variables.get(name.group(1)), "a value for " + name.group()))));
                if (result.getResponse().getStatus() == 200) {
                    statements.put(route, (int) sent.statements().stream()
                            .filter(statement -> !statement.contains("JOIN sessions "))
                            .count());
                }
            }
        }
        return statements;
    }

    private List<String> routes() {
        return mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
                .filter(handler ->
                        AnnotatedElementUtils.hasAnnotation(handler.getValue().getBeanType(), PageController.class))
                .filter(handler ->
                        handler.getKey().getMethodsCondition().getMethods().contains(RequestMethod.GET))
                .flatMap(handler -> handler.getKey().getPatternValues().stream())
                .filter(path -> !path.equals(WAITING))
                .sorted()
                .toList();
    }

    /** Makes a project with so many rows of each kind. Returns the values of the variables in paths. */
    private Map<String, String> fill(Account owner, int rows) {
        Projects.NewProject project = fixtures.project();
        members.add(project.id(), owner.id(), ProjectRole.OWNER);
        String slug = "statements-" + UUID.randomUUID();
        post(project, "status-page/", "{'title': 'all', 'slug': '" + slug + "', 'public': true}");
        Map<String, String> variables =
                new HashMap<>(Map.of("project", project.id().toString(), "slug", slug, "n", "1", "token", "none"));
        Deque<String> parents = new ArrayDeque<>();
        parents.add(post(project, "checks/", "{'name': 'parent'}").get("uuid").asString());
        for (int row = 0; row < rows; row++) {
            JsonNode channel = post(project, "channels/", "{'kind': 'log', 'name': 'ops " + row + "'}");
            variables.put("channel", channel.get("id").asString());
            JsonNode check = post(
                    project,
                    "checks/",
                    "{'name': 'job " + row + "', 'tags': 'all tag" + row + "', 'channels': 'ops 0', 'depends_on': ['"
                            + String.join("', '", parents) + "']}");
            UUID id = UUID.fromString(check.get("uuid").asString());
            parents.add(id.toString());
            if (parents.size() > MAX_PARENTS) {
                parents.remove();
            }
            variables.put("key", new CheckId(id).uniqueKey());
            variables.put(
                    "window",
                    post(
                                    project,
                                    "maintenance-windows/",
                                    "{'name': 'move', 'schedule': '0 2 * * *', 'duration': 60, 'checks': ['" + id
                                            + "']}")
                            .get("id")
                            .asString());
            post(project, "keys/", "{'kind': 'ping', 'name': 'key " + row + "'}");
            post(project, "checks/" + id + "/snooze", "{'seconds': 3600}");
            for (int ping = 0; ping < rows; ping++) {
                fixtures.http()
                        .post()
                        .uri("/ping/" + id + (ping % 2 == 0 ? "/fail" : ""))
                        .content("why")
                        .exchange();
            }
            readers.signIn(project.id(), ProjectRole.MEMBER);
            readers.signIn(owner);
            members.add(projects.createWithoutKeys("another"), owner.id(), ProjectRole.OWNER);
            invite(project, row);
        }
        return variables;
    }

    private void invite(Projects.NewProject project, int row) {
        fixtures.jdbc()
                .sql("INSERT INTO invitations (id, project_id, role, email, sha256, invited_by, created_at, expires_at)"
                        + " SELECT gen_random_uuid(), project_id, 'MEMBER', :email,"
                        + " sha256(gen_random_uuid()::text::bytea), account_id, now(), '2100-01-01'"
                        + " FROM memberships WHERE project_id = :project LIMIT 1")
                .param("email", "invited-" + row + "@example.com")
                .param("project", project.id().value())
                .update();
    }

    private JsonNode post(Projects.NewProject project, String path, String body) {
        MvcTestResult result =
                fixtures.call(HttpMethod.POST, "/api/v3/" + path, project.readWriteKey(), body.replace('\'', '"'));
        assertThat(result.getResponse().getStatus()).as(path).isBetween(200, 201);
        return fixtures.json(result);
    }
}
