package dev.rollcall.channel.googlechat;

import dev.rollcall.channel.Message;
import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.FieldType;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.channel.http.HttpKind;
import dev.rollcall.channel.http.HttpKindParts;
import dev.rollcall.channel.http.ReceiverRequest;
import dev.rollcall.channel.text.AlertText;
import dev.rollcall.channel.text.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Posts a card to a space of Google Chat through an incoming webhook. A message has at most 32,000 bytes.
 *
 * <p>Status 429 is retried. 400, 401, 403 and 404 are permanent: the webhook was deleted.
 *
 * @see <a href="https://developers.google.com/workspace/chat/quickstart/webhooks">Build an app with webhooks</a>
 * @see <a href="https://developers.google.com/workspace/chat/api/reference/rest/v1/cards">Cards v2</a>
 */
@KindDefinition(
        name = "googlechat",
        summary = "posts to a space of Google Chat through an incoming webhook",
        fields =
                @Field(
                        name = "url",
                        meaning = "the address of the incoming webhook",
                        type = FieldType.URL,
                        required = true,
                        secret = true,
                        maxLength = 1_000))
class GoogleChatKind extends HttpKind {

    GoogleChatKind(HttpKindParts parts) {
        super(parts);
    }

    @Override
    protected ReceiverRequest request(Message message, AlertText text) {
        List<Map<String, Object>> widgets = new ArrayList<>();
        text.facts()
                .forEach(fact -> widgets.add(Map.of(
                        "decoratedText",
                        Map.of("topLabel", fact.label(), "text", Markup.html(fact.value()), "wrapText", true))));
        if (!text.output().isEmpty()) {
            String lines =
                    Markup.html(text.outputLabel() + "\n" + text.output()).replace("\n", "<br>");
            widgets.add(Map.of("textParagraph", Map.of("text", lines)));
        }
        List<Map<String, Object>> buttons = new ArrayList<>();
        if (!text.acknowledgeLink().isEmpty()) {
            buttons.add(button(text.acknowledgeLabel(), text.acknowledgeLink()));
        }
        buttons.add(button(text.openLabel(), text.link()));
        widgets.add(Map.of("buttonList", Map.of("buttons", buttons)));
        Map<String, Object> card = Map.of(
                "header",
                Map.of("title", text.title(), "subtitle", text.site()),
                "sections",
                List.of(Map.of("widgets", widgets)));
        Map<String, Object> body = Map.of(
                "text",
                unlinked(text.title()),
                "cardsV2",
                List.of(Map.of("cardId", message.id().toString(), "card", card)));
        return ReceiverRequest.json("POST", setting(message, "url"), json(body));
    }

    private static Map<String, Object> button(String text, String url) {
        return Map.of("text", text, "onClick", Map.of("openLink", Map.of("url", url)));
    }

    /** The text of notifications. It has no escapes, and angle brackets would mention people: {@code <users/all>}. */
    private static String unlinked(String text) {
        return text.replace('<', '‹').replace('>', '›');
    }
}
