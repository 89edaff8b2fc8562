package dev.rollcall.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.process.CommandLine;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MisspeltVariablesTest {

    @ParameterizedTest
    @CsvSource({
        "DATABSE_URL, DATABASE_URL",
        "DATABASE_ULR, DATABASE_URL",
        "DATABASEURL, DATABASE_URL",
        "DATABASE_URL_FIEL, DATABASE_URL_FILE",
        "PING_BODY_LIMT, PING_BODY_LIMIT",
        "PING_BODY_LIMITS, PING_BODY_LIMIT",
        "WEBHOOKS_TIMOUT, WEBHOOK_TIMEOUT",
        "SITENAME, SITE_NAME",
        "PROT, PORT",
        "port, PORT",
        "PORCESS, PROCESS",
        "Database_Url, DATABASE_URL"
    })
    void aMisspeltNameIsReportedWithTheCorrectName(String name, String meant) {
        assertThat(near(name)).isEqualTo(Map.of(name, meant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AMQP_URL",
                "COLUMNS",
                "DATABASE_CONNECTION_POOL_URL",
                "DATABASE_PORT",
                "DB_URL",
                "DYNO",
                "DYNO_RAM",
                "GIT_REF",
                "HEROKU_APP_NAME",
                "HEROKU_BUILD_COMMIT",
                "HEROKU_RELEASE_CREATED_AT",
                "HEROKU_RELEASE_VERSIONS",
                "HOME",
                "HOST",
                "HOSTNAME",
                "HTTP_URL",
                "JAVA_HOME",
                "JAVA_OPTS",
                "JAVA_TOOL_OPTIONS",
                "JDBC_DATABASE_PASSWORD",
                "JDBC_DATABASE_URL",
                "KUBERNETES_PORT",
                "KUBERNETES_PORT_443_TCP_PROTO",
                "KUBERNETES_SERVICE_HOST",
                "LANG",
                "LC_ALL",
                "LOGNAME",
                "MAIL",
                "OLDPWD",
                "PATH",
                "PING_PORT",
                "PWD",
                "REDIS_URL",
                "ROLLCALL_PORT",
                "ROLLCALL_PORT_8080_TCP",
                "SHELL",
                "SITE_PORT",
                "SPRING_DATASOURCE_PASSWORD",
                "SPRING_DATASOURCE_URL",
                "SPRING_PROFILES_ACTIVE",
                "SSH_TTY",
                "TEMP",
                "TERM",
                "TEST_DATABASE_URL",
                "TMP",
                "TMPDIR",
                "TZ",
                "USER",
                "WEB_CONCURRENCY",
                "_",
                ""
            })
    void anOrdinaryVariableOfPlatformOrShellIsNotReported(String name) {
        assertThat(near(name)).isEmpty();
    }

    @Test
    void aVariableOfRollcallIsKnown() {
        for (Variable variable : Variable.all()) {
            assertThat(near(variable.name())).isEmpty();
        }
        for (String name : CommandLine.VARIABLES) {
            assertThat(near(name)).isEmpty();
        }
        assertThat(near("DATABASE_URL_FILE")).isEmpty();
    }

    private static Map<String, String> near(String name) {
        return MisspeltVariables.near(Variable.all(), Map.of(name, "value"));
    }
}
