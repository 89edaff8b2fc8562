package dev.rollcall.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.platform.config.UnusableValueException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;

class DatabaseUrlTest {

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "postgresql"})
    void bothSchemesAreAccepted(String scheme) {
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
    void aColonInThePasswordIsPartOfIt() {
        assertThat(DatabaseUrl.from("postgres://rollcall:a:b@db/checks").password())
                .isEqualTo("a:b");
    }

    @Test
    void withoutAPortItIs5432() {
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

    /** The rules of libpq 34.1.1, "Connection Strings", and 34.1.1.3, "Specifying Multiple Hosts". */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "h1:5433,h2:5434/checks                  | h1:5433,h2:5434",
                "h1,h2/checks                            | h1:5432,h2:5432",
                "h1,h2:5434/checks                       | h1:5432,h2:5434",
                "h1:5433,h2/checks                       | h1:5433,h2:5432",
                "my_db_1:5433,[2001:db8::1]:5434/checks  | my_db_1:5433,[2001:db8::1]:5434",
                "h1:,h2:/checks                          | h1:5432,h2:5432",
                "h1:5433/checks?host=h2                  | h2:5433",
                "h1:5433/checks?port=5434                | h1:5434",
                "h1,h2/checks?port=6000                  | h1:6000,h2:6000",
                "/checks?host=h1,h2&port=5433,           | h1:5433,h2:5432",
                "/checks?host=%3A%3A1&port=5433          | [::1]:5433",
                "/checks?hostaddr=192.0.2.1              | 192.0.2.1:5432",
                "[fe80::1%25eth0]/checks                 | [fe80::1%eth0]:5432",
                "%68ost/checks                           | host:5432",
                "h1?dbname=checks                        | h1:5432",
                "h1/other?dbname=checks                  | h1:5432"
            })
    void hostsAndPortsAreReadLikeLibpq(String rest, String hosts) {
        assertThat(DatabaseUrl.from("postgresql://" + rest).jdbcUrl())
                .isEqualTo("jdbc:postgresql://" + hosts + "/checks");
    }

    @Test
    void userAndPasswordInTheQueryTakePrecedence() {
        DatabaseUrl url = DatabaseUrl.from("postgres://one:first@db/checks?user=two&password=a%26b%3D&sslmode=require");

        assertThat(url.user()).isEqualTo("two");
        assertThat(url.password()).isEqualTo("a&b=");
        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://db:5432/checks?sslmode=require");
    }

    /** The parameters of libpq 34.1.2, "Parameter Key Words". */
    @ParameterizedTest
    @CsvSource({
        "application_name=a%20b, ApplicationName=a%20b",
        "connect_timeout=5, connectTimeout=5",
        "connect_timeout=-1, connectTimeout=0",
        "channel_binding=require, channelBinding=require",
        "'require_auth=scram-sha-256,md5', requireAuth=scram-sha-256%2Cmd5",
        "sslnegotiation=direct, sslNegotiation=direct",
        "gssencmode=disable, gssEncMode=disable",
        "krbsrvname=pg, kerberosServerName=pg",
        "gsslib=gssapi, gsslib=gssapi",
        "keepalives=0, tcpKeepAlive=false",
        "keepalives=1, tcpKeepAlive=true",
        "load_balance_hosts=random, loadBalanceHosts=true",
        "load_balance_hosts=disable, loadBalanceHosts=false",
        "options=-c%20search_path%3Da, options=-c%20search_path%3Da",
        "sslmode=disable, sslmode=disable",
        "sslmode=allow, sslmode=allow",
        "sslmode=prefer, sslmode=prefer",
        "sslmode=require, sslmode=require",
        "sslmode=verify-ca, sslmode=verify-ca",
        "sslmode=verify-full, sslmode=verify-full",
        "sslrootcert=ca.pem, sslrootcert=ca.pem",
        "sslcert=client.crt, sslcert=client.crt",
        "sslkey=client.pk8, sslkey=client.pk8",
        "sslpassword=a%26b, sslpassword=a%26b",
        "ssl=true, sslmode=require",
        "requiressl=1, sslmode=require",
        "sslmode=allow&sslmode=require, sslmode=require",
        // The driver's own parameters.
        "prepareThreshold=0, prepareThreshold=0",
        "socketTimeout=5, socketTimeout=5"
    })
    void aParameterOfLibpqIsTranslatedForTheDriver(String libpq, String driver) {
        assertThat(PGProperty.forName(driver.substring(0, driver.indexOf('=')))).isNotNull();
        assertThat(DatabaseUrl.from("postgres://db/checks?" + libpq).jdbcUrl())
                .isEqualTo("jdbc:postgresql://db:5432/checks?" + driver);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_encoding=auto",
                "fallback_application_name=x",
                "keepalives_idle=1",
                "keepalives_interval=1",
                "keepalives_count=1",
                "tcp_user_timeout=1",
                "sslcompression=0",
                "sslsni=1",
                "requirepeer=postgres",
                "ssl_min_protocol_version=TLSv1.2",
                "max_protocol_version=latest"
            })
    void aTuningParameterThatTheDriverLacksIsDropped(String parameter) {
        assertThat(DatabaseUrl.from("postgres://db/checks?" + parameter).jdbcUrl())
                .isEqualTo("jdbc:postgresql://db:5432/checks");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "db/checks?sslmod=require             | neither libpq nor the JDBC driver knows: sslmod",
                "db/checks?pgbouncer=true             | neither libpq nor the JDBC driver knows: pgbouncer",
                "db/checks?PGHOST=other               | neither libpq nor the JDBC driver knows: PGHOST",
                "db/checks?sslmode=verify_full        | sslmode, which must be one of disable, allow, prefer, require",
                "db/checks?target_session_attrs=rw    | target_session_attrs, which must be one of any, prefer-standby",
                "db/checks?load_balance_hosts=yes     | load_balance_hosts, which must be one of disable, random",
                "db/checks?channel_binding=maybe      | channel_binding, which must be one of disable, prefer, require",
                "db/checks?keepalives=on              | keepalives, which must be one of 0, 1",
                "db/checks?connect_timeout=5s         | connect_timeout, which must be a whole number of seconds",
                "db/checks?sslcrl=a.crl               | sslcrl, which the JDBC driver does not support",
                "db/checks?passfile=a                 | passfile, which the JDBC driver does not support",
                "db/checks?service=a                  | service, which the JDBC driver does not support",
                "db/checks?ssl_min_protocol_version=TLSv1.3 | ssl_min_protocol_version, which the JDBC driver does not",
                "db/checks?sslrootcert=system&sslmode=require | which requires sslmode=verify-full",
                "db/checks?hostaddr=192.0.2.1         | both a host and the parameter hostaddr",
                "%2Fvar%2Frun%2Fpostgresql/checks     | only TCP is supported",
                "/checks?host=/tmp                    | only TCP is supported",
                "/checks                              | a Unix socket is not supported",
                "h1,,h2/checks                        | only TCP is supported",
                "h1,h2,h3/checks?port=1,2             | 3 hosts and 2 ports",
                "db:65536/checks                      | a port that is not between 1 and 65535",
                "db:0/checks                          | a port that is not between 1 and 65535",
                "a%20b/checks                         | an invalid host",
                "db                                   | names no database",
                "db/                                  | names no database"
            })
    void anUnsupportedParameterOrHostIsNamed(String rest, String reason) {
        assertThatExceptionOfType(UnusableValueException.class)
                .isThrownBy(() -> DatabaseUrl.from("postgres://" + rest))
                .withMessageContaining(reason);
    }

    @Test
    void systemCertificatesRequireFullVerification() {
        assertThat(DatabaseUrl.from("postgres://db/checks?sslrootcert=system").jdbcUrl())
                .isEqualTo("jdbc:postgresql://db:5432/checks?sslmode=verify-full"
                        + "&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory");
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
    void theSessionAttributeIsTranslatedForTheDriver(String libpq, String driver) {
        assertThat(DatabaseUrl.from("postgres://h1,h2/checks?target_session_attrs=" + libpq)
                        .jdbcUrl())
                .isEqualTo("jdbc:postgresql://h1:5432,h2:5432/checks?targetServerType=" + driver);
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres://db/checks", "postgres://db/checks?"})
    void nothingIsAddedToTheQuery(String text) {
        assertThat(DatabaseUrl.from(text).jdbcUrl()).isEqualTo("jdbc:postgresql://db:5432/checks");
    }

    @Test
    void theDriverGetsTheNameOfTheDatabaseUnchanged() {
        String jdbcUrl = DatabaseUrl.from("postgres://db/my%20checks%3F%2F+1").jdbcUrl();

        assertThat(jdbcUrl).isEqualTo("jdbc:postgresql://db:5432/my%20checks%3F%2F%2B1");
        assertThat(org.postgresql.Driver.parseURL(jdbcUrl, null)).containsEntry("PGDBNAME", "my checks?/+1");
    }

    @Test
    void aJdbcUrlIsKeptExceptForUserAndPassword() {
        DatabaseUrl url = DatabaseUrl.from(
                "jdbc:postgresql://db:6543/checks?user=roll%20call&sslmode=require&password=a%26b%2B%3D&tcpKeepAlive=1");

        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://db:6543/checks?sslmode=require&tcpKeepAlive=1");
        assertThat(url.user()).isEqualTo("roll call");
        assertThat(url.password()).isEqualTo("a&b+=");
    }

    @Test
    void aJdbcUrlMayHaveOnlyCredentialsInItsQuery() {
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
                "postgres://rollcall:12/hidden?Pa55=1@db/checks",
                "postgres://rollcall@db/checks?password=hidden%-Pa55",
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
    void itsTextRevealsNothing() {
        assertThat(DatabaseUrl.from("postgres://rollcall:hidden-Pa55@db.example:6543/checks"))
                .hasToString("DatabaseUrl");
    }

    /** The driver would print what it cannot read. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://u:hidden-Pa55@db/checks",
                "jdbc:postgresql://db/checks/x?user=u&password=hidden-Pa55",
                "jdbc:postgresql://db?password=hidden-Pa55&user",
                "jdbc:postgresql://hidden-Pa55",
                "jdbc:postgresql://db:hidden-Pa55/checks",
                "postgres://u:p@db/hidden-Pa55%zz"
            })
    void anInvalidUrlIsLoggedByNobody(String url) {
        Logger all = Logger.getLogger("");
        Logger.getLogger("org.postgresql.Driver").setLevel(null);
        Logger.getLogger("org.postgresql.util.PGPropertyUtil").setLevel(null);
        List<String> logged = new ArrayList<>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord event) {
                logged.add(event.getMessage() + Arrays.toString(event.getParameters()));
            }

            @Override
            public void flush() {
                // Nothing is held.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
        all.addHandler(handler);
        try {
            assertThatThrownBy(() -> DatabaseUrl.from(url))
                    .isInstanceOf(UnusableValueException.class)
                    .hasMessageNotContaining("hidden");
        } finally {
            all.removeHandler(handler);
        }
        assertThat(logged).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "user=a&user=b&password=c&password=d, b, d",
                "user&password, '', ''",
                "user=&password=, '', ''",
                "users=a&passwords=b&sslmode=require, -, -"
            })
    void userAndPasswordAreThoseThatTheDriverWouldFind(String query, @Nullable String user, @Nullable String password) {
        String given = "jdbc:postgresql://db/checks?" + query;
        DatabaseUrl url = DatabaseUrl.from(given);

        assertThat(url.user()).isEqualTo(user);
        assertThat(url.password()).isEqualTo(password);
        Properties driver = Objects.requireNonNull(org.postgresql.Driver.parseURL(given, null));
        assertThat(driver.getProperty("user")).isEqualTo(user);
        assertThat(driver.getProperty("password")).isEqualTo(password);
    }
}
