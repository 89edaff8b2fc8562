package dev.rollcall.channel.webhook;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.ChannelKind;
import dev.rollcall.channel.DeliveryException;
import dev.rollcall.channel.Message;
import dev.rollcall.channel.Notice;
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
import java.util.Set;
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

    /**
     * The receiver no longer exists. A status such as 400 is retried, because people write the receiving program
     * themselves.
     */
    private static final Set<Integer> GONE = Set.of(404, 410);

    private static final List<String> URL_FIELDS = List.of("url", "url_down", "url_up");

    private final Placeholders placeholders;
    private final NoticeJson notices;
    private final Receivers receivers;

    WebhookKind(Placeholders placeholders, NoticeJson notices, Receivers receivers) {
        this.placeholders = placeholders;
        this.notices = notices;
        this.receivers = receivers;
    }

    @Override
    public Map<String, Object> configure(Map<String, Object> fields) {
        return WebhookConfig.of(fields);
    }

    @Override
    public Map<String, Object> merge(Map<String, Object> config, Map<String, Object> changes) {
        return WebhookConfig.merge(definition(), config, changes);
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

    @Override
    public boolean wants(Map<String, Object> config, Notice.Severity severity) {
        return WebhookConfig.notices(config) != null;
    }

    /** The origin of the first address. */
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
        send(request(call, alert), alert);
    }

    @Override
    public void send(Notice notice) {
        WebhookConfig.Call call = WebhookConfig.notices(notice.config());
        if (call == null) {
            return;
        }
        byte[] body = notices.json(notice).getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new LinkedHashMap<>();
        call.headers().forEach((name, value) -> headers.put(name, HeaderText.of(Placeholders.leaveOut(value))));
        sign(headers, notice, body);
        send(new ReceiverRequest(call.method(), Placeholders.leaveOut(call.url()), headers, body), notice);
    }

    private void send(ReceiverRequest request, Message message) {
        ReceiverResponse response = receivers.call(request, message.project());
        if (response.isSuccess()) {
            return;
        }
        String reason = "the receiver answered " + response.status();
        throw GONE.contains(response.status())
                ? DeliveryException.permanent(reason)
                : DeliveryException.passing(reason, response.retryAfter());
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
        if (alert.flip().change().requestId() != null) {
            headers.put(RequestId.HEADER, alert.flip().change().requestId());
        }
        call.headers().forEach((name, value) -> {
            String filled = placeholders.fill("header " + name, value, MAX_HEADER_LENGTH, alert, fact -> fact);
            headers.put(name, HeaderText.of(filled));
        });
        sign(headers, alert, body);
        return headers;
    }

    private static void sign(Map<String, String> headers, Message message, byte[] body) {
        String id = message.id().toString();
        long epochSecond = message.now().getEpochSecond();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", String.valueOf(epochSecond));
        headers.put("webhook-signature", WebhookSignature.of(message.signingSecret(), id, epochSecond, body));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
