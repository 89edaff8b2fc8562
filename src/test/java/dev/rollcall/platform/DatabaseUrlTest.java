package dev.rollcall.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;

class DatabaseUrlTest {

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "postgresql"})
    void bothSchemesAreTaken(String scheme) {
        DatabaseUrl url = DatabaseUrl.from(scheme + "://rollcall:secret@db.example:6543/checks");

        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:6543/checks");
        assertThat(url.user()).isEqualTo("rollcall");
        assertThat(url.password()).isEqualTo("secret");
    }

    @Test
    void userAndPasswordArePercentDecoded() {
        DatabaseUrl url = DatabaseUrl.from("postgres://a%40b%3Ac:%40%3A%2F%25%2B%20%C3%A4@db/checks");

        assertThat(url.user()).isEqualTo("a@b:c");
        assertThat(url.password()).isEqualTo("@:/%+ ä");
        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://db:5432/checks");
    }

    @Test
    void aPlusSignInThePasswordStaysAPlusSign() {
        assertThat(DatabaseUrl.from("postgres://rollcall:a+b@db/checks").password())
                .isEqualTo("a+b");
    }

    @Test
    void aColonInThePasswordBelongsToIt() {
        assertThat(DatabaseUrl.from("postgres://rollcall:a:b@db/checks").password())
                .isEqualTo("a:b");
    }

    @Test
    void withoutAPortItIsTheUsualOne() {
        assertThat(DatabaseUrl.from("postgres://rollcall:secret@db/checks").jdbcUrl())
                .isEqualTo("jdbc:postgresql://db:5432/checks");
    }

    @Test
    void anIpv6HostKeepsItsBrackets() {
        assertThat(DatabaseUrl.from("postgres://rollcall:secret@[2001:db8::1]:6543/checks")
                        .jdbcUrl())
                .isEqualTo("jdbc:postgresql://[2001:db8::1]:6543/checks");
        assertThat(DatabaseUrl.from("postgres://rollcall:secret@[::1]/checks").jdbcUrl())
                .isEqualTo("jdbc:postgresql://[::1]:5432/checks");
    }

    @Test
    void aHostMayHaveUnderscores() {
        assertThat(DatabaseUrl.from("postgres://rollcall:secret@my_app_db_1:5432/checks")
                        .jdbcUrl())
                .isEqualTo("jdbc:postgresql://my_app_db_1:5432/checks");
    }

    @Test
    void userAndPasswordMayBeMissing() {
        DatabaseUrl neither = DatabaseUrl.from("postgres://db/checks");
        DatabaseUrl userOnly = DatabaseUrl.from("postgres://rollcall@db/checks");

        assertThat(neither.jdbcUrl()).isEqualTo("jdbc:postgresql://db:5432/checks");
        assertThat(neither.user()).isNull();
        assertThat(neither.password()).isNull();
        assertThat(userOnly.user()).isEqualTo("rollcall");
        assertThat(userOnly.password()).isNull();
    }

    @Test
    void theQueryIsKeptInItsOrder() {
        assertThat(DatabaseUrl.from(
                                "postgres://db/checks?sslmode=verify-full&sslrootcert=/etc/ca.pem&tcpKeepAlive=true")
                        .jdbcUrl())
                .isEqualTo("jdbc:postgresql://db:5432/checks"
                        + "?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem&tcpKeepAlive=true");
    }

    @ParameterizedTest
    @CsvSource({
        "application_name=a%20b, ApplicationName=a%20b",
        "connect_timeout=5, connectTimeout=5",
        "channel_binding=require, channelBinding=require",
        "require_auth=scram-sha-256, requireAuth=scram-sha-256",
        "sslnegotiation=direct, sslNegotiation=direct",
        "gssencmode=disable, gssEncMode=disable",
        "sslmode=require, sslmode=require"
    })
    void aNameOfLibpqBecomesTheOneThatTheDriverKnows(String libpq, String driver) {
        assertThat(PGProperty.forName(driver.substring(0, driver.indexOf('=')))).isNotNull();
        assertThat(DatabaseUrl.from("postgres://db/checks?" + libpq).jdbcUrl())
                .isEqualTo("jdbc:postgresql://db:5432/checks?" + driver);
    }

    @ParameterizedTest
    @CsvSource({
        "any, any",
        "primary, primary",
        "read-write, primary",
        "standby, secondary",
        "read-only, secondary",
        "prefer-standby, preferSecondary"
    })
    void theKindOfServerIsAskedForInTheDriversWords(String libpq, String driver) {
        assertThat(DatabaseUrl.from("postgres://db/checks?target_session_attrs=" + libpq)
                        .jdbcUrl())
                .isEqualTo("jdbc:postgresql://db:5432/checks?targetServerType=" + driver);
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres://db/checks", "postgres://db/checks?"})
    void nothingIsAddedToTheQuery(String text) {
        assertThat(DatabaseUrl.from(text).jdbcUrl()).isEqualTo("jdbc:postgresql://db:5432/checks");
    }

    @Test
    void theNameOfTheDatabaseReachesTheDriverAsItIs() {
        String jdbcUrl = DatabaseUrl.from("postgres://db/my%20checks%3F%2F+1").jdbcUrl();

        assertThat(jdbcUrl).isEqualTo("jdbc:postgresql://db:5432/my%20checks%3F%2F%2B1");
        assertThat(org.postgresql.Driver.parseURL(jdbcUrl, null)).containsEntry("PGDBNAME", "my checks?/+1");
    }

    @Test
    void aJdbcUrlIsTakenAsItIsButForUserAndPassword() {
        DatabaseUrl url = DatabaseUrl.from(
                "jdbc:postgresql://db:6543/checks?user=roll%20call&sslmode=require&password=a%26b%2B%3D&tcpKeepAlive=1");

        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://db:6543/checks?sslmode=require&tcpKeepAlive=1");
        assertThat(url.user()).isEqualTo("roll call");
        assertThat(url.password()).isEqualTo("a&b+=");
    }

    @Test
    void aJdbcUrlMayHoldNothingButItsCredential() {
        DatabaseUrl url = DatabaseUrl.from("jdbc:postgresql://db/checks?user=rollcall&password=a=b");

        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://db/checks");
        assertThat(url.password()).isEqualTo("a=b");
    }

    @Test
    void theLineBreakAtTheEndOfASecretFileIsNotPartOfIt() {
        assertThat(DatabaseUrl.from("postgres://rollcall:secret@db/checks\n").jdbcUrl())
                .isEqualTo("jdbc:postgresql://db:5432/checks");
        assertThat(DatabaseUrl.from("jdbc:postgresql://db/checks\n").jdbcUrl())
                .isEqualTo("jdbc:postgresql://db/checks");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "checks",
                "mysql://rollcall:hidden-Pa55@db/checks",
                "jdbc:mysql://db/checks?password=hidden-Pa55",
                "postgres://rollcall:hidden-Pa55@db",
                "postgres://rollcall:hidden-Pa55@db/",
                "postgres:///checks?password=hidden-Pa55",
                "postgres://rollcall:hidden-Pa55@/checks",
                "postgres://rollcall:hidden-Pa55@db:port/checks",
                "postgres://rollcall:hidden-Pa55@db:/checks",
                "postgres://rollcall:hidden-Pa55@db:65536/checks",
                "postgres://rollcall:hidden-Pa55@db:123456/checks",
                "postgres://rollcall:hidden%-Pa55@db/checks",
                "postgres://rollcall:hidden%zz-Pa55@db/checks",
                "postgres://rollcall:hidden@-Pa55@db/checks",
                "postgres://rollcall:hidden/-Pa55@db/checks",
                "postgres://rollcall:hidden-Pa55@db/che%cks",
                "postgres://rollcall:hidden-Pa55@db/checks#there",
                "postgres://rollcall:hidden-Pa55@db/checks?sslmode",
                "postgres://rollcall:hidden-Pa55@db/checks?=require",
                "postgres://rollcall:hidden-Pa55@db/checks?a=1&&b=2",
                "jdbc:postgresql://db:port/checks?password=hidden-Pa55",
                "jdbc:postgresql://rollcall:hidden-Pa55@db/checks"
            })
    void anUnusableUrlIsRefusedWithoutRepeatingAnyOfThePassword(String text) {
        assertThatExceptionOfType(UnusableValueException.class)
                .isThrownBy(() -> DatabaseUrl.from(text))
                .withNoCause()
                .satisfies(
                        refusal -> assertThat(refusal.getMessage()).isNotBlank().doesNotContain("hidden", "Pa55"));
    }

    @Test
    void asTextItRevealsNothing() {
        assertThat(DatabaseUrl.from("postgres://rollcall:hidden-Pa55@db.example:6543/checks"))
                .hasToString("DatabaseUrl");
    }
}
