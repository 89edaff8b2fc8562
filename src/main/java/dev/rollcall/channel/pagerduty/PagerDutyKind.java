package dev.rollcall.channel.pagerduty;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.Message;
import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.FieldType;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.channel.http.HttpKindParts;
import dev.rollcall.channel.http.IncidentKind;
import dev.rollcall.channel.http.ReceiverRequest;
import dev.rollcall.channel.text.AlertText;
import dev.rollcall.channel.text.CleanText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Triggers an alert of PagerDuty when a check is down, and resolves it when the check is up again. Both have the same
 * key, which is not the check's id. A summary has at most 1,024 characters, a key 255.
 *
 * <p>PagerDuty answers 202. Status 429 and 5xx are retried. 400 is permanent: the event or the integration key is not
 * valid.
 *
 * @see <a href="https://developer.pagerduty.com/docs/send-alert-event">Send an Alert Event</a>
 * @see <a href="https://developer.pagerduty.com/docs/events-api-v2-overview">Events API v2</a>
 */
@KindDefinition(
        name = "pagerduty",
        summary = "triggers and resolves an alert of PagerDuty",
        hasDigest = false,
        fields = {
            @Field(
                    name = "key",
                    meaning = "the integration key of Events API v2",
                    required = true,
                    secret = true,
                    pattern = "[A-Za-z0-9]{32}"),
            @Field(
                    name = "severity",
                    meaning = "the severity of the alert",
                    oneOf = {"critical", "error", "warning", "info"},
                    fallback = "error"),
            @Field(
                    name = "base_url",
                    meaning = "where the API is: https://events.eu.pagerduty.com for accounts in the EU",
                    type = FieldType.URL,
                    maxLength = 1_000,
                    fallback = "https://events.pagerduty.com")
        })
class PagerDutyKind extends IncidentKind {

    private static final int MAX_SUMMARY_LENGTH = 1_024;

    PagerDutyKind(HttpKindParts parts) {
        super(parts);
    }

    @Override
    protected ReceiverRequest request(Message message, AlertText text) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("routing_key", setting(message, "key"));
        event.put("event_action", text.isDown() ? "trigger" : "resolve");
        event.put("dedup_key", "rollcall-" + message.subject());
        event.put("payload", payload(message, text));
        event.put("links", links(text));
        event.put("client", text.site());
        event.put("client_url", text.link());
        return ReceiverRequest.json("POST", below(setting(message, "base_url"), "/v2/enqueue"), json(event));
    }

    private static List<Map<String, String>> links(AlertText text) {
        Map<String, String> open = Map.of("href", text.link(), "text", text.openLabel());
        return text.acknowledgeLink().isEmpty()
                ? List.of(open)
                : List.of(Map.of("href", text.acknowledgeLink(), "text", text.acknowledgeLabel()), open);
    }

    private static Map<String, Object> payload(Message message, AlertText text) {
        Map<String, String> details = new LinkedHashMap<>();
        text.facts().forEach(fact -> details.put(fact.label(), fact.value()));
        if (!text.output().isEmpty()) {
            details.put(text.outputLabel(), text.output());
        }
        return Map.of(
                "summary",
                CleanText.cut(text.title(), MAX_SUMMARY_LENGTH),
                "source",
                text.name(),
                "severity",
                message instanceof Alert ? setting(message, "severity") : "warning",
                "timestamp",
                message.at().toString(),
                "custom_details",
                details);
    }
}
