package testing;

import java.net.HttpCookie;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A browser without scripts: it keeps cookies, and sends forms with the token that their page contains. It may talk to
 * several processes of one deploy, as through a router.
 */
public final class Browser {

    public static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"");

    /** What a reader of a page does not see. */
    private static final Pattern MARKUP = Pattern.compile("(?s)<(script|style|svg)\\b.*?</\\1>|<[^>]*>");

    private static final int MAX_SHOWN = 600;

    private final Map<String, String> cookies = new LinkedHashMap<>();

    /** Opens a page. Redirects are not followed. */
    public HttpResponse<String> get(App web, String path) {
        return send(web, web.to(path));
    }

    /** Opens the page and sends a form of it. */
    public HttpResponse<String> submit(App web, String page, String action, String... namesAndValues) {
        return submit(web, get(web, page), action, namesAndValues);
    }

    /** Sends a form of a page that is open. */
    public HttpResponse<String> submit(App web, HttpResponse<String> page, String action, String... namesAndValues) {
        Map<String, String> fields = new LinkedHashMap<>(Map.of("_csrf", found(TOKEN, page)));
        for (int n = 0; n < namesAndValues.length; n += 2) {
            fields.put(namesAndValues[n], namesAndValues[n + 1]);
        }
        return post(web, action, fields);
    }

    /** Sends a form as it is. */
    public HttpResponse<String> post(App web, String action, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(
                web,
                web.to(action)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body)));
    }

    /** Signs in with a link as a task prints it. */
    public HttpResponse<String> signIn(App web, String link) {
        String token = link.replaceFirst(".*token=", "");
        return submit(web, "/sign-in/link?token=" + token, "/sign-in/link", "token", token);
    }

    /** The first group of what matches in a page. If nothing does, the status and the text of the page are shown. */
    public static String found(Pattern pattern, HttpResponse<String> page) {
        return found(pattern, page.uri().getPath(), page.statusCode(), page.body());
    }

    /** The same for a page that was not requested by this browser. */
    public static String found(Pattern pattern, String path, int status, String html) {
        Matcher matcher = pattern.matcher(html);
        if (!matcher.find()) {
            String text =
                    MARKUP.matcher(html).replaceAll(" ").replaceAll("\\s+", " ").strip();
            throw new AssertionError(
                    "no " + pattern + " on " + path + ", which answered " + status + ": " + beginning(text));
        }
        return matcher.group(1);
    }

    /** As much of the text of a page as the message of a failure should have. */
    public static String beginning(String text) {
        return text.substring(0, Math.min(MAX_SHOWN, text.length()));
    }

    /** The header {@code Cookie} of its next request. */
    public String cookies() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private HttpResponse<String> send(App web, HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookies());
        }
        HttpResponse<String> answer = web.send(request);
        answer.headers().allValues("Set-Cookie").stream()
                .flatMap(header -> HttpCookie.parse(header).stream())
                .forEach(cookie -> {
                    if (cookie.getMaxAge() == 0) {
                        cookies.remove(cookie.getName());
                    } else {
                        cookies.put(cookie.getName(), cookie.getValue());
                    }
                });
        return answer;
    }
}
