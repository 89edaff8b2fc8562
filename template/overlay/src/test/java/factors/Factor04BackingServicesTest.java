package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import testing.App;
import testing.Postgres;

/** The database is attached by its URL. It may be away at a start, go away, come back, or be another one. */
class Factor04BackingServicesTest {

    @Test
    void processesStartWithoutTheDatabaseAndWorkOnceItIsThere() {
        try (var postgres = Postgres.embedded();
                var deploy = Deploy.on(postgres.newDatabase())) {
            deploy.release();
            postgres.stop();
            App web = deploy.web().untilPrinted("schema.waiting");
            App worker = deploy.worker().untilPrinted("schema.waiting");
            assertThat(web.status("/actuator/health/liveness")).isEqualTo(200);
            assertThat(web.status("/actuator/health/readiness")).isEqualTo(503);
            assertThat(web.status("/version")).isEqualTo(200);

            postgres.startAgain();
            web.untilReady();
            worker.untilPrinted("worker.ready");
        }
    }

    @Test
    void requestsAreRefusedWhileTheDatabaseIsAwayAndServedAfterwards() {
        try (var postgres = Postgres.embedded();
                var deploy = Deploy.on(postgres.newDatabase())) {
            deploy.release();
            App web = deploy.web().untilReady();
            App worker = deploy.worker().untilPrinted("worker.ready");
            String note = deploy.note(web, Deploy.MILK);

            postgres.stop();
            HttpResponse<String> refused = deploy.call(web, "GET", Deploy.NOTES);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(web.status("/")).isEqualTo(503);
            assertThat(web.status("/actuator/health/liveness")).isEqualTo(200);
            worker.untilPrinted("job.failed");

            postgres.startAgain();
            Deploy.until(() -> deploy.status(web, note) == 200);
            assertThat(worker.isAlive()).isTrue();
        }
    }

    @Test
    void anotherDatabaseIsAttachedByItsUrlAlone() {
        try (var one = Deploy.released();
                var other = Deploy.released("PORT", App.freePort())) {
            String note = one.note(one.web().untilReady(), Deploy.MILK);
            App elsewhere = other.web().untilReady();

            assertThat(other.status(elsewhere, note)).isEqualTo(404);
        }
    }
}
