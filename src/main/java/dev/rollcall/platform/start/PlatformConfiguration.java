package dev.rollcall.platform.start;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import dev.rollcall.platform.config.Current;
import dev.rollcall.platform.config.SettingsRegistrar;
import dev.rollcall.platform.database.BulkheadDataSource;
import dev.rollcall.platform.database.DatabaseCredentials;
import dev.rollcall.platform.database.DatabaseSettings;
import dev.rollcall.platform.database.PoolerAwareDataSource;
import dev.rollcall.platform.deploy.Build;
import dev.rollcall.platform.deploy.Release;
import dev.rollcall.platform.deploy.ReleaseSettings;
import dev.rollcall.platform.deploy.RunningJar;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.deploy.SiteSettings;
import dev.rollcall.platform.problem.RetryableFailures;
import dev.rollcall.platform.process.CommandLine;
import dev.rollcall.platform.time.DatabaseClock;
import dev.rollcall.platform.time.TimeStore;
import dev.rollcall.platform.web.WebSettings;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** Beans that every module may use. */
@Configuration(proxyBeanMethods = false)
@Import(SettingsRegistrar.class)
class PlatformConfiguration {

    private static final int CONNECTION_TIMEOUT_MILLIS = 3_000;
    /** Nobody waits for the answer of a task, and a failover need not end it. */
    private static final int TASK_CONNECTION_TIMEOUT_MILLIS = 10_000;

    private static final int CONNECT_TIMEOUT_SECONDS = 5;
    /** Shorter than the 30 s after which routers give up on a request. */
    private static final int SOCKET_TIMEOUT_SECONDS = 10;

    /** Shorter than the socket timeout, so the server does not keep working for a client that has left. */
    private static final Duration MAX_STATEMENT_TIME = Duration.ofSeconds(8);

    private static final int VALIDATION_TIMEOUT_MILLIS = 1_000;

    /** The only clock, shared by the whole deploy. */
    @Bean
    DatabaseClock clock(ObjectProvider<TimeStore> database) {
        return new DatabaseClock(() -> database.getObject().now(), Clock.systemUTC(), System::nanoTime);
    }

    /** Connects at first use, so a process can start and report what is missing while the database is down. */
    @Bean
    @ConditionalOnBooleanProperty(name = CommandLine.DATABASE, matchIfMissing = true)
    DataSource dataSource(DatabaseSettings settings, Current<DatabaseSettings> current, Environment environment) {
        int size = settings.poolSize();
        var server = new LeaveReadOnlyServer();
        if (environment.getProperty(CommandLine.WEB, Boolean.class, false) && BulkheadDataSource.isPossible(size)) {
            return new BulkheadDataSource(
                    server.watched(pool("vital", BulkheadDataSource.vitalOf(size), 1, current, environment)),
                    server.watched(pool("database", BulkheadDataSource.othersOf(size), 1, current, environment)));
        }
        return server.watched(pool("database", size, Math.min(2, size), current, environment));
    }

    private static HikariDataSource pool(
            String name, int size, int idle, Current<DatabaseSettings> current, Environment environment) {
        var pool = new HikariDataSource();
        var credentials = new DatabaseCredentials(current);
        String process = environment.getProperty(CommandLine.PROCESS, "test");
        boolean isTask = process.equals("task");
        pool.setDataSource(new PoolerAwareDataSource(
                credentials.jdbcUrl(), driverProperties(process, isTask), isTask ? Duration.ZERO : MAX_STATEMENT_TIME));
        pool.setCredentialsProvider(credentials);
        pool.setMaximumPoolSize(size);
        pool.setMinimumIdle(idle);
        pool.setPoolName(name);
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionTimeout(isTask ? TASK_CONNECTION_TIMEOUT_MILLIS : CONNECTION_TIMEOUT_MILLIS);
        // Shorter than the connection timeout, so one dead connection does not use it up.
        pool.setValidationTimeout(VALIDATION_TIMEOUT_MILLIS);
        return pool;
    }

    @Bean
    Release release(ReleaseSettings settings) {
        return Release.of(settings, Build.properties(), RunningJar.sha256());
    }

    @Bean
    Site site(SiteSettings settings, WebSettings web) {
        return Site.of(settings, web.port());
    }

    private static Properties driverProperties(String process, boolean isTask) {
        var properties = new Properties();
        properties.setProperty("ApplicationName", "rollcall " + process);
        properties.setProperty("tcpKeepAlive", "true");
        // Hundreds of rows may be inserted at once, with a few statements of many rows.
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_TIMEOUT_SECONDS));
        if (!isTask) {
            // Ends the wait for a database host that has vanished. A task has no limit: a migration may take longer.
            properties.setProperty("socketTimeout", String.valueOf(SOCKET_TIMEOUT_SECONDS));
        }
        return properties;
    }

    /**
     * Leaves a server that has become read-only. The pool closes the connection that failed, and every other connection
     * of the process as soon as it is idle: all lead to the same server, and each would fail once. After a failover
     * without a restart, the next connections are opened to the host that accepts writes.
     */
    static final class LeaveReadOnlyServer implements SQLExceptionOverride {

        /** A server that stays read-only still answers reads, so its connections are not all closed at each failure. */
        private static final Duration PAUSE = Duration.ofSeconds(10);

        private final List<HikariDataSource> pools = new CopyOnWriteArrayList<>();
        private long leftAt = System.nanoTime() - PAUSE.toNanos();

        /** Adds a pool that has not been used yet, and returns it. */
        HikariDataSource watched(HikariDataSource pool) {
            pool.setExceptionOverride(this);
            pools.add(pool);
            return pool;
        }

        /** In addition to the connections that a pool closes by itself. */
        @java.lang.Override
        public Override adjudicate(SQLException failure) {
            if (!RetryableFailures.isReadOnly(failure)) {
                return Override.CONTINUE_EVICT;
            }
            leave();
            return Override.MUST_EVICT;
        }

        private synchronized void leave() {
            long now = System.nanoTime();
            if (now - leftAt < PAUSE.toNanos()) {
                return;
            }
            leftAt = now;
            for (HikariDataSource pool : pools) {
                HikariPoolMXBean used = pool.getHikariPoolMXBean();
                if (used != null) {
                    used.softEvictConnections();
                }
            }
        }
    }
}
