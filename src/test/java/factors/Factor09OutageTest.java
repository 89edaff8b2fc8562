package factors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.admin.verify.AllInvariants;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import testing.App;
import testing.Postgres;
import testing.Receiver;
import tools.jackson.databind.JsonNode;

/** Our own outage is not the fault of a job: nobody is told that a living job is down, and a dead one is reported. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class Factor09OutageTest {

    private static final int JOBS = 20;
    private static final String FIELDS = "{\"timeout\": 3, \"grace\": 3, \"channels\": \"*\"}";

    private static final String DOWN = "SELECT count(*) FROM flips WHERE to_status = 'DOWN'";
    private static final String ALL_OVERDUE = """
            SELECT count(*)
            FROM check_states
            WHERE down_after < now() - interval '2 seconds'
            """;

    private final Deploy deploy = Deploy.released();
    private final Database database = new Database(deploy.databaseUrl());
    private final String key = deploy.project().get("api_key").asString();
    private App web;
    private App worker;

    @BeforeAll
    void startProcesses() {
        web = deploy.web();
        worker = deploy.worker();
        web.untilReady();
        worker.untilPrinted("worker.ready");
    }

    @AfterEach
    void forgetTheJobs() {
        AllInvariants.hold(deploy.databaseUrl());
        Postgres.shared().executeIn(deploy.databaseUrl(), "TRUNCATE checks, channels CASCADE");
    }

    @AfterAll
    void stopAll() {
        database.close();
        deploy.close();
    }

    @Test
    @Order(1)
    void aWorkerThatWasAwayTellsEachMissedAlertOnceWithItsTrueTime() {
        try (var receiver = Receiver.start()) {
            Deploy.webhook(web, key, receiver.url("/"));
            List<JsonNode> silent = checks(web, key);
            silent.forEach(check -> Deploy.ping(web, check, ""));
            worker.kill();
            Deploy.until(() -> database.number(ALL_OVERDUE) == JOBS);

            worker = deploy.worker().untilPrinted("worker.ready");

            receiver.await(JOBS);
            Deploy.until(() -> database.number("SELECT count(*) FROM deliveries WHERE status = 'SENT'") == JOBS);
            assertThat(receiver.received()).hasSize(JOBS);
            assertThat(database.number("""
                            SELECT count(*)
                            FROM flips f
                            JOIN check_states s USING (check_id)
                            WHERE f.to_status = 'DOWN' AND f.flipped_at = s.last_ping_at + interval '6 seconds'
                            """))
                    .as("at the deadline, not at the sweep")
                    .isEqualTo(JOBS);
        }
    }

    @Test
    @Order(2)
    void aPlannedStopOfWebCausesNoFalseAlert() {
        try (var receiver = Receiver.start()) {
            Deploy.webhook(web, key, receiver.url("/"));
            try (var jobs = new Jobs(path -> web.status(path), checks(web, key))) {
                jobs.untilPinged();
                web.terminate();
                web.waitForExit();
                assertThat(database.number(
                                "SELECT count(*) FROM outages WHERE reason = 'STOPPED' AND ended_at IS NULL"))
                        .as("without waiting for a missing heartbeat")
                        .isEqualTo(1);
                Deploy.until(() -> database.number(ALL_OVERDUE) == JOBS);

                web = deploy.web().untilReady();
                jobs.untilPinged();
                Deploy.until(() -> database.number("SELECT count(*) FROM outages WHERE settled_at IS NOT NULL") == 1);
                jobs.untilPinged();
                jobs.untilPinged();

                assertThat(database.number(DOWN)).isZero();
                assertThat(alerts(receiver)).isEmpty();
            }
        }
    }

    @Test
    @Order(3)
    void aWebProcessThatIsKilledCausesNoFalseAlertAndTheDeadJobIsReported() {
        try (var receiver = Receiver.start()) {
            Deploy.webhook(web, key, receiver.url("/"));
            JsonNode dead = Deploy.check(web, key, FIELDS);
            try (var jobs = new Jobs(path -> web.status(path), checks(web, key))) {
                jobs.untilPinged();
                Deploy.ping(web, dead, "");
                web.kill();
                Deploy.until(() -> database.number(ALL_OVERDUE) == JOBS + 1);
                assertThat(database.number(DOWN)).as("while web is away").isZero();

                web = deploy.web().untilReady();
                jobs.untilPinged();
                Deploy.until(() -> alerts(receiver).size() == 1);
                jobs.untilPinged();
                jobs.untilPinged();

                assertThat(database.number(DOWN)).as("the dead job, once").isEqualTo(1);
                assertThat(Excuses.flipsAtNewDeadline(database, dead))
                        .as("reported after its new deadline")
                        .isEqualTo(1);
                assertThat(database.number(
                                "SELECT count(*) FROM outages WHERE reason = 'LOST' AND settled_at IS NOT NULL"))
                        .isEqualTo(1);
                assertThat(alerts(receiver)).hasSize(1);
                assertThat(receiver.received())
                        .as("the alert, and the notice of the excuses")
                        .hasSize(2);
                JsonNode excuses = Excuses.of(web, key, dead);
                assertThat(excuses).hasSize(1);
                assertThat(excuses.get(0).get("outage").get("reason").asString())
                        .isEqualTo("lost");
            }
        }
    }

    /** What was received, without notices of excused checks. */
    private static List<Receiver.Received> alerts(Receiver receiver) {
        return receiver.received().stream()
                .filter(received -> !received.body().contains("\"notice\":\"checks-excused\""))
                .toList();
    }

    private static List<JsonNode> checks(App web, String key) {
        return Stream.generate(() -> Deploy.check(web, key, FIELDS)).limit(JOBS).toList();
    }
}
