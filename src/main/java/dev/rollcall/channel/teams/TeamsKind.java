package dev.rollcall.channel.teams;

import dev.rollcall.channel.Alert;
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
 * Posts an Adaptive Card to Microsoft Teams through the webhook of a workflow. A message has at most 28 KB. The
 * workflow answers 202.
 *
 * <p>Status 429 with Retry-After is retried. 400, 401, 403 and 404 are permanent: the workflow was deleted or switched
 * off.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using">Create
 *     and send messages</a>
 * @see <a href="https://adaptivecards.io/explorer/">the schema of Adaptive Cards</a>
 */
@KindDefinition(
        name = "teams",
        summary = "posts to a Microsoft Teams channel or chat through the webhook of a workflow",
        fields =
                @Field(
                        name = "url",
                        meaning = "the address of the workflow's webhook",
                        type = FieldType.URL,
                        required = true,
                        secret = true,
                        maxLength = 2_000))
class TeamsKind extends HttpKind {

    TeamsKind(HttpKindParts parts) {
        super(parts);
    }

    @Override
    protected ReceiverRequest request(Message message, AlertText text) {
        Map<String, Object> card = Map.of(
                "$schema",
                "http://adaptivecards.io/schemas/adaptive-card.json",
                "type",
                "AdaptiveCard",
                "version",
                "1.4",
                "msteams",
                Map.of("width", "Full"),
                "body",
                body(text),
                "actions",
                actions(text));
        Map<String, Object> body = Map.of(
                "type",
                "message",
                "attachments",
                List.of(Map.of("contentType", "application/vnd.microsoft.card.adaptive", "content", card)));
        return ReceiverRequest.json("POST", setting(message, "url"), json(body));
    }

    private static List<Map<String, Object>> actions(AlertText text) {
        List<Map<String, Object>> actions = new ArrayList<>();
        if (!text.acknowledgeLink().isEmpty()) {
            actions.add(action(text.acknowledgeLabel(), text.acknowledgeLink()));
        }
        actions.add(action(text.openLabel(), text.link()));
        return actions;
    }

    private static Map<String, Object> action(String title, String url) {
        return Map.of("type", "Action.OpenUrl", "title", title, "url", url);
    }

    private static List<Map<String, Object>> body(AlertText text) {
        List<Map<String, Object>> body = new ArrayList<>();
        body.add(Map.of(
                "type",
                "TextBlock",
                "text",
                Markup.markdown(text.title()),
                "size",
                "Large",
                "weight",
                "Bolder",
                "color",
                colour(text.severity()),
                "wrap",
                true));
        body.add(Map.of(
                "type",
                "FactSet",
                "facts",
                text.facts().stream()
                        .map(fact -> Map.of("title", fact.label(), "value", Markup.markdown(fact.value())))
                        .toList()));
        if (!text.output().isEmpty()) {
            body.add(Map.of("type", "TextBlock", "text", text.outputLabel(), "isSubtle", true, "wrap", true));
            // One block a line: in Markdown a single line break is a space.
            text.output()
                    .lines()
                    .map(line -> Map.<String, Object>of(
                            "type",
                            "TextBlock",
                            "text",
                            Markup.markdown(line),
                            "fontType",
                            "Monospace",
                            "spacing",
                            "None",
                            "wrap",
                            true))
                    .forEach(body::add);
        }
        return body;
    }

    private static String colour(Alert.Severity severity) {
        return switch (severity) {
            case DOWN -> "Attention";
            case LATE -> "Warning";
            case UP -> "Good";
        };
    }
}
