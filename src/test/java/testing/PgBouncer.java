package testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;

/** A connection pooler in transaction mode: its few server connections are shared between transactions. */
public final class PgBouncer implements AutoCloseable {

    private final List<String> command;
    private final Path directory;
    private final URI database;
    private final String port;
    private Process process;

    private PgBouncer(List<String> command, Path directory, URI database, String port) {
        this.command = command;
        this.directory = directory;
        this.database = database;
        this.port = port;
        this.process = launch();
    }

    /** In front of this database, with this many connections to it; skips the test if it is not installed. */
    public static PgBouncer start(String databaseUrl, int connections) {
        Path program = Tool.require("pgbouncer");
        URI database = URI.create(databaseUrl);
        String port = App.freePort();
        try {
            Path directory = Files.createTempDirectory("rollcall-pgbouncer");
            String[] userInfo = database.getUserInfo().split(":", 2);
            Path users = Files.writeString(
                    directory.resolve("users.txt"), "\"" + userInfo[0] + "\" \"" + userInfo[1] + "\"\n");
            Path configuration = Files.writeString(directory.resolve("pgbouncer.ini"), """
                    [databases]
                    * = host=%s port=%d
                    [pgbouncer]
                    listen_addr = 127.0.0.1
                    listen_port = %s
                    unix_socket_dir =
                    auth_type = scram-sha-256
                    auth_file = %s
                    pool_mode = transaction
                    default_pool_size = %d
                    """.formatted(
                            database.getHost(), database.getPort(), port, users, connections));
            List<String> command = new ArrayList<>(List.of(program.toString(), configuration.toString()));
            if ("root".equals(System.getProperty("user.name"))) {
                // It refuses to run as root, but can start so.
                command.addAll(1, List.of("--user", "nobody"));
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            return new PgBouncer(command, directory, database, port).untilItAnswers();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of the database through the pooler. */
    public String url() {
        return "postgres://" + database.getUserInfo() + "@127.0.0.1:" + port + database.getPath();
    }

    /** Ends it, and all connections with it, and starts it again. */
    public void restart() {
        process.destroyForcibly().onExit().join();
        process = launch();
        untilItAnswers();
    }

    /** Its log. */
    public String log() {
        try {
            return Files.readString(directory.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PgBouncer untilItAnswers() {
        Awaitility.await().until(this::answers);
        return this;
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException(log());
        }
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port))) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
