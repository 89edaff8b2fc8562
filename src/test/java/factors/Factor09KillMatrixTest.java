package factors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import dev.rollcall.admin.verify.AllInvariants;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import testing.App;
import testing.Postgres;
import testing.Receiver;
import tools.jackson.databind.JsonNode;

/**
 * At each step between silence and delivery a worker or web is killed or stands still, or the database restarts. Each
 * flip is told at least once and in order, repeats have the same id, and the last message is true.
 * {@code -Dkill.runs=50} runs more than the few here.
 */
@Order(3) // one of the longest
@EnabledOnOs(LINUX)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Factor09KillMatrixTest {

    private static final int RUNS = Integer.getInteger("kill.runs", 5);

    private static final String SENT = "SELECT count(*) FROM deliveries WHERE check_id = ?::uuid AND status = 'SENT'";

    private final Postgres server = Postgres.embedded();
    private final Deploy deploy = Deploy.migrated(server.newMigratedDatabase());
    private App web;
    private App worker;
    private App other;
    private String key;

    @BeforeAll
    void startAll() {
        key = deploy.project().get("api_key").asString();
        web = deploy.web();
        worker = deploy.worker();
        other = deploy.worker();
        web.untilReady();
        worker.untilPrinted("worker.ready");
        other.untilPrinted("worker.ready");
    }

    @AfterAll
    void stopAll() {
        deploy.close();
        AllInvariants.hold(deploy.databaseUrl());
        server.close();
    }

    /** Where the worker stands. */
    private enum Step {
        /** It has found the silence, and waits to write the flip. */
        SWEPT,
        /** It has asked the receiver, and waits for the answer. */
        ASKED,
        /** It has the answer, and waits to record it. */
        ANSWERED
    }

    /** What then happens. */
    private enum Blow {
        KILLED,
        STOOD_STILL,
        DATABASE_RESTARTED,
        WEB_KILLED,
        WEB_STOOD_STILL
    }

    private record Run(Step step, Blow blow) {}

    static Stream<Run> runs() {
        return Stream.iterate(0, n -> n + 1).limit(RUNS).map(n -> new Run(Step.values()[n % 3], Blow.values()[n % 5]));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void everyFlipIsToldInOrderAndTheLastMessageIsTrue(Run run) {
        try (var receiver = Receiver.start();
                var database = new Database(server, deploy.databaseUrl())) {
            JsonNode channel = Deploy.webhook(web, key, receiver.url("/"));
            JsonNode check = Deploy.check(
                    web,
                    key,
                    "{\"timeout\": 1, \"grace\": 1, \"channels\": \"%s\"}"
                            .formatted(channel.get("id").asString()));
            other.signal("STOP");
            hold(run.step(), check, receiver, database);

            switch (run.blow()) {
                case KILLED -> {
                    worker.kill();
                    database.endHeldSessions();
                    database.release();
                }
                case STOOD_STILL -> {
                    worker.signal("STOP");
                    database.release();
                }
                case DATABASE_RESTARTED -> {
                    database.release();
                    server.stop();
                    server.startAgain();
                }
                case WEB_KILLED -> {
                    web.kill();
                    database.release();
                    web = deploy.web();
                }
                case WEB_STOOD_STILL -> {
                    web.signal("STOP");
                    database.release();
                }
            }
            receiver.answerAgain();
            other.signal("CONT");
            Deploy.until(() -> database.number(SENT, id(check)) == 1);
            if (run.blow() == Blow.STOOD_STILL) {
                worker.signal("CONT");
            }
            if (run.blow() == Blow.WEB_STOOD_STILL) {
                web.signal("CONT");
            }
            web.untilReady();
            recover(check);
            Deploy.until(() -> database.number(SENT, id(check)) == 2);

            List<String> inOrder =
                    database.texts("SELECT id FROM deliveries WHERE check_id = '" + id(check) + "' ORDER BY flip_id");
            List<Integer> told = receiver.received().stream()
                    .map(request -> inOrder.indexOf(
                            Objects.requireNonNull(request.headers().get("webhook-id"))))
                    .toList();
            assertThat(told)
                    .as("deliveries in the order of their flips")
                    .isSorted()
                    .contains(0, 1);
            assertThat(receiver.received().get(told.size() - 1).body()).contains("\"status\": \"up\"");
            assertThat(database.number("SELECT count(*) FROM flips WHERE check_id = ?::uuid", id(check)))
                    .as("first up, down, up")
                    .isEqualTo(3);
        } finally {
            other.signal("CONT");
            web.signal("CONT");
            if (!worker.isAlive()) {
                worker = deploy.worker().untilPrinted("worker.ready");
            }
        }
    }

    /** Lets the check fall silent, until the worker stands at the step. */
    private void hold(Step step, JsonNode check, Receiver receiver, Database database) {
        if (step != Step.SWEPT) {
            receiver.withholdAnswers();
        }
        Deploy.ping(web, check, "");
        if (step == Step.SWEPT) {
            database.hold("SELECT 1 FROM checks WHERE id = ?::uuid FOR UPDATE", id(check));
            database.untilHeld("WITH due", 1);
            return;
        }
        receiver.await(1);
        if (step == Step.ANSWERED) {
            database.hold("SELECT 1 FROM deliveries WHERE check_id = ?::uuid FOR UPDATE", id(check));
            receiver.answerHeld();
            database.untilHeld("UPDATE deliveries d", 1);
        }
    }

    /** The check comes up, and its next ping is not due before the test ends. */
    private void recover(JsonNode check) {
        String later = "{\"timeout\": 86400, \"grace\": 3600}";
        assertThat(web.post("/api/v3/checks/" + id(check), key, later).statusCode())
                .isEqualTo(200);
        Deploy.ping(web, check, "");
    }

    private static String id(JsonNode check) {
        return check.get("uuid").asString();
    }
}
