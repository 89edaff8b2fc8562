package dev.rollcall.channel.alertmanager;

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
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends alerts to Prometheus Alertmanager, which groups, silences and routes them. The labels of a check stay the same,
 * so up resolves what down has fired. Alertmanager resolves an alert without an end after its {@code resolve_timeout},
 * so down has an end in a year.
 *
 * <p>Alertmanager answers 200. 400 is permanent; 5xx is retried.
 *
 * @see <a
 *     href="https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml">openapi.yaml of its API v2</a>
 * @see <a href="https://prometheus.io/docs/alerting/latest/clients/">Sending alerts</a>
 */
@KindDefinition(
        name = "alertmanager",
        summary = "sends alerts to Prometheus Alertmanager",
        hasDigest = false,
        fields = {
            @Field(
                    name = "base_url",
                    meaning = "the address of Alertmanager, which may hold user and password",
                    type = FieldType.URL,
                    required = true,
                    secret = true,
                    maxLength = 1_000),
            @Field(
                    name = "severity",
                    meaning = "the label severity",
                    oneOf = {"critical", "warning", "info"},
                    fallback = "critical")
        })
class AlertmanagerKind extends IncidentKind {

    private static final Duration FIRING = Duration.ofDays(365);

    private final AlertTemplate template = AlertTemplate.plain();

    AlertmanagerKind(HttpKindParts parts) {
        super(parts);
    }

    @Override
    protected ReceiverRequest request(Message message, AlertText text) {
        Map<String, Object> sent = new LinkedHashMap<>();
        sent.put("labels", labels(message));
        sent.put("annotations", annotations(message, text));
        if (text.isDown()) {
            sent.put("startsAt", message.at().toString());
            sent.put("endsAt", message.now().plus(FIRING).toString());
        } else {
            sent.put("endsAt", message.at().toString());
        }
        sent.put("generatorURL", text.link());
        return ReceiverRequest.json("POST", below(setting(message, "base_url"), "/api/v2/alerts"), json(List.of(sent)));
    }

    private Map<String, String> annotations(Message message, AlertText text) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("summary", text.title());
        annotations.put("description", template.fill(text));
        String slug =
                message instanceof Alert alert ? CleanText.oneLine(alert.check().slug()) : "";
        if (!slug.isEmpty()) {
            annotations.put("check", slug);
        }
        return annotations;
    }

    /**
     * They identify the alert, so none may change between down and up. The name, the slug and the tags of a check can
     * change, so the labels have its key, which cannot. The severity changes only if a person edits the channel.
     */
    private static Map<String, String> labels(Message message) {
        if (!(message instanceof Alert alert)) {
            return Map.of("alertname", "RollcallChannelFails", "channel_key", message.subject(), "severity", "warning");
        }
        return Map.of(
                "alertname", "RollcallCheckDown", "check_key", alert.subject(), "severity", setting(alert, "severity"));
    }
}
