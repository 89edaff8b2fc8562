package dev.rollcall.channel.telegram;

import dev.rollcall.channel.DeliveryException;
import dev.rollcall.channel.Message;
import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.FieldType;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.channel.http.HttpKind;
import dev.rollcall.channel.http.HttpKindParts;
import dev.rollcall.channel.http.ReceiverRequest;
import dev.rollcall.channel.http.ReceiverResponse;
import dev.rollcall.channel.text.AlertTemplate;
import dev.rollcall.channel.text.AlertText;
import dev.rollcall.channel.text.Markup;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sends a message by a Telegram bot. A message has at most 4,096 characters.
 *
 * <p>Status 429 is retried after the seconds that its body names. 400 (no such chat), 401 and 404 (no such bot) and 403
 * (the bot was blocked or removed) are permanent. But a group that becomes a supergroup gets another id: Telegram then
 * answers 400 with the new id, to which the message is sent at once.
 *
 * @see <a href="https://core.telegram.org/bots/api#sendmessage">sendMessage</a>
 * @see <a href="https://core.telegram.org/bots/api#responseparameters">ResponseParameters</a>
 */
@KindDefinition(
        name = "telegram",
        summary = "sends a message by a Telegram bot",
        fields = {
            @Field(
                    name = "token",
                    meaning = "the token of the bot, from @BotFather",
                    required = true,
                    secret = true,
                    pattern = "[0-9]+:[A-Za-z0-9_-]+"),
            @Field(
                    name = "chat",
                    meaning = "the id of the chat, or the @name of a public one",
                    required = true,
                    pattern = "-?[0-9]+|@[A-Za-z0-9_]+"),
            @Field(name = "topic", meaning = "the id of a topic of the chat", type = FieldType.NUMBER, min = 1),
            @Field(
                    name = "base_url",
                    meaning = "the address of a Bot API server",
                    type = FieldType.URL,
                    maxLength = 1_000,
                    fallback = "https://api.telegram.org")
        })
class TelegramKind extends HttpKind {

    private static final int MAX_MESSAGE_LENGTH = 4_096;
    private static final int BAD_REQUEST = 400;
    private static final Pattern NEW_CHAT = Pattern.compile("\"migrate_to_chat_id\"\\s*:\\s*(-?\\d{1,19})");
    private static final Pattern RETRY_AFTER = Pattern.compile("\"retry_after\"\\s*:\\s*(\\d{1,9})");

    private final AlertTemplate template = AlertTemplate.of(TelegramKind.class, "message.mustache", Markup::html);

    TelegramKind(HttpKindParts parts) {
        super(parts);
    }

    @Override
    protected void sendMessage(Message message) {
        AlertText text = text(message);
        Optional<String> newChat = newChat(call(message, request(message, text)));
        if (newChat.isPresent()
                && newChat(call(message, request(message, text, newChat.get()))).isPresent()) {
            throw DeliveryException.permanent("the chat has another id now");
        }
    }

    /** Only the first of two answers may name another chat. */
    @Override
    protected boolean isAccepted(ReceiverResponse response) {
        return super.isAccepted(response) || newChat(response).isPresent();
    }

    private static Optional<String> newChat(ReceiverResponse response) {
        Matcher id = NEW_CHAT.matcher(response.body());
        return response.status() == BAD_REQUEST && id.find() ? Optional.of(id.group(1)) : Optional.empty();
    }

    @Override
    protected ReceiverRequest request(Message message, AlertText text) {
        return request(message, text, setting(message, "chat"));
    }

    private ReceiverRequest request(Message message, AlertText text, String chat) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("chat_id", chat);
        body.put("text", template.fill(text, MAX_MESSAGE_LENGTH));
        body.put("parse_mode", "HTML");
        body.put("link_preview_options", Map.of("is_disabled", true));
        if (message.config().get("topic") instanceof Integer topic) {
            body.put("message_thread_id", topic);
        }
        String path = "/bot" + setting(message, "token") + "/sendMessage";
        return ReceiverRequest.json("POST", below(setting(message, "base_url"), path), json(body));
    }

    @Override
    protected @Nullable Duration retryAfter(ReceiverResponse response) {
        Matcher seconds = RETRY_AFTER.matcher(response.body());
        return seconds.find() ? Duration.ofSeconds(Long.parseLong(seconds.group(1))) : super.retryAfter(response);
    }
}
