package dev.rollcall.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.admin.TaskOptions;
import dev.rollcall.admin.TaskResult;
import dev.rollcall.admin.WrongUsageException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

@RollcallTest
class KeyTasksTest {

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private ListProjects listProjects;

    @Autowired
    private RotateKey rotateKey;

    @Autowired
    private RevokeKey revokeKey;

    @Test
    void aProjectIsListedWithItsContentsAndTheIdsOfItsKeys() {
        Projects.NewProject project = fixtures.project();
        fixtures.check(project, "{\"name\": \"one\"}");
        fixtures.check(project, "{\"name\": \"two\"}");

        Map<String, Object> listed = listed(project);

        assertThat(listed)
                .containsEntry("name", "a project")
                .containsEntry("checks", 2L)
                .containsEntry("channels", 0L);
        assertThat(keysOf(project))
                .extracting(key -> String.valueOf(key.get("kind")))
                .containsExactly("ping", "read-only", "read-write");
        assertThat(listed.toString()).doesNotContain(project.readWriteKey(), project.readOnlyKey(), project.pingKey());
    }

    @Test
    void aRotatedKeyWorksBesideTheOldOne() {
        Projects.NewProject project = fixtures.project();
        String before = keyOf(project, "read-write");

        Map<String, Object> rotated = rotate(project, "read-write");

        assertThat(rotated).containsEntry("still_valid", List.of(before));
        assertThat(status(project.readWriteKey())).isEqualTo(200);
        assertThat(status(String.valueOf(rotated.get("key")))).isEqualTo(200);
        assertThat(keysOf(project))
                .extracting(key -> String.valueOf(key.get("id")))
                .contains(before, String.valueOf(rotated.get("id")));
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void everyKindOfKeyCanBeRotated(KeyKind kind) {
        Projects.NewProject project = fixtures.project();
        assertThat(rotate(project, kind.label())).containsEntry("kind", kind.label());
        assertThat(keysOf(project))
                .filteredOn(key -> kind.label().equals(key.get("kind")))
                .hasSize(2);
    }

    @Test
    void aRevokedKeyIsRefusedAndOtherKeysStillWork() {
        Projects.NewProject project = fixtures.project();
        String before = keyOf(project, "read-write");
        String next = String.valueOf(rotate(project, "read-write").get("key"));

        assertThat(revoke(before))
                .containsEntry("result", "revoked")
                .containsEntry("project", project.id().toString())
                .containsEntry("keys_left_of_this_kind", 1);
        assertThat(status(project.readWriteKey())).isEqualTo(401);
        assertThat(status(next)).isEqualTo(200);
        assertThat(status(project.readOnlyKey())).isEqualTo(200);
    }

    @Test
    void revokingAgainIsNotAnErrorAndSaysThatNothingWasRevoked() {
        String id = keyOf(fixtures.project(), "ping");
        revoke(id);
        assertThat(revoke(id))
                .containsEntry("result", "not found, or already revoked")
                .containsEntry("id", id);
    }

    @Test
    void aKeyInsteadOfItsIdIsRefusedAndNotRepeated() {
        Projects.NewProject project = fixtures.project();
        assertThatThrownBy(() -> revoke(project.readWriteKey()))
                .isInstanceOf(WrongUsageException.class)
                .message()
                .doesNotContain(project.readWriteKey());
    }

    @Test
    void anUnknownKindListsTheKnownOnes() {
        Projects.NewProject project = fixtures.project();
        assertThatThrownBy(() -> rotate(project, "admin"))
                .isInstanceOf(WrongUsageException.class)
                .hasMessage("--kind must be one of read-write, read-only, ping");
    }

    @Test
    void anUnknownProjectGetsNoKey() {
        var options = new TaskOptions(Map.of("project", UUID.randomUUID().toString(), "kind", "ping"));
        assertThatThrownBy(() -> rotateKey.run(options))
                .isInstanceOf(WrongUsageException.class)
                .hasMessageContaining("names no project");
    }

    private int status(String key) {
        return fixtures.call(HttpMethod.GET, "/api/v3/checks/", key, "")
                .getResponse()
                .getStatus();
    }

    private Map<String, Object> rotate(Projects.NewProject project, String kind) {
        return facts(
                rotateKey.run(new TaskOptions(Map.of("project", project.id().toString(), "kind", kind))));
    }

    private Map<String, Object> revoke(String id) {
        return facts(revokeKey.run(new TaskOptions(Map.of("key", id))));
    }

    private String keyOf(Projects.NewProject project, String kind) {
        return keysOf(project).stream()
                .filter(key -> kind.equals(key.get("kind")))
                .map(key -> String.valueOf(key.get("id")))
                .findFirst()
                .orElseThrow();
    }

    private List<Map<?, ?>> keysOf(Projects.NewProject project) {
        return ((List<?>) listed(project).getOrDefault("keys", List.of()))
                .stream().<Map<?, ?>>map(key -> (Map<?, ?>) key).toList();
    }

    private Map<String, Object> listed(Projects.NewProject project) {
        var table = (TaskResult.Rows) listProjects.run(new TaskOptions(Map.of()));
        List<?> row = table.rows().stream()
                .filter(values -> values.get(0).equals(project.id().toString()))
                .findFirst()
                .orElseThrow();
        Map<String, Object> named = new LinkedHashMap<>();
        for (int column = 0; column < row.size(); column++) {
            named.put(table.columns().get(column), row.get(column));
        }
        return named;
    }

    private static Map<String, Object> facts(TaskResult result) {
        return new LinkedHashMap<>(((TaskResult.Facts) result).facts());
    }
}
