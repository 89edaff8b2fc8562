package factors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import testing.App;
import testing.Postgres;
import tools.jackson.databind.JsonNode;

/** Only the release step changes the schema; web and worker run the released version and name it. */
class Factor05BuildReleaseRunTest {

    /** With a role that may create nothing. */
    @Test
    void webAndWorkerWaitForTheSchemaAndRunNoDdl() {
        try (var deploy = Deploy.onEmptyDatabase()) {
            var environment = App.with(deploy.environment(), "DATABASE_URL", asRuntimeRole(deploy.databaseUrl()));
            try (App web = App.start("web", environment);
                    App worker = App.start("worker", environment)) {
                web.untilPrinted("schema is at version 0").untilPrinted("run --task=migrate");
                worker.untilPrinted("run --task=migrate");
                assertThat(web.status("/actuator/health/readiness")).isEqualTo(503);
                assertThat(web.status("/")).isEqualTo(503);
                assertThat(deploy.database().number("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
                        .isZero();

                deploy.release();
                web.untilReady();
                worker.untilPrinted("worker.ready");
                deploy.expectWork(web);
            }
        }
    }

    @Test
    void aReleaseRunsOnANewerSchema() {
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
    void theReleaseIsNamedInTheVersionAndInEachLineOfTheLog() {
        App web = RunningRelease.get().web();
        JsonNode version = Deploy.JSON.readTree(web.get("/version").body());

        assertThat(version.get("release").asString()).isEqualTo(RunningRelease.VERSION);
        assertThat(version.get("commit").asString()).isEqualTo(RunningRelease.COMMIT);
        assertThat(web.stdout()).allMatch(line -> line.contains("\"release\":\"" + RunningRelease.VERSION + "\""));
    }

    /** The same database for a role that may use the owner's tables and create none. */
    private static String asRuntimeRole(String url) {
        String role = "runtime_" + ProcessHandle.current().pid();
        Postgres.shared()
                .executeIn(
                        url,
                        "CREATE ROLE %1$s LOGIN PASSWORD 'pw';".formatted(role)
                                + "REVOKE CREATE ON SCHEMA public FROM PUBLIC;"
                                + "ALTER DEFAULT PRIVILEGES IN SCHEMA public"
                                + " GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO " + role);
        return url.replaceFirst("//[^@]*@", "//" + role + ":pw@");
    }
}
