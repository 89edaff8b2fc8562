package kit.probe.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files that frameworks read from the working directory unless told not to, with another port, another database and
 * another base path. A file that the application has itself stays as it is. Deleted when closed.
 */
final class HostileFiles implements AutoCloseable {

    private final Path directory;
    private final int port;
    private final List<String> written = new ArrayList<>();
    private final List<Path> made = new ArrayList<>();

    private HostileFiles(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    static HostileFiles write(Path directory, int port, int databasePort) throws IOException {
        var files = new HostileFiles(directory, port);
        for (Map.Entry<String, String> file : contents(port, databasePort).entrySet()) {
            files.writeIfMissing(file.getKey(), file.getValue());
        }
        return files;
    }

    /** The port that the files name. */
    int port() {
        return port;
    }

    @Override
    public String toString() {
        return String.join(", ", written);
    }

    @Override
    public void close() throws IOException {
        for (int n = made.size() - 1; n >= 0; n--) {
            Files.deleteIfExists(made.get(n));
        }
    }

    private void writeIfMissing(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        if (Files.exists(file)) {
            return;
        }
        Path parent = file.getParent();
        if (parent != null && !Files.exists(parent)) {
            made.add(Files.createDirectory(parent));
        }
        made.add(Files.writeString(file, content));
        written.add(name);
    }

    private static Map<String, String> contents(int port, int databasePort) {
        String url = "postgres://hostile:hostile@127.0.0.1:" + databasePort + "/hostile";
        String jdbc = "jdbc:postgresql://127.0.0.1:" + databasePort + "/hostile";
        String variables = "PORT=" + port + "\nDATABASE_URL=" + url + "\n";
        String properties = "port=" + port + "\nserver.port=" + port + "\nmanagement.server.port=" + port
                + "\ndatabase.url=" + url + "\nspring.datasource.url=" + jdbc
                + "\nspring.datasource.username=hostile\nspring.datasource.password=hostile"
                + "\nserver.servlet.context-path=/hostile\nspring.webflux.base-path=/hostile\n";
        String json = "{\"port\": " + port + ", \"PORT\": " + port + ", \"DATABASE_URL\": \"" + url + "\"}\n";
        Map<String, String> files = new LinkedHashMap<>();
        files.put(".env", variables);
        files.put(".env.production", variables);
        files.put("application.properties", properties);
        files.put("config/application.properties", properties);
        files.put("config/default.json", json);
        files.put("config/production.json", json);
        files.put("appsettings.json", "{\"Urls\": \"http://*:" + port + "\"}\n");
        return files;
    }
}
