package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import testing.App;
import testing.Postgres;
import testing.Receiver;
import tools.jackson.databind.JsonNode;

/** Only the release step changes the schema; web and worker run what was released, and say which release it is. */
class Factor05BuildReleaseRunTest {

    @Test
    void webAndWorkerWaitForTheSchemaAndRunNoDdl() throws Exception {
        try (var deploy = Deploy.onEmptyDatabase()) {
            String url = deploy.databaseUrl();
            App web = deploy.web().untilPrinted("run --task=migrate");
            App worker = deploy.worker().untilPrinted("run --task=migrate");
            assertThat(web.status("/actuator/health/readiness")).isEqualTo(503);
            assertThat(web.status("/ping/00000000-0000-0000-0000-000000000000")).isEqualTo(503);
            assertThat(tables(url)).isZero();
            deploy.release();
            web.untilReady();
            worker.untilPrinted("worker.ready");
        }
    }

    @Test
    void webAndWorkerNeedNoRightToChangeTheSchema() {
        try (var deploy = Deploy.released();
                var receiver = Receiver.start()) {
            String url = deploy.databaseUrl();
            String role = "runtime_" + ProcessHandle.current().pid();
            Postgres.shared()
                    .executeIn(
                            url,
                            "CREATE ROLE %1$s LOGIN PASSWORD 'pw';".formatted(role)
                                    + "REVOKE CREATE ON SCHEMA public FROM PUBLIC;"
                                    + "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO " + role);
            String key = deploy.project().get("api_key").asString();
            String restricted = url.replaceFirst("//[^@]*@", "//" + role + ":pw@");
            App web = deploy.web("DATABASE_URL", restricted).untilReady();
            deploy.worker("DATABASE_URL", restricted).untilPrinted("worker.ready");
            Deploy.webhook(web, key, receiver.url("/"));
            JsonNode check = Deploy.check(web, key, "{\"timeout\": 1, \"grace\": 1, \"channels\": \"*\"}");
            Deploy.ping(web, check, "");
            receiver.await(1, Duration.ofSeconds(15));
        }
    }

    @Test
    void aReleaseRunsOnASchemaThatIsNewerThanItself() {
        try (var deploy = Deploy.released()) {
            Postgres.shared().executeIn(deploy.databaseUrl(), """
                            INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,
                                checksum, installed_by, execution_time, success)
                            VALUES (999, '999', 'from the future', 'SQL', 'V999__from_the_future.sql', 1, 'x', 1, true)
                            """);
            assertThat(deploy.release().status()).isZero();
            deploy.web().untilReady();
        }
    }

    @Test
    void theReleaseIsNamedInTheVersionTheLogAndTheWebhook() {
        try (var deploy = Deploy.released("RELEASE_VERSION", "v42", "SOURCE_VERSION", "0123456789abcdef");
                var receiver = Receiver.start()) {
            App web = deploy.web().untilReady();
            deploy.worker().untilPrinted("worker.ready");
            JsonNode version = Deploy.JSON.readTree(web.get("/version").body());
            assertThat(version.get("release").asString()).isEqualTo("v42");
            assertThat(version.get("commit").asString()).isEqualTo("0123456789abcdef");
            assertThat(version.propertyNames()).containsExactly("release", "commit", "built_at", "jar_sha256", "java");
            assertThat(web.stdout()).allMatch(line -> line.contains("\"release\":\"v42\""));
            String key = deploy.project().get("api_key").asString();
            Deploy.webhook(web, key, receiver.url("/"));
            Deploy.ping(web, Deploy.check(web, key, "{\"channels\": \"*\"}"), "/fail");
            assertThat(receiver.await(1, Duration.ofSeconds(15))
                            .get(0)
                            .headers()
                            .get("User-Agent"))
                    .isEqualTo("Rollcall/v42");
        }
    }

    private static long tables(String url) throws Exception {
        try (Connection connection = Postgres.shared().connect(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
