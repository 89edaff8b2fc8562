package dev.rollcall.channel.slack;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.Message;
import dev.rollcall.channel.http.HttpKind;
import dev.rollcall.channel.http.HttpKindParts;
import dev.rollcall.channel.http.ReceiverRequest;
import dev.rollcall.channel.text.AlertText;
import dev.rollcall.channel.text.Markup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A chat with incoming webhooks in the format of Slack: a line of text, and an attachment with the facts. */
public abstract class SlackCompatibleKind extends HttpKind {

    private static final String RED = "#d33f49";
    private static final String AMBER = "#f08c00";
    private static final String GREEN = "#2f9e44";

    protected SlackCompatibleKind(HttpKindParts parts) {
        super(parts);
    }

    /** Escapes a text, so that it can neither format nor mention. */
    protected abstract String escaped(String text);

    @Override
    protected ReceiverRequest request(Message message, AlertText text) {
        Map<String, Object> attachment = new LinkedHashMap<>();
        attachment.put("fallback", escaped(text.title()));
        attachment.put("color", colour(text.severity()));
        attachment.put("title", text.openLabel());
        attachment.put("title_link", text.link());
        attachment.put("fields", fields(text));
        if (!text.output().isEmpty()) {
            attachment.put("text", "```\n" + code(Markup.fenced(text.output())) + "\n```");
            attachment.put("mrkdwn_in", List.of("text"));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        String room = setting(message, "room");
        if (!room.isEmpty()) {
            body.put("channel", room);
        }
        body.put("text", escaped(text.title()));
        body.put("attachments", List.of(attachment));
        return ReceiverRequest.json("POST", setting(message, "url"), json(body));
    }

    /** Escapes a text inside a block of code. */
    protected String code(String text) {
        return text;
    }

    private static String colour(Alert.Severity severity) {
        return switch (severity) {
            case DOWN -> RED;
            case LATE -> AMBER;
            case UP -> GREEN;
        };
    }

    private List<Map<String, Object>> fields(AlertText text) {
        List<Map<String, Object>> fields = new ArrayList<>();
        text.facts().forEach(fact -> fields.add(field(fact.label(), escaped(fact.value()), true)));
        if (!text.acknowledgeLink().isEmpty()) {
            fields.add(field(text.acknowledgeLabel(), text.acknowledgeLink(), false));
        }
        return fields;
    }

    private static Map<String, Object> field(String title, String value, boolean isShort) {
        return Map.of("title", title, "value", value, "short", isShort);
    }
}
