package kit.http;

import java.util.List;
import java.util.Locale;

/**
 * An answer of the service.
 *
 * @param text the whole answer: status line, header and body
 */
public record Answer(int status, String text) {

    /** The values of this header, in their order. */
    public List<String> header(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return text.lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .toList();
    }

    /** Everything but an error of the server counts, also a redirect to a sign-in and a refusal. */
    public boolean isServed() {
        return status < 500;
    }
}
