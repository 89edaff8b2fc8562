package dev.rollcall.channel.matrix;

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
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sends a message to a Matrix room. The transaction id is that of the delivery, so the server drops a repeated message.
 * An event has at most 65,536 bytes.
 *
 * <p>Status 429 is retried after the time that it names. 401 (token), 403 (not a member of the room) and 404 are
 * permanent.
 *
 * @see <a
 *     href="https://spec.matrix.org/v1.11/client-server-api/#put_matrixclientv3roomsroomidsendeventtypetxnid">Client-Server
 *     API</a>
 * @see <a href="https://spec.matrix.org/v1.11/client-server-api/#rate-limiting">Rate limiting</a>
 */
@KindDefinition(
        name = "matrix",
        summary = "sends a message to a Matrix room",
        fields = {
            @Field(
                    name = "base_url",
                    meaning = "the address of the homeserver",
                    type = FieldType.URL,
                    required = true,
                    maxLength = 1_000),
            @Field(name = "token", meaning = "the access token of a user in the room", required = true, secret = true),
            @Field(name = "room", meaning = "the id of the room", required = true, pattern = "![^\\s/?#]+")
        })
class MatrixKind extends HttpKind {

    private static final Pattern RETRY_AFTER_MILLIS = Pattern.compile("\"retry_after_ms\"\\s*:\\s*(\\d{1,12})");

    private final AlertTemplate html = AlertTemplate.of(MatrixKind.class, "message.mustache", Markup::html);
    private final AlertTemplate plain = AlertTemplate.plain();

    MatrixKind(HttpKindParts parts) {
        super(parts);
    }

    @Override
    protected ReceiverRequest request(Message message, AlertText text) {
        Map<String, Object> body = Map.of(
                "msgtype",
                "m.text",
                "body",
                text.title() + "\n" + plain.fill(text),
                "format",
                "org.matrix.custom.html",
                "formatted_body",
                html.fill(text),
                // Mentions nobody, whatever the name of the check is.
                "m.mentions",
                Map.of());
        String path = "/_matrix/client/v3/rooms/" + ReceiverRequest.encoded(setting(message, "room"))
                + "/send/m.room.message/" + message.id();
        return ReceiverRequest.json("PUT", below(setting(message, "base_url"), path), json(body))
                .with("Authorization", "Bearer " + setting(message, "token"));
    }

    @Override
    protected @Nullable Duration retryAfter(ReceiverResponse response) {
        Matcher millis = RETRY_AFTER_MILLIS.matcher(response.body());
        return millis.find() ? Duration.ofMillis(Long.parseLong(millis.group(1))) : super.retryAfter(response);
    }
}
