package dev.rollcall.channel.pushover;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.Message;
import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.FieldType;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.channel.http.HttpKind;
import dev.rollcall.channel.http.HttpKindParts;
import dev.rollcall.channel.http.ReceiverRequest;
import dev.rollcall.channel.text.AlertTemplate;
import dev.rollcall.channel.text.AlertText;
import dev.rollcall.channel.text.CleanText;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sends a notification by Pushover. A message has at most 1,024 characters, a title 250. Priority 2 is repeated each
 * minute for an hour, until a person confirms it or the check is up again.
 *
 * <p>A status such as 400 is permanent: Pushover asks clients not to repeat a request that got a status 4xx. 429 (the
 * month's messages are used up) and 5xx are retried.
 *
 * @see <a href="https://pushover.net/api">Pushover Message API</a>
 * @see <a href="https://pushover.net/api/receipts#cancel">Canceling Emergency-Priority Retries</a>
 */
@KindDefinition(
        name = "pushover",
        summary = "sends a notification by Pushover",
        fields = {
            @Field(
                    name = "token",
                    meaning = "the token of your application",
                    required = true,
                    secret = true,
                    pattern = "[A-Za-z0-9]{30}"),
            @Field(
                    name = "user",
                    meaning = "the key of a user or a group",
                    required = true,
                    secret = true,
                    pattern = "[A-Za-z0-9]{30}"),
            @Field(name = "priority", meaning = "of down", type = FieldType.NUMBER, min = -2, max = 2, fallback = "0"),
            @Field(
                    name = "base_url",
                    meaning = "the address of the service",
                    type = FieldType.URL,
                    maxLength = 1_000,
                    fallback = "https://api.pushover.net")
        })
class PushoverKind extends HttpKind {

    private static final int MAX_MESSAGE_LENGTH = 1_024;
    private static final int MAX_TITLE_LENGTH = 250;
    private static final int HIGH = 1;
    private static final int EMERGENCY = 2;

    private final AlertTemplate template = AlertTemplate.plain();

    PushoverKind(HttpKindParts parts) {
        super(parts);
    }

    /** An emergency is ended by the recovery of its check, which must be a message of its own. */
    @Override
    public boolean hasDigests(Map<String, Object> config) {
        return super.hasDigests(config) && !isEmergency(config);
    }

    @Override
    public void send(Alert alert) {
        if (alert.severity() == Alert.Severity.UP && isEmergency(alert)) {
            String path = "/1/receipts/cancel_by_tag/" + tag(alert) + ".json";
            call(
                    alert,
                    ReceiverRequest.form(
                            below(setting(alert, "base_url"), path), Map.of("token", setting(alert, "token"))));
        }
        super.send(alert);
    }

    @Override
    protected ReceiverRequest request(Message message, AlertText text) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("token", setting(message, "token"));
        body.put("user", setting(message, "user"));
        body.put("title", CleanText.cut(text.title(), MAX_TITLE_LENGTH));
        body.put("message", template.fill(text, MAX_MESSAGE_LENGTH));
        body.put("url", text.link());
        body.put("url_title", CleanText.cut(text.openLabel(), 100));
        body.put("timestamp", String.valueOf(message.at().getEpochSecond()));
        if (text.isDown()) {
            if (message instanceof Alert && isEmergency(message)) {
                body.put("priority", setting(message, "priority"));
                body.put("retry", "60");
                body.put("expire", "3600");
                body.put("tags", tag(message));
            } else {
                // No recovery would end the emergency of a notice.
                body.put("priority", isEmergency(message) ? String.valueOf(HIGH) : setting(message, "priority"));
            }
        }
        return ReceiverRequest.form(below(setting(message, "base_url"), "/1/messages.json"), body);
    }

    private static boolean isEmergency(Message message) {
        return isEmergency(message.config());
    }

    private static boolean isEmergency(Map<String, Object> config) {
        return String.valueOf(EMERGENCY).equals(String.valueOf(config.get("priority")));
    }

    /** Names the check, so that its recovery can end what its alert began. */
    private static String tag(Message message) {
        return "rollcall-" + message.subject();
    }
}
