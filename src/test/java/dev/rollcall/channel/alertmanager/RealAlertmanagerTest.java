package dev.rollcall.channel.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.channel.SampleAlert;
import dev.rollcall.channel.http.HttpKindParts;
import dev.rollcall.channel.http.TestReceivers;
import dev.rollcall.channel.text.TestTexts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import testing.App;
import testing.Tool;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real Alertmanager fires an alert when a check is down and resolves it when the check is up. */
@Timeout(300)
class RealAlertmanagerTest {

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void downFiresAndUpResolvesTheSameAlert() throws Exception {
        String root = "http://127.0.0.1:" + App.freePort();
        Process alertmanager = start(root);
        try {
            Awaitility.await().ignoreExceptions().until(() -> status(root + "/-/ready") == 200);
            var kind = new AlertmanagerKind(
                    new HttpKindParts(TestReceivers.local(), TestTexts.create(), JsonMapper.shared()));
            Map<String, Object> config = kind.configure(Map.of("base_url", root));

            kind.send(SampleAlert.down(config, "Sicherung *täglich*", "disk full"));

            JsonNode fired = alerts(root).get(0);
            assertThat(fired.get("labels").get("check_key").asString()).isEqualTo(SampleAlert.UNIQUE_KEY);
            assertThat(fired.get("annotations").get("summary").asString()).isEqualTo("DOWN: Sicherung *täglich*");
            assertThat(fired.get("annotations").get("description").asString()).contains("disk full");

            kind.send(SampleAlert.up(config, "Sicherung *täglich*"));

            Awaitility.await().until(() -> alerts(root).isEmpty());
        } finally {
            alertmanager.destroy();
            alertmanager.onExit().join();
        }
    }

    private Process start(String root) throws IOException {
        Path configuration = Files.writeString(
                directory.resolve("alertmanager.yml"), "route: {receiver: none}\nreceivers: [{name: none}]\n");
        return new ProcessBuilder(
                        Tool.require("prometheus-alertmanager").toString(),
                        "--config.file=" + configuration,
                        "--storage.path=" + directory.resolve("data"),
                        "--web.listen-address=" + root.substring("http://".length()),
                        "--cluster.listen-address=")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("alertmanager.log").toFile())
                .start();
    }

    private int status(String url) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    /** The alerts that fire. */
    private JsonNode alerts(String root) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(root + "/api/v2/alerts")).build();
        return JsonMapper.shared()
                .readTree(http.send(request, BodyHandlers.ofString()).body());
    }
}
