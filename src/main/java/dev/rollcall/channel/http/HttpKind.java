package dev.rollcall.channel.http;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.ChannelKind;
import dev.rollcall.channel.DeliveryException;
import dev.rollcall.channel.Message;
import dev.rollcall.channel.Notice;
import dev.rollcall.channel.address.ReceiverOrigin;
import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.FieldType;
import dev.rollcall.channel.text.AlertText;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A kind of channel that sends a message by one HTTP request to a service with a published format. */
public abstract class HttpKind implements ChannelKind {

    /**
     * Statuses that another attempt would get too: the request, the token or the address is wrong, or the target no
     * longer exists. Every other failure is temporary (RFC 9110, 15.5).
     */
    private static final Set<Integer> LASTING = Set.of(400, 401, 403, 404, 405, 410, 413, 415, 422);

    /** A bare code such as Slack's {@code no_service}. Any other text of a service may repeat a token. */
    private static final Pattern CODE = Pattern.compile("[a-z]{2,20}(_[a-z]{1,20}){0,4}");

    private final HttpKindParts parts;

    protected HttpKind(HttpKindParts parts) {
        this.parts = parts;
    }

    /** The request that sends a message with this text. */
    protected abstract ReceiverRequest request(Message message, AlertText text);

    @Override
    public Map<String, String> obstacles(Map<String, Object> fields) {
        Map<String, String> obstacles = new TreeMap<>();
        for (Field field : definition().fields()) {
            if (field.type() == FieldType.URL && fields.get(field.name()) instanceof String url) {
                parts.receivers().obstacle(url).ifPresent(obstacle -> obstacles.put(field.name(), obstacle));
            }
        }
        return obstacles;
    }

    /** The service that the channel's address names; else the one service of this kind. */
    @Override
    public Optional<String> receiver(Map<String, Object> config) {
        String named = Arrays.stream(definition().fields())
                .filter(field -> field.type() == FieldType.URL && config.get(field.name()) instanceof String)
                .flatMap(field -> ReceiverOrigin.of(String.valueOf(config.get(field.name()))).stream())
                .findFirst()
                .orElseGet(this::name);
        return Optional.of(named);
    }

    @Override
    public void send(Alert alert) {
        sendMessage(alert);
    }

    @Override
    public void send(Notice notice) {
        if (wants(notice.config(), notice.content().severity())) {
            sendMessage(notice);
        }
    }

    @Override
    public void abort() {
        parts.receivers().abort();
    }

    /** Sends a message that this kind wants. */
    protected void sendMessage(Message message) {
        call(message, request(message, text(message)));
    }

    /** Whether the service accepted the message. */
    protected boolean isAccepted(ReceiverResponse response) {
        return response.isSuccess();
    }

    /** Whether another attempt would fail in the same way. */
    protected boolean isLasting(ReceiverResponse response) {
        return LASTING.contains(response.status());
    }

    /** How long the service asks to wait before the next attempt, or null if it does not say. */
    protected @Nullable Duration retryAfter(ReceiverResponse response) {
        return response.retryAfter();
    }

    protected AlertText text(Message message) {
        return parts.texts().of(message);
    }

    /**
     * Makes a call and returns the response.
     *
     * @throws DeliveryException if the service did not answer, or did not accept the request
     */
    protected ReceiverResponse call(Message message, ReceiverRequest request) {
        ReceiverResponse response = parts.receivers().call(request, message.project());
        if (!isAccepted(response)) {
            throw failure(response);
        }
        return response;
    }

    /** A value as a JSON document. */
    protected String json(Object value) {
        return parts.json().writeValueAsString(value);
    }

    /**
     * The JSON document in a response.
     *
     * @throws DeliveryException when it is not one
     */
    protected JsonNode document(ReceiverResponse response) {
        try {
            return parts.json().readTree(response.body());
        } catch (JacksonException e) {
            throw new DeliveryException("the receiver's answer is not JSON");
        }
    }

    /** A setting of the channel; empty if it has none. */
    protected static String setting(Message message, String field) {
        return String.valueOf(message.config().getOrDefault(field, ""));
    }

    /** An address below a base address of the channel, which may end with a slash. */
    protected static String below(String base, String path) {
        return base.endsWith("/") ? base.substring(0, base.length() - 1) + path : base + path;
    }

    private DeliveryException failure(ReceiverResponse response) {
        String code = response.body().strip();
        String reason = "the receiver answered " + response.status()
                + (CODE.matcher(code).matches() ? ", " + code : "");
        return isLasting(response)
                ? DeliveryException.permanent(reason)
                : DeliveryException.passing(reason, retryAfter(response));
    }
}
