package factors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import testing.App;
import testing.Tool;

/**
 * The web servers of {@code deploy/} in front of two web processes: their own files, in which only names, ports and the
 * certificate are others.
 */
enum Router {
    NGINX {
        @Override
        List<String> command(Path directory, String port) throws IOException {
            Path main = Files.writeString(directory.resolve("nginx.conf"), """
                    daemon off;
                    pid nginx.pid;
                    events {}
                    http {
                        access_log off;
                        client_body_temp_path body;
                        proxy_temp_path proxy;
                        include rollcall.conf;
                    }
                    """);
            Files.writeString(
                    directory.resolve("rollcall.conf"),
                    read("nginx/rollcall.conf")
                            .replaceAll("(?m)^ *(ssl_certificate|listen \\[).*$", "")
                            .replace("listen 80;", "listen 127.0.0.1:" + App.freePort() + ";")
                            .replace("listen 443 ssl http2", "listen 127.0.0.1:" + port));
            return List.of(
                    Tool.require("nginx").toString(), "-p", directory + "/", "-c", main.toString(), "-e", "stderr");
        }
    },
    CADDY {
        @Override
        List<String> command(Path directory, String port) throws IOException {
            Path file = Files.writeString(
                    directory.resolve("Caddyfile"),
                    "{\n\tadmin off\n}\n"
                            + read("caddy/Caddyfile").replaceAll("(?m)^rollcall\\.example\\.com", "http://:" + port));
            return List.of(
                    Tool.require("caddy").toString(), "run", "--config", file.toString(), "--adapter", "caddyfile");
        }
    };

    /** Starts it in front of these two processes; skips the test if it is not installed. */
    App start(Path directory, App one, App two) {
        String port = App.freePort();
        try {
            List<String> command = command(directory, port);
            for (Path file : Checkout.files(directory)) {
                Files.writeString(
                        file,
                        Files.readString(file)
                                .replace("127.0.0.1:8080", "127.0.0.1:" + one.port())
                                .replace("127.0.0.1:8081", "127.0.0.1:" + two.port()));
            }
            var environment = Map.of("PORT", port, "HOME", directory.toString());
            return App.launch(command, environment, directory).untilReady();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes its configuration, and returns how to run it in the foreground. */
    abstract List<String> command(Path directory, String port) throws IOException;

    private static String read(String file) throws IOException {
        return Files.readString(Path.of("deploy").resolve(file));
    }
}
