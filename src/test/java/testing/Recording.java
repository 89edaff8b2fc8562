package testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A request of a real client of the published API, from {@code recordings.http} in the test resources: a title with the
 * expected status, the request line, headers, an empty line, the body. {@code {check}} is replaced by the id of a
 * check, {@code {key}} by a read-write key.
 */
public record Recording(String title, int status, String method, String target, List<String> headers, String body) {

    private static final Path FILE = Path.of("src", "test", "resources", "recordings.http");

    public static List<Recording> all() {
        try {
            return Arrays.stream(Files.readString(FILE).split("(?m)^### "))
                    .skip(1)
                    .map(Recording::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String path(String check) {
        return target.replace("{check}", check);
    }

    public HttpRequest.Builder request(HttpRequest.Builder request, String key) {
        headers.forEach(header -> {
            String[] nameAndValue = header.split(": *", 2);
            request.header(nameAndValue[0], nameAndValue[1].replace("{key}", key));
        });
        return request.method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body.replace("{key}", key)));
    }

    private static Recording of(String text) {
        String[] headAndBody = text.strip().split("\n\n", 2);
        List<String> head = headAndBody[0].lines().toList();
        String[] title = head.get(0).split(" => ");
        String[] request = head.get(1).split(" ");
        return new Recording(
                title[0],
                Integer.parseInt(title[1].strip()),
                request[0],
                request[1],
                head.subList(2, head.size()),
                headAndBody.length == 2 ? headAndBody[1] : "");
    }
}
