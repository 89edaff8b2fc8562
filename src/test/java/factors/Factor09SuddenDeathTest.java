package factors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.admin.verify.AllInvariants;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import testing.App;
import testing.Receiver;
import tools.jackson.databind.JsonNode;

/** Any process may die at any time, in the middle of any work; every promise is kept. */
class Factor09SuddenDeathTest {

    private static final int EACH = 3;

    private static final String OF_CHECK = "flip_id = (SELECT id FROM flips WHERE check_id = ?::uuid)";

    private static final String UNDONE = """
            SELECT (SELECT count(*) FROM deliveries WHERE status = 'PENDING')
                + (SELECT count(*) FROM check_states WHERE status = 'UP')
            """;

    private static final String DOWN_WITHOUT_FLIP = """
            SELECT count(*)
            FROM check_states s
            WHERE s.status = 'DOWN'
            AND NOT EXISTS (SELECT 1 FROM flips f WHERE f.check_id = s.check_id AND f.to_status = 'DOWN')
            """;

    /**
     * Web and worker are killed just before the commit of a ping, the commit of a sweep, the answer of a receiver, and
     * the record that a delivery was made, which removes it from the queue; three of each at once.
     */
    @Test
    void aKillAtAnyStepLosesNothingAndRecordsNothingTwice() {
        try (var deploy = Deploy.released("WORKER_CONCURRENCY", "16", "DATABASE_POOL_SIZE", "24");
                var database = new Database(deploy.databaseUrl());
                var silent = Receiver.start();
                var slow = Receiver.start();
                var prompt = Receiver.start()) {
            App web = deploy.web().untilReady();
            App worker = deploy.worker().untilPrinted("worker.ready");
            String key = deploy.project().get("api_key").asString();
            List<JsonNode> unanswered = checks(web, key, silent, "");
            List<JsonNode> unnoted = checks(web, key, slow, "");
            List<JsonNode> unswept = checks(web, key, prompt, "\"timeout\": 1, \"grace\": 1,");
            List<JsonNode> unrecorded = checks(web, key, prompt, "");
            List<JsonNode> unseen = checks(web, key, prompt, "");

            // The receivers were called and do not answer yet.
            silent.withholdAnswers();
            slow.withholdAnswers();
            Stream.of(unanswered, unnoted).flatMap(List::stream).forEach(check -> Deploy.ping(web, check, "/fail"));
            silent.await(EACH);
            slow.await(EACH);
            // They have answered, and the worker has not recorded it yet.
            unnoted.forEach(
                    check -> database.hold("SELECT 1 FROM deliveries WHERE " + OF_CHECK + " FOR UPDATE", id(check)));
            slow.answerHeld();
            database.untilHeld("UPDATE deliveries d", 1);
            // The sweep has found silent checks, and the web process a success: both are just before their commits.
            unswept.forEach(check -> Deploy.ping(web, check, ""));
            unswept.forEach(check -> database.hold("SELECT 1 FROM checks WHERE id = ?::uuid FOR UPDATE", id(check)));
            database.untilHeld("WITH due", 1);
            // Flips that are not visible to other sessions yet.
            worker.signal("STOP");
            unseen.forEach(check -> Deploy.ping(web, check, "/fail"));
            unrecorded.forEach(check -> database.hold("SELECT 1 FROM checks WHERE id = ?::uuid FOR UPDATE", id(check)));
            List<CompletableFuture<Boolean>> pings = new ArrayList<>();
            unrecorded.forEach(check -> pings.add(CompletableFuture.supplyAsync(() -> isAcknowledged(web, check))));
            database.untilHeld("INSERT INTO flips", 1);

            worker.kill();
            web.kill();
            database.endHeldSessions();
            database.release();
            silent.answerAgain();
            App nextWeb = deploy.web();
            deploy.worker().untilPrinted("worker.ready");
            nextWeb.untilReady();

            assertThat(pings).noneMatch(CompletableFuture::join);
            for (JsonNode check : unrecorded) {
                assertThat(database.number("SELECT count(*) FROM flips WHERE check_id = ?::uuid", id(check)))
                        .as("what was not acknowledged left no half of itself")
                        .isZero();
                assertThat(database.number(
                                "SELECT count(*) FROM check_states WHERE check_id = ?::uuid AND status = 'NEW'",
                                id(check)))
                        .isEqualTo(1);
                Deploy.ping(nextWeb, check, "/fail");
            }
            Deploy.until(() -> database.number(UNDONE) == 0);
            assertThat(database.number("SELECT count(*) FROM flips WHERE to_status = 'DOWN'"))
                    .isEqualTo(5 * EACH);
            assertThat(database.number("SELECT count(*) FROM deliveries WHERE status = 'SENT' AND flip_id IS NOT NULL"))
                    .as("each flip told, and noted once")
                    .isEqualTo(5 * EACH);
            assertThat(database.number(DOWN_WITHOUT_FLIP)).isZero();
            assertThat(distinct(silent)).as("asked twice under one id").isEqualTo(EACH);
            assertThat(alerts(silent)).hasSize(2 * EACH);
            assertThat(distinct(slow)).as("told, and not noted").isEqualTo(EACH);
            assertThat(alerts(slow)).hasSize(2 * EACH);
            assertThat(distinct(prompt)).isEqualTo(3 * EACH);
            assertThat(alerts(prompt)).hasSize(3 * EACH);
            AllInvariants.hold(deploy.databaseUrl());
        }
    }

    @Test
    void aKilledMigrationCanBeRunAgain() {
        try (var deploy = Deploy.onEmptyDatabase();
                var database = new Database(deploy.databaseUrl())) {
            // Another session creates the same table now, so the migration waits in the middle of its work.
            database.hold("CREATE TABLE deliveries (id int)");
            try (App migration = App.start("release", deploy.environment())) {
                database.untilHeld("", 1);
                migration.kill();
            }
            database.release();

            deploy.release();
            assertThat(database.number("SELECT count(*) FROM flyway_schema_history WHERE NOT success"))
                    .isZero();
        }
    }

    /** Checks with a channel of their own to this receiver. */
    private static List<JsonNode> checks(App web, String key, Receiver receiver, String schedule) {
        JsonNode channel = Deploy.webhook(web, key, receiver.url("/"));
        return Stream.generate(() -> Deploy.check(
                        web,
                        key,
                        "{%s \"channels\": \"%s\"}"
                                .formatted(schedule, channel.get("id").asString())))
                .limit(EACH)
                .toList();
    }

    private static boolean isAcknowledged(App web, JsonNode check) {
        return web.status("/ping/" + id(check) + "/fail") == 200;
    }

    private static String id(JsonNode check) {
        return check.get("uuid").asString();
    }

    /** Without notices: if the next web process is late, checks are excused, and each channel is told. */
    private static List<Receiver.Received> alerts(Receiver receiver) {
        return receiver.received().stream()
                .filter(request -> request.body().contains("\"purpose\": \"flip\""))
                .toList();
    }

    private static long distinct(Receiver receiver) {
        return alerts(receiver).stream()
                .map(request -> request.headers().get("webhook-id"))
                .distinct()
                .count();
    }
}
