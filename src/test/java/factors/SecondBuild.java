package factors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import testing.App;

/**
 * A second build of this checkout: in another directory and time zone, by another user with another language and umask,
 * and with a database in the environment that counts connections. Built when first used.
 */
final class SecondBuild {

    private static @Nullable SecondBuild made;

    private final Path directory;
    private final int connections;

    private SecondBuild(Path directory, int connections) {
        this.directory = directory;
        this.connections = connections;
    }

    static synchronized SecondBuild get() {
        Checkout.require();
        if (made == null) {
            made = make();
        }
        return made;
    }

    /** The directory of the build. */
    Path directory() {
        return directory;
    }

    Path jar() {
        return directory.resolve("target/app.jar");
    }

    /** How often the build connected to the database in its environment. */
    int connections() {
        return connections;
    }

    private static SecondBuild make() {
        try (var database = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Path directory = Files.createTempDirectory("rollcall second build ");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> Checkout.delete(directory)));
            AtomicInteger connections = count(database);
            Checkout.copyTo(directory);
            Checkout.build(directory, environment(database.getLocalPort()));
            int built = connections.get();
            expectToBeCounted(database, connections);
            return new SecondBuild(directory, built);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As in a build on Heroku: with the configuration of the deploy. */
    private static Map<String, String> environment(int port) {
        return Map.of(
                "DATABASE_URL", "postgres://u:p@127.0.0.1:" + port + "/x",
                "SPRING_DATASOURCE_URL", "jdbc:postgresql://127.0.0.1:" + port + "/x",
                "JDBC_DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + port + "/x?user=u&password=p",
                "TZ", "Pacific/Kiritimati",
                "LANG", "C",
                "LC_ALL", "C",
                "MAVEN_OPTS", "-Duser.name=somebody-else -Duser.language=tr -Duser.country=TR");
    }

    private static AtomicInteger count(ServerSocket database) {
        var connections = new AtomicInteger();
        var listener = new Thread(
                () -> {
                    while (!database.isClosed()) {
                        try (Socket connection = database.accept()) {
                            connections.incrementAndGet();
                        } catch (IOException e) {
                            return;
                        }
                    }
                },
                "fake-database");
        listener.setDaemon(true);
        listener.start();
        return connections;
    }

    /** A count of zero proves something only if a connection would have been counted. */
    private static void expectToBeCounted(ServerSocket database, AtomicInteger connections) throws IOException {
        int before = connections.get();
        try (var self = new Socket(database.getInetAddress(), database.getLocalPort())) {
            self.setSoTimeout((int) App.PATIENCE.toMillis());
            // The other side closes once it has counted us.
            if (self.getInputStream().read() >= 0 || connections.get() != before + 1) {
                throw new IllegalStateException("the fake database does not count");
            }
        }
    }
}
