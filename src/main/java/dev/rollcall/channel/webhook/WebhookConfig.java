package dev.rollcall.channel.webhook;

import dev.rollcall.channel.address.ReceiverAddress;
import dev.rollcall.channel.field.ChangedFields;
import dev.rollcall.channel.field.FieldReader;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.platform.problem.InvalidRequestException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a webhook channel: {@code url_down}, {@code method_down}, {@code headers_down}, {@code body_down} and
 * the same for {@code up}. {@code url} is a short form for both: a POST of the check as JSON, without its secrets.
 */
final class WebhookConfig {

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT");
    /** In characters, with placeholders, as are the next two. */
    private static final int MAX_URL_LENGTH = 1_000;

    private static final int MAX_BODY_LENGTH = 10_000;
    /** The size that servers usually accept for all headers together. */
    private static final int MAX_HEADER_LENGTH = 8_000;

    private static final int MAX_HEADERS = 50;

    /** Our own wording, so it has no secret of the check: {@code $JSON} would show its id and its ping URL. */
    private static final String DEFAULT_BODY = "{\"status\": \"$STATUS\", \"purpose\": \"$PURPOSE\", \"at\": \"$NOW\","
            + " \"acknowledge_url\": \"$ACK_URL\", \"check\": $READONLY_JSON}";

    /** The bodies of the short form: the present one, and the one that earlier releases stored. */
    private static final Set<String> OUR_BODIES =
            Set.of(DEFAULT_BODY, "{\"status\": \"$STATUS\", \"at\": \"$NOW\", \"check\": $JSON}");

    /** The headers of the short form. */
    private static final Map<String, String> OUR_HEADERS = Map.of("Content-Type", "application/json");

    private WebhookConfig() {}

    /**
     * The settings to store, from the fields of a request.
     *
     * @throws InvalidRequestException naming every invalid field
     */
    static Map<String, Object> of(Map<String, Object> fields) {
        Map<String, Object> config = new LinkedHashMap<>();
        Map<String, String> faults = new TreeMap<>();
        for (String status : new String[] {"down", "up"}) {
            read(fields, status, config, faults);
        }
        if (faults.isEmpty() && !config.containsKey("url_down") && !config.containsKey("url_up")) {
            faults.put("url", "is required, or url_down, or url_up");
        }
        FieldReader.readCommon(fields, config, faults);
        if (!faults.isEmpty()) {
            throw new InvalidRequestException(faults);
        }
        return config;
    }

    /**
     * The fields after some of them have changed. A new {@code url} replaces both addresses.
     *
     * @throws InvalidRequestException naming the headers that must be given again
     */
    static Map<String, Object> merge(KindDefinition kind, Map<String, Object> config, Map<String, Object> changes) {
        Map<String, Object> given = new LinkedHashMap<>(changes);
        for (String status : new String[] {"down", "up"}) {
            // Nothing in them is secret, so they may go to a new address.
            if (OUR_HEADERS.equals(config.get("headers_" + status))) {
                given.putIfAbsent("headers_" + status, OUR_HEADERS);
            }
        }
        Map<String, Object> merged = ChangedFields.merge(kind, config, given);
        if (!changes.getOrDefault("url", "").equals("")) {
            merged.keySet().removeAll(Set.of("url_down", "url_up"));
            merged.putAll(changes);
        }
        return merged;
    }

    /** The request for a status ({@code down} or {@code up}), or null when the channel has none for it. */
    static @Nullable Call call(Map<String, Object> config, String status) {
        Object url = config.get("url_" + status);
        if (url == null) {
            return null;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        if (config.get("headers_" + status) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> headers.put(String.valueOf(name), String.valueOf(value)));
        }
        return new Call(
                String.valueOf(url),
                String.valueOf(config.get("method_" + status)),
                headers,
                String.valueOf(config.getOrDefault("body_" + status, "")));
    }

    /**
     * The request for notices: the one for down, or else the one for up, if its body is the JSON of the short form.
     * Null otherwise, because a receiver that expects another body would not understand ours.
     */
    static @Nullable Call notices(Map<String, Object> config) {
        Call down = call(config, "down");
        Call call = down == null ? call(config, "up") : down;
        return call != null && OUR_BODIES.contains(call.body()) ? call : null;
    }

    /** One request, before its placeholders are filled in. */
    record Call(String url, String method, Map<String, String> headers, String body) {}

    private static void read(
            Map<String, Object> fields, String status, Map<String, Object> config, Map<String, String> faults) {
        boolean isShort = !fields.containsKey("url_" + status);
        String urlField = isShort ? "url" : "url_" + status;
        Object url = fields.get(urlField);
        if (url == null || url.equals("")) {
            return;
        }
        if (!isUrl(url)) {
            faults.put(urlField, "must be an http:// or https:// address of at most " + MAX_URL_LENGTH + " characters");
        }
        config.put("url_" + status, url);
        method(fields, status, isShort ? "POST" : "GET", config, faults);
        headers(fields, status, isShort ? OUR_HEADERS : Map.of(), config, faults);
        Object body = fields.getOrDefault("body_" + status, isShort ? DEFAULT_BODY : "");
        if (!(body instanceof String text) || text.length() > MAX_BODY_LENGTH) {
            faults.put("body_" + status, "must be a string of at most " + MAX_BODY_LENGTH + " characters");
        } else {
            config.put("body_" + status, text);
        }
    }

    private static void method(
            Map<String, Object> fields,
            String status,
            String fallback,
            Map<String, Object> config,
            Map<String, String> faults) {
        Object method = fields.getOrDefault("method_" + status, fallback);
        if (method instanceof String text && METHODS.contains(text)) {
            config.put("method_" + status, text);
        } else {
            faults.put("method_" + status, "must be GET, POST or PUT");
        }
    }

    private static void headers(
            Map<String, Object> fields,
            String status,
            Map<String, String> fallback,
            Map<String, Object> config,
            Map<String, String> faults) {
        Object headers = fields.getOrDefault("headers_" + status, fallback);
        boolean usable = headers instanceof Map<?, ?> map
                && map.entrySet().stream().allMatch(header -> isHeader(header.getKey(), header.getValue()));
        if (usable && isTooLarge((Map<?, ?>) headers)) {
            faults.put(
                    "headers_" + status,
                    "must have at most " + MAX_HEADERS + " headers of at most " + MAX_HEADER_LENGTH + " characters");
        } else if (usable) {
            config.put("headers_" + status, headers);
        } else {
            faults.put("headers_" + status, "must be an object of header names and values");
        }
    }

    private static boolean isTooLarge(Map<?, ?> headers) {
        return headers.size() > MAX_HEADERS
                || headers.values().stream()
                        .anyMatch(value -> String.valueOf(value).length() > MAX_HEADER_LENGTH);
    }

    private static boolean isHeader(Object name, Object value) {
        return name instanceof String key
                && key.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")
                && value instanceof String text
                && text.chars().noneMatch(Character::isISOControl);
    }

    private static boolean isUrl(Object value) {
        if (!(value instanceof String text) || text.length() > MAX_URL_LENGTH) {
            return false;
        }
        // May contain placeholders: $ is legal in a path and in a query.
        return ReceiverAddress.isValid(text);
    }
}
