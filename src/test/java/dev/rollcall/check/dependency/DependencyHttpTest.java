package dev.rollcall.check.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.project.Projects;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

@RollcallTest
class DependencyHttpTest {

    @Autowired
    private Fixtures fixtures;

    private Projects.NewProject project;
    private UUID network;
    private UUID database;

    @BeforeEach
    void makeChecks() {
        project = fixtures.project();
        network = fixtures.check(project, "{\"name\": \"network\"}");
        database = fixtures.check(project, "{\"name\": \"database\"}");
    }

    @Test
    void aCheckShowsWhatItDependsOn() {
        UUID check = fixtures.check(project, dependsOn(network, database));

        assertThat(parents(fixtures.show(project, check)))
                .containsExactlyInAnyOrder(network.toString(), database.toString());
        assertThat(fixtures.show(project, network).has("depends_on")).isFalse();
    }

    @Test
    void everyVersionTakesAndShowsIt() {
        for (String version : List.of("v1", "v2", "v3")) {
            MvcTestResult made = fixtures.call(
                    HttpMethod.POST, "/api/" + version + "/checks/", project.readWriteKey(), dependsOn(network));
            assertThat(made).hasStatus(201);
            assertThat(parents(fixtures.json(made))).as(version).containsExactly(network.toString());
        }
    }

    @Test
    void aReadOnlyKeySeesUniqueKeysInPlaceOfIds() {
        fixtures.check(project, "{\"name\": \"job\", \"depends_on\": [\"" + network + "\"]}");

        MvcTestResult list = fixtures.call(HttpMethod.GET, "/api/v3/checks/", project.readOnlyKey(), "");

        assertThat(list).hasStatusOk().bodyText().doesNotContain(network.toString());
        Map<String, JsonNode> shown = fixtures.json(list)
                .get("checks")
                .valueStream()
                .collect(Collectors.toMap(check -> check.get("name").asString(), Function.identity()));
        assertThat(parents(Objects.requireNonNull(shown.get("job"))))
                .containsExactly(Objects.requireNonNull(shown.get("network"))
                        .get("unique_key")
                        .asString());
    }

    @Test
    void aRequestReplacesTheListAndOneWithoutItLeavesIt() {
        UUID check = fixtures.check(project, dependsOn(network));

        assertThat(update(check, "{\"name\": \"other\"}")).hasStatusOk();
        assertThat(parents(fixtures.show(project, check))).containsExactly(network.toString());

        assertThat(update(check, dependsOn(database))).hasStatusOk();
        assertThat(parents(fixtures.show(project, check))).containsExactly(database.toString());

        assertThat(update(check, dependsOn())).hasStatusOk();
        assertThat(fixtures.show(project, check).has("depends_on")).isFalse();
    }

    @Test
    void anUpsertSetsIt() {
        UUID check = fixtures.check(project, "{\"name\": \"job\"}");

        MvcTestResult changed = fixtures.call(
                HttpMethod.POST,
                "/api/v3/checks/",
                project.readWriteKey(),
                "{\"name\": \"job\", \"unique\": [\"name\"], \"depends_on\": [\"" + network + "\"]}");

        assertThat(changed).hasStatusOk();
        assertThat(parents(fixtures.show(project, check))).containsExactly(network.toString());
    }

    @Test
    void aParentThatIsDeletedIsRemoved() {
        UUID check = fixtures.check(project, dependsOn(network, database));

        assertThat(fixtures.call(HttpMethod.DELETE, "/api/v3/checks/" + network, project.readWriteKey(), ""))
                .hasStatusOk();

        assertThat(parents(fixtures.show(project, check))).containsExactly(database.toString());
    }

    @Test
    void aCircleIsRefusedAndNothingChanges() {
        assertThat(update(database, dependsOn(network))).hasStatusOk();
        UUID check = fixtures.check(project, dependsOn(database));

        assertFault(
                update(network, dependsOn(check)),
                "depends_on",
                "makes a circle; one of these checks depends on this check already");
        assertFault(
                update(network, dependsOn(database)),
                "depends_on",
                "makes a circle; one of these checks depends on this check already");
        assertFault(update(network, dependsOn(network)), "depends_on", "names the check itself");
        assertThat(fixtures.show(project, network).has("depends_on")).isFalse();
        // The same check twice on different ways is no circle.
        assertThat(update(check, dependsOn(database, network))).hasStatusOk();
    }

    @Test
    void twoRequestsAtOnceCannotMakeACircle() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 20; round++) {
                assertThat(update(network, dependsOn())).hasStatusOk();
                assertThat(update(database, dependsOn())).hasStatusOk();
                List<Callable<Integer>> both = List.of(
                        () -> update(network, dependsOn(database)).getResponse().getStatus(),
                        () -> update(database, dependsOn(network)).getResponse().getStatus());
                List<Integer> statuses = new ArrayList<>();
                for (Future<Integer> done : threads.invokeAll(both)) {
                    statuses.add(done.get());
                }
                assertThat(statuses).containsExactlyInAnyOrder(200, 400);
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void anItemThatIsNoCheckOfTheProjectIsRefusedWithoutNamingIt() {
        UUID foreign = fixtures.check(fixtures.project(), "{}");
        String uniqueKey = fixtures.json(
                        fixtures.call(HttpMethod.GET, "/api/v3/checks/" + network, project.readOnlyKey(), ""))
                .get("unique_key")
                .asString();
        for (String item : List.of(foreign.toString(), UUID.randomUUID().toString(), uniqueKey, "", "network")) {
            MvcTestResult refused = update(database, "{\"depends_on\": [\"" + item + "\"]}");
            assertFault(refused, "depends_on", "an item is not the id of a check of this project");
            assertThat(refused).bodyText().doesNotContain(foreign.toString());
        }
        assertFault(update(database, "{\"depends_on\": \"" + network + "\"}"), "depends_on", "is not an array");
        assertFault(update(database, "{\"depends_on\": null}"), "depends_on", "is not an array");
        assertFault(update(database, "{\"depends_on\": [1]}"), "depends_on", "an item has unexpected value");
    }

    @Test
    void aCheckDependsOnAtMostTenOthers() {
        List<UUID> ten = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            ten.add(fixtures.check(project, "{}"));
        }
        assertThat(update(database, dependsOn(ten.toArray(UUID[]::new)))).hasStatusOk();

        ten.add(network);
        assertFault(
                update(database, dependsOn(ten.toArray(UUID[]::new))), "depends_on", "has too many items; at most 10");
        // The same check counts once.
        assertThat(update(database, dependsOn(Collections.nCopies(2, network).toArray(UUID[]::new))))
                .hasStatusOk();
        assertThat(parents(fixtures.show(project, database))).containsExactly(network.toString());
    }

    private MvcTestResult update(UUID check, String body) {
        return fixtures.call(HttpMethod.POST, "/api/v3/checks/" + check, project.readWriteKey(), body);
    }

    private void assertFault(MvcTestResult refused, String field, String fault) {
        assertThat(refused).hasStatus(400);
        assertThat(fixtures.json(refused).get("errors").get(field).asString()).isEqualTo(fault);
    }

    private static String dependsOn(UUID... parents) {
        List<String> quoted = Stream.of(parents).map(id -> "\"" + id + "\"").toList();
        return "{\"depends_on\": [" + String.join(", ", quoted) + "]}";
    }

    private static List<String> parents(JsonNode check) {
        return check.get("depends_on").valueStream().map(JsonNode::asString).toList();
    }
}
