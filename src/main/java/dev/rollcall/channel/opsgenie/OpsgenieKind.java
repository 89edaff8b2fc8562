package dev.rollcall.channel.opsgenie;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.Message;
import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.FieldType;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.channel.http.HttpKindParts;
import dev.rollcall.channel.http.IncidentKind;
import dev.rollcall.channel.http.ReceiverRequest;
import dev.rollcall.channel.text.AlertTemplate;
import dev.rollcall.channel.text.AlertText;
import dev.rollcall.channel.text.CleanText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Creates an alert of Opsgenie or Jira Service Management when a check is down, and closes it when the check is up
 * again. Both have the same alias, which is not the check's id. A message has at most 130 characters, a description
 * 15,000, a source 100, a tag 50, an alias 512, and there are at most 20 tags.
 *
 * <p>Both answer 202. Status 429 and 5xx are retried. 401, 403 and 422 are permanent.
 *
 * @see <a href="https://docs.opsgenie.com/docs/alert-api">Opsgenie Alert API</a>
 * @see <a
 *     href="https://developer.atlassian.com/cloud/jira/service-desk-ops/rest/v2/api-group-integration-events/">Integration
 *     events of Jira Service Management</a>
 */
@KindDefinition(
        name = "opsgenie",
        summary = "creates and closes an alert of Opsgenie or Jira Service Management",
        hasDigest = false,
        fields = {
            @Field(name = "key", meaning = "the key of an API integration", required = true, secret = true),
            @Field(
                    name = "priority",
                    meaning = "the priority of the alert",
                    oneOf = {"P1", "P2", "P3", "P4", "P5"},
                    fallback = "P3"),
            @Field(
                    name = "base_url",
                    meaning = "where the API is: https://api.eu.opsgenie.com in the EU, or Jira Service Management",
                    type = FieldType.URL,
                    maxLength = 1_000,
                    fallback = "https://api.opsgenie.com")
        })
class OpsgenieKind extends IncidentKind {

    private static final int MAX_MESSAGE_LENGTH = 130;
    private static final int MAX_DESCRIPTION_LENGTH = 15_000;
    private static final int MAX_SOURCE_LENGTH = 100;
    private static final int MAX_TAG_LENGTH = 50;
    private static final int MAX_TAGS = 20;
    /** The priority of a message that is not about a check. */
    private static final String LOW = "P4";

    private final AlertTemplate template = AlertTemplate.plain();

    OpsgenieKind(HttpKindParts parts) {
        super(parts);
    }

    @Override
    protected ReceiverRequest request(Message message, AlertText text) {
        String alias = "rollcall-" + message.subject();
        String alerts = below(setting(message, "base_url"), "/v2/alerts");
        var request = text.isDown()
                ? ReceiverRequest.json("POST", alerts, json(created(message, text, alias)))
                : ReceiverRequest.json(
                        "POST",
                        alerts + "/" + alias + "/close?identifierType=alias",
                        json(Map.of("source", source(text), "note", text.title())));
        return request.with("Authorization", "GenieKey " + setting(message, "key"));
    }

    private Map<String, Object> created(Message message, AlertText text, String alias) {
        Map<String, String> details = new LinkedHashMap<>();
        text.facts().forEach(fact -> details.put(fact.label(), fact.value()));
        List<String> tags = message.tags().stream()
                .map(CleanText::oneLine)
                .map(tag -> CleanText.cut(tag, MAX_TAG_LENGTH))
                .limit(MAX_TAGS)
                .toList();
        return Map.of(
                "message",
                CleanText.cut(text.title(), MAX_MESSAGE_LENGTH),
                "alias",
                alias,
                "description",
                template.fill(text, MAX_DESCRIPTION_LENGTH),
                "details",
                details,
                "tags",
                tags,
                "source",
                source(text),
                "priority",
                message instanceof Alert ? setting(message, "priority") : LOW);
    }

    private static String source(AlertText text) {
        return CleanText.cut(text.site(), MAX_SOURCE_LENGTH);
    }
}
