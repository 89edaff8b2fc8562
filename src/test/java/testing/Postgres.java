package testing;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A real PostgreSQL 18: the server in {@code TEST_DATABASE_URL} (its user may create databases and roles), else a
 * container if a Docker engine answers, else the embedded binaries. One server for each JVM, and a database for each
 * caller.
 */
public final class Postgres implements AutoCloseable {

    /**
     * The role of web, worker and tasks in the tests of processes: {@code migrate} lets it read and write rows only.
     */
    public static final String APPLICATION_ROLE = "rollcall_application";

    private static final String IMAGE = "postgres:18";
    private static final String REGISTRY = "registry-1.docker.io";
    private static final Duration LONGEST_START = Duration.ofMinutes(1);
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable Postgres shared;

    private final String host;
    private final int port;
    private final String user;
    private final String password;
    private final AutoCloseable server;

    private Postgres(String host, int port, String user, String password, AutoCloseable server) {
        this.host = host;
        this.port = port;
        this.user = user;
        this.password = password;
        this.server = server;
    }

    /** The server of all tests in this JVM; it stops when the JVM does. */
    public static synchronized Postgres shared() {
        if (shared == null) {
            Postgres started = start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::close));
            shared = started;
        }
        return shared;
    }

    /** A separate server, which the caller closes. */
    public static Postgres start() {
        String url = System.getenv("TEST_DATABASE_URL");
        if (url != null && !url.isBlank()) {
            return given(URI.create(url));
        }
        return container().orElseGet(Postgres::embedded);
    }

    /**
     * The embedded server, whatever the others use: it starts fast, and can be stopped and started again. It loses
     * commits if the machine stops, which no test does.
     */
    public static Postgres embedded() {
        return embedded(Map.of());
    }

    /** An embedded server with these settings. */
    public static Postgres embedded(Map<String, String> settings) {
        try {
            return embedded(Files.createTempDirectory("rollcall-postgres"), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same in this directory, which is empty or a copy of the data of such a server. It is deleted at the end. */
    public static Postgres embedded(Path data, Map<String, String> settings) {
        try {
            boolean isNew = !Files.exists(data.resolve("PG_VERSION"));
            EmbeddedPostgres server = embedded(data, settings, 0);
            var postgres = new Postgres(
                    "127.0.0.1", server.getPort(), "postgres", "postgres", new Embedded(data, settings, server));
            if (isNew) {
                postgres.askForPasswords();
            }
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * An embedded server that writes its commits to disk, as by default. It counts statements ({@code
     * pg_stat_statements}), as most monitored servers do.
     */
    public static Postgres durable() {
        return embedded(
                Map.of("fsync", "on", "synchronous_commit", "on", "shared_preload_libraries", "pg_stat_statements"));
    }

    /** Stops the embedded server and keeps its data and port. */
    public void stop() {
        ((Embedded) server).stop();
    }

    /** Starts the embedded server again after {@link #stop}. */
    public void startAgain() {
        ((Embedded) server).startAgain(port);
    }

    /** Creates an empty database; returns a {@code postgres://} URL. */
    public String newDatabase() {
        String name = newName();
        execute("postgres", "CREATE DATABASE " + name);
        return "postgres://" + user + ":" + password + "@" + host + ":" + port + "/" + name;
    }

    /**
     * Creates a role that may log in and nothing else, unless it exists. Roles belong to all databases of the server.
     */
    public void createRole(String role) {
        execute("postgres", """
            DO $$ BEGIN
                CREATE ROLE "%1$s" LOGIN PASSWORD '%2$s';
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                -- Of another test, or of another JVM that uses this server.
            END $$
            """.formatted(role, passwordOf(role)));
    }

    /** The same database for a role that {@link #createRole} has created. */
    public static String as(String role, String url) {
        return "postgres://" + role + ":" + passwordOf(role) + url.substring(url.indexOf('@'));
    }

    /** Creates a copy of the database in the URL, which must have no open connection. */
    public String copyOf(String url) {
        String name = newName();
        execute("postgres", "CREATE DATABASE " + name + " TEMPLATE " + nameIn(url));
        return url.substring(0, url.lastIndexOf('/') + 1) + name;
    }

    /** Creates a database with the schema of this build. */
    public String newMigratedDatabase() {
        String url = newDatabase();
        Flyway.configure()
                .dataSource(jdbcUrl(url), user, password)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        return url;
    }

    /** Runs SQL as the owner of everything, in the database of the URL. */
    public void executeIn(String url, String sql) {
        execute(nameIn(url), sql);
    }

    /** Its address. */
    public int port() {
        return port;
    }

    /** A connection to the database of the URL; the caller closes it. */
    public Connection connect(String url) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return DriverManager.getConnection(jdbcUrl(url), properties);
    }

    /** Opens a connection for each use, with the user in the URL, which has the form of DATABASE_URL. */
    public static DriverManagerDataSource dataSource(String url) {
        String[] login = URI.create(url).getUserInfo().split(":", 2);
        return new DriverManagerDataSource("jdbc:postgresql://" + url.split("@", 2)[1], login[0], login[1]);
    }

    /** The first column of a query's result, as text. */
    public List<String> strings(String url, String sql) {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException("the database server did not stop", e);
        }
    }

    /**
     * Requires passwords, as other servers do: by default it lets in anybody who names a user. One database that no
     * test uses stays open, because the start of the server tests its state there without a password.
     */
    private void askForPasswords() {
        execute("postgres", "ALTER ROLE " + user + " PASSWORD '" + password + "'");
        execute("postgres", """
            DO $$ BEGIN
                EXECUTE format('COPY (VALUES (%L), (%L)) TO %L', 'host postgres postgres all trust',
                    'host all all all scram-sha-256', current_setting('hba_file'));
                PERFORM pg_reload_conf();
            END $$
            """);
    }

    private void execute(String database, String sql) {
        try (Connection connection = connect("/" + database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private String jdbcUrl(String url) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + nameIn(url);
    }

    private static Postgres given(URI url) {
        String[] userInfo = url.getUserInfo().split(":", 2);
        int port = url.getPort() < 0 ? 5432 : url.getPort();
        return new Postgres(url.getHost(), port, userInfo[0], userInfo[1], () -> {});
    }

    /** Empty without an engine, or if the engine cannot get the image: then the embedded server is used. */
    private static Optional<Postgres> container() {
        try {
            DockerClientFactory docker = DockerClientFactory.instance();
            if (!docker.isDockerAvailable() || !(hasImage(docker.client()) || canResolve(REGISTRY))) {
                return Optional.empty();
            }
            var container = new PostgreSQLContainer(IMAGE);
            container.start();
            return Optional.of(new Postgres(
                    container.getHost(),
                    container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                    container.getUsername(),
                    container.getPassword(),
                    container));
        } catch (RuntimeException | ExceptionInInitializerError e) {
            System.err.println("no container, so the embedded server is used: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean hasImage(DockerClient docker) {
        try {
            docker.inspectImageCmd(IMAGE).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    /** Without a network, Testcontainers would try for two minutes in each JVM. */
    private static boolean canResolve(String host) {
        try {
            InetAddress.getByName(host);
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static EmbeddedPostgres embedded(Path data, Map<String, String> settings, int port) throws IOException {
        var builder = EmbeddedPostgres.builder()
                .setRegisterShutdownHook(false)
                .setPGStartupWait(LONGEST_START)
                .setDataDirectory(data)
                .setCleanDataDirectory(false);
        settings.forEach(builder::setServerConfig);
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    private static String newName() {
        return "rollcall_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
    }

    private static String passwordOf(String role) {
        return "password-of-" + role;
    }

    private static String nameIn(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    /** The embedded server with its data directory, which is deleted with it. */
    private static final class Embedded implements AutoCloseable {

        private final Path data;
        private final Map<String, String> settings;
        private EmbeddedPostgres running;

        Embedded(Path data, Map<String, String> settings, EmbeddedPostgres running) {
            this.data = data;
            this.settings = settings;
            this.running = running;
        }

        void stop() {
            try {
                running.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void startAgain(int port) {
            try {
                running = embedded(data, settings, port);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            running.close();
            FileSystemUtils.deleteRecursively(data);
        }
    }
}
