package dev.rollcall.channel.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One request to a receiver.
 *
 * @param url its user and password, if it has any, are sent as Basic authentication
 * @param headers a later header replaces an earlier one of the same name in another case
 */
@SuppressWarnings("ArrayRecordComponent") // sent, never compared
public record ReceiverRequest(String method, String url, Map<String, String> headers, byte[] body) {

    private static final String JSON = "application/json; charset=utf-8";

    /** A request with a JSON document. */
    public static ReceiverRequest json(String method, String url, String document) {
        return new ReceiverRequest(
                method, url, Map.of("Content-Type", JSON), document.getBytes(StandardCharsets.UTF_8));
    }

    /** A POST of a form. */
    public static ReceiverRequest form(String url, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return new ReceiverRequest(
                "POST",
                url,
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** A value for a path or a query, percent-encoded. */
    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The same request with one more header. */
    public ReceiverRequest with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new ReceiverRequest(method, url, more, body);
    }

    /** Without the address and the headers, which may hold a token. */
    @Override
    public String toString() {
        return "ReceiverRequest[" + method + "]";
    }
}
