package dev.rollcall.channel.webhook;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.ChannelKind;
import dev.rollcall.channel.DeliveryException;
import dev.rollcall.channel.address.ReceiverOrigin;
import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.FieldType;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.channel.http.ReceiverRequest;
import dev.rollcall.channel.http.ReceiverResponse;
import dev.rollcall.channel.http.Receivers;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.platform.log.RequestId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Sends alerts as HTTP requests with a URL, headers and a body that the channel chooses. */
@KindDefinition(
        name = "webhook",
        summary = "sends HTTP requests of your own form; url is a short form for both statuses",
        hasText = false,
        fields = {
            @Field(name = "url", meaning = WebhookKind.URL, type = FieldType.URL, secret = true, maxLength = 1_000),
            @Field(
                    name = "url_down",
                    meaning = "address for down",
                    type = FieldType.URL,
                    secret = true,
                    maxLength = 1_000),
            @Field(name = "url_up", meaning = "address for up", type = FieldType.URL, secret = true, maxLength = 1_000),
            @Field(
                    name = "method_down",
                    meaning = WebhookKind.METHOD,
                    oneOf = {"GET", "POST", "PUT"}),
            @Field(
                    name = "method_up",
                    meaning = WebhookKind.METHOD,
                    oneOf = {"GET", "POST", "PUT"}),
            @Field(name = "headers_down", meaning = WebhookKind.HEADERS, type = FieldType.OBJECT, secret = true),
            @Field(name = "headers_up", meaning = WebhookKind.HEADERS, type = FieldType.OBJECT, secret = true),
            @Field(name = "body_down", meaning = WebhookKind.BODY, maxLength = 10_000),
            @Field(name = "body_up", meaning = WebhookKind.BODY, maxLength = 10_000)
        })
class WebhookKind implements ChannelKind {

    /** In characters, once placeholders are filled in, as are the next two. */
    static final int MAX_URL_LENGTH = 8 * 1024;

    static final int MAX_HEADER_LENGTH = 8 * 1024;
    static final int MAX_BODY_LENGTH = 512 * 1024;

    static final String URL = "address for both statuses, which are sent as JSON by POST";
    static final String METHOD = "the method of the request";
    static final String HEADERS = "headers as a JSON object";
    static final String BODY = "the body, with placeholders such as $NAME";

    private static final List<String> URL_FIELDS = List.of("url", "url_down", "url_up");

    private final Placeholders placeholders;
    private final Receivers receivers;

    WebhookKind(Placeholders placeholders, Receivers receivers) {
        this.placeholders = placeholders;
        this.receivers = receivers;
    }

    @Override
    public Map<String, Object> configure(Map<String, Object> fields) {
        return WebhookConfig.of(fields);
    }

    @Override
    public Map<String, String> obstacles(Map<String, Object> fields) {
        Map<String, String> obstacles = new TreeMap<>();
        for (String field : URL_FIELDS) {
            if (fields.get(field) instanceof String url) {
                receivers.obstacle(url).ifPresent(obstacle -> obstacles.put(field, obstacle));
            }
        }
        return obstacles;
    }

    @Override
    public boolean wants(Map<String, Object> config, CheckStatus status) {
        return WebhookConfig.call(config, status.name().toLowerCase(Locale.ROOT)) != null;
    }

    /** That of the first address. */
    @Override
    public Optional<String> receiver(Map<String, Object> config) {
        return URL_FIELDS.stream()
                .map(config::get)
                .filter(Objects::nonNull)
                .flatMap(url -> ReceiverOrigin.of(url.toString()).stream())
                .findFirst();
    }

    @Override
    public void send(Alert alert) {
        WebhookConfig.Call call = WebhookConfig.call(alert.config(), alert.settledStatus());
        if (call == null) {
            return;
        }
        ReceiverResponse response =
                receivers.call(request(call, alert), alert.check().project());
        if (!response.isSuccess()) {
            throw new DeliveryException("the receiver answered " + response.status());
        }
    }

    @Override
    public void abort() {
        receivers.abort();
    }

    private ReceiverRequest request(WebhookConfig.Call call, Alert alert) {
        String url = placeholders.fill("address", call.url(), MAX_URL_LENGTH, alert, WebhookKind::encoded);
        byte[] body = placeholders
                .fill("body", call.body(), MAX_BODY_LENGTH, alert, value -> value)
                .getBytes(StandardCharsets.UTF_8);
        return new ReceiverRequest(call.method(), url, headers(call, alert, body), body);
    }

    private Map<String, String> headers(WebhookConfig.Call call, Alert alert, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        long epochSecond = alert.now().getEpochSecond();
        if (alert.flip().change().requestId() != null) {
            headers.put(RequestId.HEADER, alert.flip().change().requestId());
        }
        call.headers().forEach((name, value) -> {
            String filled = placeholders.fill("header " + name, value, MAX_HEADER_LENGTH, alert, fact -> fact);
            headers.put(name, HeaderText.of(filled));
        });
        headers.put("webhook-id", alert.id().toString());
        headers.put("webhook-timestamp", String.valueOf(epochSecond));
        headers.put(
                "webhook-signature",
                WebhookSignature.of(alert.signingSecret(), alert.id().toString(), epochSecond, body));
        return headers;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
