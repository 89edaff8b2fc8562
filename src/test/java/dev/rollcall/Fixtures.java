package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.project.Projects;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Common set-up for tests, made through the same public entries that users have. */
public class Fixtures {

    private final Projects projects;
    private final MockMvcTester http;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    Fixtures(Projects projects, MockMvcTester http, JdbcClient jdbc, JsonMapper json) {
        this.projects = projects;
        this.http = http;
        this.jdbc = jdbc;
        this.json = json;
    }

    public Projects.NewProject project() {
        return projects.create("a project");
    }

    /** Empties the database, for tests that read whole tables. */
    public void clear() {
        jdbc.sql("TRUNCATE projects, scheduled_tasks CASCADE").update();
    }

    public MvcTestResult call(HttpMethod method, String path, String key, String body) {
        return http.method(method)
                .uri(path)
                .header("X-Api-Key", key)
                .content(body.getBytes(StandardCharsets.UTF_8))
                .exchange();
    }

    /** Makes a check and returns its id. */
    public UUID check(Projects.NewProject project, String fields) {
        MvcTestResult created = call(HttpMethod.POST, "/api/v3/checks/", project.readWriteKey(), fields);
        assertThat(created).hasStatus(201);
        return UUID.fromString(json(created).get("uuid").asString());
    }

    /** Pings and expects an OK; {@code signal} is empty or begins with a slash. */
    public void ping(UUID check, String signal) {
        assertThat(http.get().uri("/ping/" + check + signal)).hasStatusOk().hasBodyTextEqualTo("OK");
    }

    /** Pings as a host of this address does. */
    public void pingFrom(String address, UUID check, String signal) {
        assertThat(http.get().uri("/ping/" + check + signal).with(request -> {
                    request.setRemoteAddr(address);
                    return request;
                }))
                .hasStatusOk()
                .hasBodyTextEqualTo("OK");
    }

    /** Stores a schedule that an older release, or another time zone database, may have left. */
    public void storeSchedule(UUID check, String cron, String zone) {
        jdbc.sql("UPDATE checks SET cron = :cron, time_zone = :zone, period_seconds = NULL WHERE id = :id")
                .param("cron", cron)
                .param("zone", zone)
                .param("id", check)
                .update();
    }

    /** The flips of a check, oldest first, as {@code NEW DOWN}. */
    public List<String> flips(UUID check) {
        return jdbc.sql("SELECT from_status || ' ' || to_status FROM flips WHERE check_id = :check ORDER BY id")
                .param("check", check)
                .query(String.class)
                .list();
    }

    public JsonNode show(Projects.NewProject project, UUID check) {
        return json(call(HttpMethod.GET, "/api/v3/checks/" + check, project.readWriteKey(), ""));
    }

    public JsonNode json(MvcTestResult result) {
        return json.readTree(result.getResponse().getContentAsByteArray());
    }

    public MockMvcTester http() {
        return http;
    }

    public JdbcClient jdbc() {
        return jdbc;
    }
}
