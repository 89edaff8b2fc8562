package dev.rollcall.platform.start;

import com.zaxxer.hikari.HikariDataSource;
import dev.rollcall.platform.config.EnvironmentVariables;
import dev.rollcall.platform.config.SettingsBeans;
import dev.rollcall.platform.database.DatabaseCredentials;
import dev.rollcall.platform.database.DatabaseSettings;
import dev.rollcall.platform.database.PoolerAwareDataSource;
import dev.rollcall.platform.deploy.Build;
import dev.rollcall.platform.deploy.Release;
import dev.rollcall.platform.deploy.ReleaseSettings;
import dev.rollcall.platform.deploy.RunningJar;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.deploy.SiteSettings;
import dev.rollcall.platform.process.CommandLine;
import dev.rollcall.platform.telemetry.CollectorClient;
import dev.rollcall.platform.telemetry.MetricsSender;
import dev.rollcall.platform.time.DatabaseClock;
import dev.rollcall.platform.time.TimeStore;
import dev.rollcall.platform.web.WebSettings;
import io.micrometer.registry.otlp.OtlpHttpMetricsSender;
import io.micrometer.registry.otlp.OtlpMetricsSender;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** The few beans that every module may ask for. */
@Configuration(proxyBeanMethods = false)
@Import(SettingsBeans.class)
class PlatformConfiguration {

    private static final String DATABASE_URL = "DATABASE_URL";
    private static final int CONNECTION_TIMEOUT_MILLIS = 3_000;
    private static final int CONNECT_TIMEOUT_SECONDS = 5;
    /** Below the half minute after which routers give up on a request. */
    private static final int SOCKET_TIMEOUT_SECONDS = 10;

    /** Below the above, so that the server does not work on for a client that has gone. */
    private static final Duration MAX_STATEMENT_TIME = Duration.ofSeconds(8);

    private static final int VALIDATION_TIMEOUT_MILLIS = 1_000;

    /** The clock of the whole deploy; nothing else tells the time. */
    @Bean
    DatabaseClock clock(ObjectProvider<TimeStore> database) {
        return new DatabaseClock(() -> database.getObject().now(), Clock.systemUTC(), System::nanoTime);
    }

    /** Connects when first used: every process starts, and says what it lacks, while the database is down. */
    @Bean
    @ConditionalOnBooleanProperty(name = CommandLine.DATABASE, matchIfMissing = true)
    HikariDataSource dataSource(DatabaseSettings settings, EnvironmentVariables given, Environment environment) {
        var dataSource = new HikariDataSource();
        String process = environment.getProperty(CommandLine.PROCESS, "test");
        dataSource.setDataSource(new PoolerAwareDataSource(
                settings.url().jdbcUrl(),
                driverProperties(process),
                isTask(process) ? Duration.ZERO : MAX_STATEMENT_TIME));
        dataSource.setCredentialsProvider(new DatabaseCredentials(settings.url(), given.file(DATABASE_URL)));
        dataSource.setMaximumPoolSize(settings.poolSize());
        dataSource.setMinimumIdle(Math.min(2, settings.poolSize()));
        dataSource.setPoolName("database");
        dataSource.setInitializationFailTimeout(-1);
        dataSource.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        // Less than the above, so that one dead connection does not use up the wait for a live one.
        dataSource.setValidationTimeout(VALIDATION_TIMEOUT_MILLIS);
        return dataSource;
    }

    @Bean
    Release release(ReleaseSettings settings) {
        return Release.of(settings, Build.properties(), RunningJar.sha256());
    }

    @Bean
    Site site(SiteSettings settings, WebSettings web) {
        return Site.of(settings, web.port());
    }

    /** In place of Spring Boot's, which is on the JDK's client: see {@link CollectorClient}. */
    @Bean
    @ConditionalOnBooleanProperty("management.otlp.metrics.export.enabled")
    OtlpMetricsSender otlpMetricsSender(Environment environment) {
        String prefix = "management.otlp.metrics.export.";
        return new OtlpHttpMetricsSender(new MetricsSender(
                environment.getRequiredProperty(prefix + "connect-timeout", Duration.class),
                environment.getRequiredProperty(prefix + "read-timeout", Duration.class)));
    }

    private static boolean isTask(String process) {
        return process.equals("task");
    }

    private static Properties driverProperties(String process) {
        var properties = new Properties();
        properties.setProperty("ApplicationName", "rollcall " + process);
        properties.setProperty("tcpKeepAlive", "true");
        // The queue is given hundreds of deliveries at once: as a few statements of many rows.
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_TIMEOUT_SECONDS));
        if (!isTask(process)) {
            // Ends the wait for a database host that vanished. A migration may rightly take longer than this.
            properties.setProperty("socketTimeout", String.valueOf(SOCKET_TIMEOUT_SECONDS));
        }
        return properties;
    }
}
