package dev.rollcall.channel.ntfy;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Publishes to a topic of ntfy. A message has at most 4,096 bytes; a longer one would become a file. The whole document
 * has at most twice as many, a title 1,024.
 *
 * <p>Status 429 is retried. 400, 401, 403 and 404 are permanent: the topic is reserved, or the token is not valid.
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
    protected ReceiverRequest request(Message message, AlertText text) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("topic", setting(message, "topic"));
        body.put("title", text.title());
        body.put("message", template.fillBytes(text, MAX_MESSAGE_BYTES));
        body.put("priority", text.isDown() ? message.config().get("priority") : DEFAULT_PRIORITY);
        body.put("tags", List.of(circle(text.severity())));
        body.put("click", text.link());
        var request = ReceiverRequest.json("POST", below(setting(message, "base_url"), "/"), json(body));
        String token = setting(message, "token");
        return token.isEmpty() ? request : request.with("Authorization", "Bearer " + token);
    }

    private static String circle(Alert.Severity severity) {
        return switch (severity) {
            case DOWN -> "red_circle";
            case LATE -> "orange_circle";
            case UP -> "green_circle";
        };
    }
}
