package dev.rollcall.channel.apprise;

import dev.rollcall.channel.Alert;
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
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sends alerts through an Apprise API server, which reaches about a hundred more services. The addresses of the
 * services stay in the server's own configuration.
 *
 * <p>Only 200 means that all were reached. 204 (no such configuration) and 424 (a service failed) are retried, because
 * a person can mend both at the server.
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
    protected ReceiverRequest request(Message message, AlertText text) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("title", text.title());
        body.put("body", template.fill(text));
        body.put("type", type(text.severity()));
        body.put("format", "text");
        if (!setting(message, "tags").isEmpty()) {
            body.put("tag", setting(message, "tags"));
        }
        String path = "/notify/" + setting(message, "key");
        return ReceiverRequest.json("POST", below(setting(message, "base_url"), path), json(body));
    }

    @Override
    protected boolean isAccepted(ReceiverResponse response) {
        return response.status() == OK;
    }

    private static String type(Alert.Severity severity) {
        return switch (severity) {
            case DOWN -> "failure";
            case LATE -> "warning";
            case UP -> "success";
        };
    }
}
