package browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.project.Projects;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that fills a project of the {@link Site} through the API. */
final class Api {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String key;

    private Api(String key) {
        this.key = key;
    }

    static Api of(Projects.NewProject project) {
        return new Api(project.readWriteKey());
    }

    /** Makes something, such as {@code post("checks/", "{}")}, and returns it. */
    JsonNode post(String path, String json) throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(send(Site.get().url("/api/v3/" + path), key, json));
    }

    /** Sends a signal to the ping URL of a check: nothing for a success, or such as {@code /fail}. */
    static void ping(JsonNode check, String signal, String body) throws IOException, InterruptedException {
        send(check.get("ping_url").asString() + signal, "", body);
    }

    private static String send(String address, String key, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header("X-Api-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer.body();
    }
}
