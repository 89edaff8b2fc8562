package dev.rollcall.channel.ntfy;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.Severity;
import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.FieldType;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.channel.http.HttpKind;
import dev.rollcall.channel.http.HttpKindParts;
import dev.rollcall.channel.http.ReceiverRequest;
import dev.rollcall.channel.text.AlertTemplate;
import dev.rollcall.channel.text.AlertText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Publishes to a topic of ntfy. A message has at most 4,096 bytes; a longer one would become a file. The whole document
 * has at most twice as many, a title 1,024.
 *
 * <p>Status 429 passes. 400, 401, 403 and 404 last: the topic is reserved, or the token is not valid.
 *
 * @see <a href="https://docs.ntfy.sh/publish/#publish-as-json">Publish as JSON</a>
 * @see <a href="https://docs.ntfy.sh/publish/#limitations">Limitations</a>
 * @see <a href="https://github.com/binwiederhier/ntfy/releases/tag/v2.28.0">its limit of titles</a>
 */
@KindDefinition(
        name = "ntfy",
        summary = "publishes to a topic of ntfy",
        fields = {
            @Field(
                    name = "topic",
                    meaning = "the topic; without a token it is as good as a password",
                    required = true,
                    secret = true,
                    pattern = "[A-Za-z0-9_-]{1,64}"),
            @Field(name = "token", meaning = "an access token", secret = true),
            @Field(name = "priority", meaning = "of down", type = FieldType.NUMBER, min = 1, max = 5, fallback = "4"),
            @Field(
                    name = "base_url",
                    meaning = "the address of the server",
                    type = FieldType.URL,
                    maxLength = 1_000,
                    fallback = "https://ntfy.sh")
        })
class NtfyKind extends HttpKind {

    private static final int MAX_MESSAGE_BYTES = 4_096;
    private static final int DEFAULT_PRIORITY = 3;

    private final AlertTemplate template = AlertTemplate.plain();

    NtfyKind(HttpKindParts parts) {
        super(parts);
    }

    @Override
    protected ReceiverRequest request(Alert alert, AlertText text) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("topic", setting(alert, "topic"));
        message.put("title", text.title());
        message.put("message", template.fillBytes(text, MAX_MESSAGE_BYTES));
        message.put("priority", text.isDown() ? alert.config().get("priority") : DEFAULT_PRIORITY);
        message.put("tags", List.of(circle(text.severity())));
        message.put("click", text.link());
        var request = ReceiverRequest.json("POST", below(setting(alert, "base_url"), "/"), json(message));
        String token = setting(alert, "token");
        return token.isEmpty() ? request : request.with("Authorization", "Bearer " + token);
    }

    private static String circle(Severity severity) {
        return switch (severity) {
            case DOWN -> "red_circle";
            case LATE -> "orange_circle";
            case UP -> "green_circle";
        };
    }
}
