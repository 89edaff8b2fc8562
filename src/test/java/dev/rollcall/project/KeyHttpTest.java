package dev.rollcall.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.platform.api.ApiTimestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

@RollcallTest
class KeyHttpTest {

    private static final String KEYS = "/api/v3/keys/";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private PruneKeys pruning;

    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        project = fixtures.project();
    }

    @Test
    void keysAreListedWithoutTheirSecrets() {
        MvcTestResult answer = call(HttpMethod.GET, "", "");

        assertThat(answer).hasStatusOk();
        JsonNode keys = fixtures.json(answer).get("keys");
        assertThat(keys.valueStream().map(key -> key.get("kind").asString()))
                .containsExactlyInAnyOrder("read-write", "read-only", "ping");
        assertThat(keys.valueStream().filter(key -> key.get("current").asBoolean()))
                .singleElement()
                .satisfies(key -> assertThat(key.get("kind").asString()).isEqualTo("read-write"));
        for (JsonNode key : keys) {
            assertThat(key.propertyNames())
                    .containsExactlyInAnyOrder(
                            "id", "kind", "name", "hint", "created_at", "last_used_at", "expires_at", "current");
        }
        assertThat(keys.toString()).doesNotContain(project.readWriteKey(), project.readOnlyKey(), project.pingKey());
    }

    @ParameterizedTest
    @CsvSource({"read-write, 200", "read-only, 200", "ping, 401"})
    void aNewKeyIsShownOnceAndHasTheRightsOfItsKind(String kind, int listsChecks) {
        JsonNode made = made("{\"kind\": \"" + kind + "\"}");

        String key = made.get("key").asString();
        assertThat(fixtures.call(HttpMethod.GET, "/api/v3/checks/", key, "")).hasStatus(listsChecks);
        assertThat(made.get("kind").asString()).isEqualTo(kind);
        assertThat(made.get("current").asBoolean()).isFalse();
        assertThat(call(HttpMethod.GET, "", ""))
                .bodyText()
                .contains(made.get("id").asString())
                .doesNotContain(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"kind\": \"admin\"}", "{\"kind\": 1}", "{\"kind\": null}"})
    void anUnknownKindIsNamedAndNothingIsCreated(String body) {
        MvcTestResult refused = call(HttpMethod.POST, "", body);

        assertThat(refused).hasStatus(400);
        assertThat(fixtures.json(refused).get("errors").propertyNames()).containsExactly("kind");
        assertThat(list()).hasSize(3);
    }

    @Test
    void aRevokedKeyIsRefusedAtOnce() {
        JsonNode made = made("{\"kind\": \"read-only\"}");
        String id = made.get("id").asString();

        MvcTestResult revoked = call(HttpMethod.DELETE, id, "");

        assertThat(revoked).hasStatusOk();
        assertThat(fixtures.json(revoked).propertyNames()).doesNotContain("key");
        assertThat(fixtures.call(
                        HttpMethod.GET, "/api/v3/checks/", made.get("key").asString(), ""))
                .hasStatus(401);
        assertThat(call(HttpMethod.DELETE, id, "")).hasStatus(404);
    }

    @Test
    void theLastReadWriteKeyCannotBeRevokedAndAKeyMayRevokeItself() {
        String own = idOf("read-write");

        MvcTestResult refused = call(HttpMethod.DELETE, own, "");
        assertThat(refused).hasStatus(409);
        assertThat(fixtures.json(refused).get("type").asString()).isEqualTo("/problems/last-key");

        JsonNode second = made("{\"kind\": \"read-write\"}");
        assertThat(call(HttpMethod.DELETE, own, "")).hasStatusOk();
        assertThat(call(HttpMethod.GET, "", "")).hasStatus(401);
        assertThat(fixtures.call(HttpMethod.GET, KEYS, second.get("key").asString(), ""))
                .hasStatusOk();
    }

    /** Each key is valid when its request begins, but only one of them may revoke the other. */
    @Test
    void oneOfTwoKeysThatRevokeEachOtherAtOnceIsLeft() throws Exception {
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 10; round++) {
                Projects.NewProject raced = fixtures.project();
                JsonNode second = fixtures.json(
                        fixtures.call(HttpMethod.POST, KEYS, raced.readWriteKey(), "{\"kind\": \"read-write\"}"));
                String first = fixtures.json(fixtures.call(HttpMethod.GET, KEYS, raced.readWriteKey(), ""))
                        .get("keys")
                        .valueStream()
                        .filter(key -> key.get("current").asBoolean())
                        .map(key -> key.get("id").asString())
                        .findFirst()
                        .orElseThrow();
                var start = new CountDownLatch(1);
                List<Future<Integer>> answers = new ArrayList<>();
                for (String[] revoke : new String[][] {
                    {raced.readWriteKey(), second.get("id").asString()},
                    {second.get("key").asString(), first}
                }) {
                    answers.add(both.submit(() -> {
                        start.await();
                        return fixtures.call(HttpMethod.DELETE, KEYS + revoke[1], revoke[0], "")
                                .getResponse()
                                .getStatus();
                    }));
                }
                start.countDown();
                assertThat(List.of(answers.get(0).get(), answers.get(1).get())).containsOnlyOnce(200);
            }
        } finally {
            both.shutdownNow();
        }
    }

    @Test
    void aKeyHasANameAndShowsHowItBegins() {
        JsonNode made = made("{\"kind\": \"read-only\", \"name\": \"dashboard\"}");

        assertThat(made.get("name").asString()).isEqualTo("dashboard");
        assertThat(made.get("hint").asString())
                .isEqualTo(made.get("key").asString().substring(0, 8))
                .startsWith("rcr_");
        JsonNode replaced = fixtures.json(call(HttpMethod.POST, made.get("id").asString() + "/rotate", ""));
        assertThat(replaced.get("name").asString()).isEqualTo("dashboard");
        assertThat(made("{\"kind\": \"ping\", \"name\": \" backup \"}")
                        .get("name")
                        .asString())
                .isEqualTo("backup");
    }

    @Test
    void anInvalidNameIsRefused() {
        Map<String, String> faults = Map.of(
                "x".repeat(101), "is too long; at most 100 characters", "two\\nlines", "is not one line of text");
        faults.forEach((name, fault) -> {
            MvcTestResult refused = call(HttpMethod.POST, "", "{\"kind\": \"ping\", \"name\": \"" + name + "\"}");
            assertThat(refused).hasStatus(400);
            assertThat(fixtures.json(refused).get("errors").get("name").asString())
                    .isEqualTo(fault);
        });
    }

    /** Keys of earlier releases have another form. The digest alone counts. */
    @ParameterizedTest
    @ValueSource(strings = {"otLvxU7nrYUjXAi2HwrcZlrJYv3p9i6D", "rcw_AAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void aKeyOfAnEarlierReleaseIsStillValid(String old) {
        fixtures.jdbc()
                .sql("""
                        INSERT INTO api_keys (id, project_id, kind, sha256, created_at)
                        VALUES (gen_random_uuid(), :project, 'READ_ONLY', sha256(convert_to(:key, 'UTF8')), now())
                        """)
                .param("project", project.id().value())
                .param("key", old)
                .update();
        try {
            assertThat(fixtures.call(HttpMethod.GET, "/api/v3/checks/", old, ""))
                    .hasStatusOk();
            assertThat(list())
                    .anySatisfy(key -> assertThat(key.get("hint").asString()).isEmpty());
        } finally {
            fixtures.jdbc()
                    .sql("DELETE FROM api_keys WHERE hint = '' AND project_id = :project")
                    .param("project", project.id().value())
                    .update();
        }
    }

    @Test
    void aUseIsRecordedOnceAnHour() {
        Instant first = clock.instant();
        assertThat(lastUse("read-write")).isEqualTo(ApiTimestamp.of(first));

        clock.advance(Duration.ofMinutes(59));
        assertThat(lastUse("read-write")).isEqualTo(ApiTimestamp.of(first));

        Instant later = clock.advance(Duration.ofMinutes(1));
        assertThat(lastUse("read-write")).isEqualTo(ApiTimestamp.of(later));
        assertThat(lastUse("read-only")).isEmpty();
    }

    @Test
    void aPingWritesNothingAboutItsKey() {
        assertThat(fixtures.http().get().uri("/ping/" + project.pingKey() + "/db?create=1"))
                .hasStatus(201);
        assertThat(fixtures.call(HttpMethod.GET, "/api/v3/checks/", project.pingKey(), ""))
                .hasStatus(401);
        assertThat(lastUse("ping")).isEmpty();
        assertThat(fixtures.http().get().uri("/ping/" + project.readWriteKey() + "/db"))
                .as("another kind of key, which has no use yet")
                .hasStatus(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"read-only", "ping"})
    void aReplacedKeyStaysValidForTheOverlap(String kind) {
        JsonNode old = made("{\"kind\": \"" + kind + "\"}");
        String text = old.get("key").asString();
        String id = old.get("id").asString();

        Instant end = clock.instant().plusSeconds(3_600);
        JsonNode next = fixtures.json(call(HttpMethod.POST, id + "/rotate", "{\"overlap\": 3600}"));

        assertThat(isValid(kind, text)).isTrue();
        assertThat(isValid(kind, next.get("key").asString())).isTrue();
        assertThat(list())
                .filteredOn(key -> key.get("id").asString().equals(id))
                .singleElement()
                .satisfies(key -> assertThat(key.get("expires_at").asString()).isEqualTo(ApiTimestamp.of(end)));
        call(HttpMethod.POST, id + "/rotate", "{\"overlap\": 7200}");

        clock.set(end.minusMillis(1));
        assertThat(isValid(kind, text)).isTrue();
        clock.set(end);
        assertThat(isValid(kind, text))
                .as("a second overlap does not prolong it")
                .isFalse();
        assertThat(isValid(kind, next.get("key").asString())).isTrue();
        assertThat(list()).noneMatch(key -> key.get("id").asString().equals(id));
        assertThat(call(HttpMethod.DELETE, id, "")).hasStatus(404);
    }

    @ParameterizedTest
    @CsvSource({"-1, is too small", "2592001, is too large", "\"1\", is not a number"})
    void anInvalidOverlapIsNamed(String overlap, String fault) {
        assertThat(call(HttpMethod.POST, idOf("ping") + "/rotate", "{\"overlap\": " + overlap + "}"))
                .hasStatus(400)
                .bodyText()
                .contains("overlap", fault);
        assertThat(list()).hasSize(3);
    }

    @Test
    void theLastReadWriteKeyThatDoesNotEndCannotBeRevoked() {
        String old = idOf("read-write");
        JsonNode next = fixtures.json(call(HttpMethod.POST, old + "/rotate", "{\"overlap\": 3600}"));

        assertThat(call(HttpMethod.DELETE, next.get("id").asString(), "")).hasStatus(409);
        assertThat(call(HttpMethod.DELETE, old, "")).hasStatusOk();
    }

    @Test
    void expiredKeysArePruned() {
        String id = idOf("ping");
        call(HttpMethod.POST, id + "/rotate", "{\"overlap\": 60}");
        pruning.prune(null);
        assertThat(stored(id)).isEqualTo(1);
        clock.advance(Duration.ofSeconds(60));
        pruning.prune(null);
        assertThat(stored(id)).isZero();
    }

    @Test
    void everyKeyCanBeReplacedAtOnceEvenTheLast() {
        for (String kind : List.of("ping", "read-only", "read-write")) {
            String id = idOf(kind);

            MvcTestResult rotated = call(HttpMethod.POST, id + "/rotate", "");

            assertThat(rotated).hasStatus(201);
            JsonNode made = fixtures.json(rotated);
            assertThat(made.get("kind").asString()).isEqualTo(kind);
            assertThat(made.get("id").asString()).isNotEqualTo(id);
            if (kind.equals("read-write")) {
                assertThat(call(HttpMethod.GET, "", "")).hasStatus(401);
                assertThat(fixtures.call(HttpMethod.GET, KEYS, made.get("key").asString(), ""))
                        .hasStatusOk();
            } else {
                assertThat(list()).hasSize(3);
            }
        }
    }

    @Test
    void aProjectHasAtMostAHundredKeys() {
        while (list().size() < Keys.MAX_KEYS) {
            made("{\"kind\": \"ping\"}");
        }

        MvcTestResult refused = call(HttpMethod.POST, "", "{\"kind\": \"ping\"}");

        assertThat(refused).hasStatus(409);
        assertThat(fixtures.json(refused).get("type").asString()).isEqualTo("/problems/too-many-keys");
        assertThat(call(HttpMethod.POST, idOf("read-only") + "/rotate", "")).hasStatus(201);
    }

    @Test
    void theKeyOfAnotherProjectIsNotFound() {
        Projects.NewProject stranger = fixtures.project();
        String id = idOf("read-only");

        for (MvcTestResult refused : List.of(
                fixtures.call(HttpMethod.DELETE, KEYS + id, stranger.readWriteKey(), ""),
                fixtures.call(HttpMethod.POST, KEYS + id + "/rotate", stranger.readWriteKey(), ""),
                call(HttpMethod.DELETE, UUID.randomUUID().toString(), ""))) {
            assertThat(refused).hasStatus(404);
            assertThat(fixtures.json(refused).get("type").asString()).isEqualTo("/problems/key-not-found");
        }
        assertThat(list()).hasSize(3);
    }

    @Test
    void onlyAReadWriteKeySeesOrChangesKeys() {
        for (String key : List.of(project.readOnlyKey(), project.pingKey())) {
            assertThat(fixtures.call(HttpMethod.GET, KEYS, key, "")).hasStatus(401);
            assertThat(fixtures.call(HttpMethod.POST, KEYS, key, "{\"kind\": \"read-write\"}"))
                    .hasStatus(401);
            assertThat(fixtures.call(HttpMethod.POST, KEYS + idOf("ping") + "/rotate", key, ""))
                    .hasStatus(401);
            assertThat(fixtures.call(HttpMethod.DELETE, KEYS + idOf("ping"), key, ""))
                    .hasStatus(401);
        }
        assertThat(list()).hasSize(3);
    }

    private JsonNode made(String body) {
        MvcTestResult made = call(HttpMethod.POST, "", body);
        assertThat(made).hasStatus(201);
        return fixtures.json(made);
    }

    private JsonNode list() {
        return fixtures.json(call(HttpMethod.GET, "", "")).get("keys");
    }

    private String idOf(String kind) {
        return list().valueStream()
                .filter(key -> key.get("kind").asString().equals(kind))
                .map(key -> key.get("id").asString())
                .findFirst()
                .orElseThrow();
    }

    private MvcTestResult call(HttpMethod method, String path, String body) {
        return fixtures.call(method, KEYS + path, project.readWriteKey(), body);
    }

    private boolean isValid(String kind, String key) {
        MvcTestResult answer = kind.equals("ping")
                ? fixtures.http().get().uri("/ping/" + key + "/db?create=1").exchange()
                : fixtures.call(HttpMethod.GET, "/api/v3/checks/", key, "");
        return answer.getResponse().getStatus() < 400;
    }

    /** When the first key of this kind was used last; empty for never. */
    private String lastUse(String kind) {
        return list().valueStream()
                .filter(key -> key.get("kind").asString().equals(kind))
                .map(key -> key.get("last_used_at"))
                .map(time -> time.isNull() ? "" : time.asString())
                .findFirst()
                .orElseThrow();
    }

    private int stored(String id) {
        return fixtures.jdbc()
                .sql("SELECT count(*) FROM api_keys WHERE id = CAST(:id AS uuid)")
                .param("id", id)
                .query(Integer.class)
                .single();
    }
}
