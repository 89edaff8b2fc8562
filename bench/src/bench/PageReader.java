package bench;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import testing.App;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A person who is signed in and reads pages, without a browser. */
final class PageReader {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .build();
    private final String root;

    private PageReader(App web) {
        root = "http://localhost:" + web.port();
    }

    /** Makes an account that owns this project, and signs it in. */
    static PageReader owner(Bench bench, App web, Map<String, String> environment, String project)
            throws IOException, InterruptedException {
        JsonNode account;
        try (App task = bench.release()
                .task(
                        "create-account",
                        environment,
                        "--email=ana@example.com",
                        "--project=" + project,
                        "--output=json")) {
            account = JsonMapper.shared().readTree(task.waitForExit().stdout());
        }
        var reader = new PageReader(web);
        URI link = URI.create(account.get("link").asString());
        String token = link.getQuery().replaceFirst("token=", "");
        String csrf =
                first(CSRF, reader.get(link.getPath() + "?" + link.getQuery()).body());
        reader.post(link.getPath(), Map.of("_csrf", csrf, "token", token));
        return reader;
    }

    /** A page, or a part of it. */
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(to(path).build(), BodyHandlers.ofString());
    }

    /** The same without waiting, compressed as a browser asks for it. */
    CompletableFuture<HttpResponse<byte[]>> ask(String path) {
        return http.sendAsync(to(path).header("Accept-Encoding", "gzip").build(), BodyHandlers.ofByteArray());
    }

    /** The page, and how many bytes it is as a browser asks for it: compressed, without headers. */
    int bytes(String path) throws IOException, InterruptedException {
        return http.send(to(path).header("Accept-Encoding", "gzip").build(), BodyHandlers.ofByteArray())
                .body()
                .length;
    }

    /** What a pattern finds first. */
    static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("no " + pattern + " in " + text);
        }
        return found.group(1);
    }

    private void post(String path, Map<String, String> fields) throws IOException, InterruptedException {
        var form = new StringBuilder();
        fields.forEach((name, value) -> form.append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                .append('&'));
        http.send(
                to(path).header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form.toString()))
                        .build(),
                BodyHandlers.discarding());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(root + path));
    }
}
