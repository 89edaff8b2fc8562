package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import testing.App;
import testing.Postgres;
import tools.jackson.databind.JsonNode;

/** The doctor finds nothing broken in a healthy deploy, and names the fault in a broken one. */
class Factor12DoctorTest {

    private final RunningRelease release = RunningRelease.get();

    @Test
    void doctorFindsNothingBrokenInAHealthyDeploy() {
        JsonNode findings = release.done("--task=doctor");
        assertThat(findings.valueStream().map(row -> row.get("state").asString()))
                .contains("ok")
                .doesNotContain("broken");
        assertThat(checks(findings))
                .contains(
                        "variables",
                        "database",
                        "postgres",
                        "schema",
                        "rights",
                        "connections",
                        "clock",
                        "web",
                        "worker",
                        "overdue checks",
                        "schedules",
                        "maintenance",
                        "deliveries",
                        "mail server",
                        "site",
                        "temp",
                        "memory",
                        "java",
                        "time zones");
        assertThat(finding(findings, "site")).contains("answers, release " + RunningRelease.VERSION);
    }

    @Test
    void doctorNamesAnUnreachableDatabase() {
        String port = App.freePort();
        String broken = broken(App.with(
                release.deploy().environment(), "DATABASE_URL", "postgres://rollcall:s3cret@127.0.0.1:" + port + "/x"));
        assertThat(broken).contains("database: ", port).doesNotContain("s3cret", "schema: ");
    }

    @Test
    void doctorNamesAnOldSchemaAndAWrongPublicAddress() {
        try (var deploy = Deploy.onEmptyDatabase("SITE_ROOT", "http://127.0.0.1:" + App.freePort())) {
            assertThat(broken(deploy.environment())).contains("schema: at version 0", "site: ", "does not answer");
        }
    }

    @Test
    void doctorNamesAMissingPrivilege() throws SQLException {
        Postgres.shared().executeIn(release.deploy().databaseUrl(), """
                CREATE ROLE half LOGIN PASSWORD 'half';
                GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO half;
                REVOKE UPDATE ON check_states FROM half
                """);
        try {
            String url = release.deploy().databaseUrl().replaceFirst("//[^@]*@", "//half:half@");
            assertThat(broken(App.with(release.deploy().environment(), "DATABASE_URL", url)))
                    .isEqualTo("rights: the role of DATABASE_URL lacks UPDATE on check_states");
        } finally {
            Postgres.shared().executeIn(release.deploy().databaseUrl(), "DROP OWNED BY half; DROP ROLE half");
        }
    }

    @Test
    void doctorNamesInvalidAndMisspeltVariables() {
        App.Exit exit = release.run(
                App.with(release.deploy().environment(), "SHUTDOWN_TIMEOUT", "soon", "PING_LOG_LIMITS", "5"),
                "--task=doctor",
                "--output=json");
        assertThat(exit.status()).isEqualTo(1);
        JsonNode findings = Deploy.JSON.readTree(exit.stdout());
        assertThat(brokenIn(findings)).startsWith("variables: SHUTDOWN_TIMEOUT must be a duration");
        assertThat(findings.toString()).contains("did you mean PING_LOG_LIMIT?");
    }

    @Test
    void doctorNamesAMissingWorker() {
        try (var deploy = Deploy.released()) {
            assertThat(broken(deploy.environment())).contains("worker: none at work");
        }
    }

    /** The faults, as {@code schema: at version 0}. Doctor must have failed and logged them as well. */
    private String broken(Map<String, String> environment) {
        App.Exit exit = release.run(environment, "--task=doctor", "--output=json");
        assertThat(exit.status()).as(exit.toString()).isEqualTo(1);
        String broken = brokenIn(Deploy.JSON.readTree(exit.stdout()));
        for (String row : broken.split("; ", -1)) {
            assertThat(exit.stderr()).contains(row.substring(0, row.indexOf(':')));
        }
        return broken;
    }

    private static String brokenIn(JsonNode findings) {
        return String.join(
                "; ",
                findings.valueStream()
                        .filter(row -> row.get("state").asString().equals("broken"))
                        .map(row -> row.get("check").asString() + ": "
                                + row.get("found").asString())
                        .toList());
    }

    private static Stream<String> checks(JsonNode findings) {
        return findings.valueStream().map(row -> row.get("check").asString());
    }

    private static String finding(JsonNode findings, String check) {
        return findings.valueStream()
                .filter(row -> row.get("check").asString().equals(check))
                .map(row -> row.get("found").asString())
                .findFirst()
                .orElseThrow();
    }
}
