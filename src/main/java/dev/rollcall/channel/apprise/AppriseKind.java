package dev.rollcall.channel.apprise;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.Severity;
import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.FieldType;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.channel.http.HttpKind;
import dev.rollcall.channel.http.HttpKindParts;
import dev.rollcall.channel.http.ReceiverRequest;
import dev.rollcall.channel.http.ReceiverResponse;
import dev.rollcall.channel.text.AlertTemplate;
import dev.rollcall.channel.text.AlertText;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sends alerts through an Apprise API server, which reaches about a hundred services more. The addresses of the services
 * stay in the server's own configuration.
 *
 * <p>Only 200 means that all were reached. 204 (no such configuration) and 424 (a service failed) pass, because a person
 * can mend both at the server.
 *
 * @see <a href="https://github.com/caronc/apprise-api#persistent-stateful-storage-solution">Apprise API</a>
 */
@KindDefinition(
        name = "apprise",
        summary = "sends alerts through an Apprise API server, to about a hundred services",
        fields = {
            @Field(
                    name = "base_url",
                    meaning = "the address of the server",
                    type = FieldType.URL,
                    required = true,
                    maxLength = 1_000),
            @Field(
                    name = "key",
                    meaning = "the key of a configuration there",
                    required = true,
                    secret = true,
                    pattern = "[A-Za-z0-9_-]{1,128}"),
            @Field(name = "tags", meaning = "only services with these tags")
        })
class AppriseKind extends HttpKind {

    private static final int OK = 200;

    private final AlertTemplate template = AlertTemplate.plain();

    AppriseKind(HttpKindParts parts) {
        super(parts);
    }

    @Override
    protected ReceiverRequest request(Alert alert, AlertText text) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("title", text.title());
        message.put("body", template.fill(text));
        message.put("type", type(text.severity()));
        message.put("format", "text");
        if (!setting(alert, "tags").isEmpty()) {
            message.put("tag", setting(alert, "tags"));
        }
        String path = "/notify/" + setting(alert, "key");
        return ReceiverRequest.json("POST", below(setting(alert, "base_url"), path), json(message));
    }

    @Override
    protected boolean isAccepted(ReceiverResponse response) {
        return response.status() == OK;
    }

    private static String type(Severity severity) {
        return switch (severity) {
            case DOWN -> "failure";
            case LATE -> "warning";
            case UP -> "success";
        };
    }
}
