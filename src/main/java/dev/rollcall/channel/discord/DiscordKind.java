package dev.rollcall.channel.discord;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.Message;
import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.FieldType;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.channel.http.HttpKind;
import dev.rollcall.channel.http.HttpKindParts;
import dev.rollcall.channel.http.ReceiverRequest;
import dev.rollcall.channel.text.AlertText;
import dev.rollcall.channel.text.CleanText;
import dev.rollcall.channel.text.Markup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Posts to a Discord channel through a webhook, as one embed that mentions nobody. Discord accepts 256 characters in a
 * title, 4,096 in a description, 1,024 in a field and 6,000 in total.
 *
 * <p>Status 429 with Retry-After is retried. 401 and 404 are permanent: the webhook was deleted.
 *
 * @see <a href="https://discord.com/developers/docs/resources/webhook#execute-webhook">Execute Webhook</a>
 * @see <a href="https://discord.com/developers/docs/resources/message#embed-object-embed-limits">Embed Limits</a>
 */
@KindDefinition(
        name = "discord",
        summary = "posts to a Discord channel through a webhook",
        fields =
                @Field(
                        name = "url",
                        meaning = "the address of the webhook",
                        type = FieldType.URL,
                        required = true,
                        secret = true,
                        maxLength = 1_000))
class DiscordKind extends HttpKind {

    private static final int MAX_TITLE_LENGTH = 256;
    private static final int MAX_VALUE_LENGTH = 1_024;
    private static final int RED = 0xd33f49;
    private static final int AMBER = 0xf08c00;
    private static final int GREEN = 0x2f9e44;

    DiscordKind(HttpKindParts parts) {
        super(parts);
    }

    @Override
    protected ReceiverRequest request(Message message, AlertText text) {
        Map<String, Object> embed = new LinkedHashMap<>();
        embed.put("title", CleanText.cut(text.title(), MAX_TITLE_LENGTH, Markup::markdown));
        embed.put("url", text.link());
        embed.put("color", colour(text.severity()));
        embed.put("timestamp", message.at().toString());
        embed.put("fields", fields(text));
        if (!text.output().isEmpty()) {
            embed.put("description", "```\n" + Markup.fenced(text.output()) + "\n```");
        }
        embed.put("footer", Map.of("text", text.site()));
        return ReceiverRequest.json(
                "POST",
                setting(message, "url"),
                json(Map.of("embeds", List.of(embed), "allowed_mentions", Map.of("parse", List.of()))));
    }

    private static int colour(Alert.Severity severity) {
        return switch (severity) {
            case DOWN -> RED;
            case LATE -> AMBER;
            case UP -> GREEN;
        };
    }

    private static List<Map<String, Object>> fields(AlertText text) {
        List<Map<String, Object>> fields = new ArrayList<>();
        text.facts()
                .forEach(fact -> fields.add(
                        field(fact.label(), CleanText.cut(fact.value(), MAX_VALUE_LENGTH, Markup::markdown), true)));
        if (!text.acknowledgeLink().isEmpty()) {
            fields.add(field(text.acknowledgeLabel(), text.acknowledgeLink(), false));
        }
        return fields;
    }

    private static Map<String, Object> field(String name, String value, boolean isInline) {
        return Map.of("name", name, "value", value, "inline", isInline);
    }
}
