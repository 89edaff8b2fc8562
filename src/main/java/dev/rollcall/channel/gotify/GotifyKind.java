package dev.rollcall.channel.gotify;

import dev.rollcall.channel.Message;
import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.FieldType;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.channel.http.HttpKind;
import dev.rollcall.channel.http.HttpKindParts;
import dev.rollcall.channel.http.ReceiverRequest;
import dev.rollcall.channel.text.AlertTemplate;
import dev.rollcall.channel.text.AlertText;
import java.util.Map;

/**
 * Sends a message to a Gotify server. The token is in a header, so no log of URLs contains it.
 *
 * <p>Status 400, 401 and 403 are permanent.
 *
 * @see <a href="https://gotify.net/docs/pushmsg">Push messages</a>
 * @see <a href="https://gotify.net/docs/msgextras">Message extras</a>
 */
@KindDefinition(
        name = "gotify",
        summary = "sends a message to a Gotify server",
        fields = {
            @Field(
                    name = "base_url",
                    meaning = "the address of the server",
                    type = FieldType.URL,
                    required = true,
                    maxLength = 1_000),
            @Field(name = "token", meaning = "the token of an application", required = true, secret = true),
            @Field(name = "priority", meaning = "of down", type = FieldType.NUMBER, max = 10, fallback = "8")
        })
class GotifyKind extends HttpKind {

    private static final int QUIET = 2;

    private final AlertTemplate template = AlertTemplate.plain();

    GotifyKind(HttpKindParts parts) {
        super(parts);
    }

    @Override
    protected ReceiverRequest request(Message message, AlertText text) {
        Map<String, Object> body = Map.of(
                "title",
                text.title(),
                "message",
                template.fill(text),
                "priority",
                text.isDown() ? message.config().getOrDefault("priority", QUIET) : QUIET,
                "extras",
                Map.of(
                        "client::display",
                        Map.of("contentType", "text/plain"),
                        "client::notification",
                        Map.of("click", Map.of("url", text.link()))));
        return ReceiverRequest.json("POST", below(setting(message, "base_url"), "/message"), json(body))
                .with("X-Gotify-Key", setting(message, "token"));
    }
}
