package dev.rollcall.channel.gotify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.channel.ChannelKind;
import dev.rollcall.channel.http.HttpKindContract;
import dev.rollcall.channel.http.HttpKindParts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import testing.Receiver;

class GotifyKindTest extends HttpKindContract {

    @Override
    protected ChannelKind kind(HttpKindParts parts) {
        return new GotifyKind(parts);
    }

    @Override
    protected Map<String, Object> fields() {
        return Map.of("base_url", receiver.url("/gotify/"), "token", "A.secret");
    }

    @Override
    protected String schema() {
        return """
                {
                  "type": "object",
                  "required": ["message"],
                  "additionalProperties": false,
                  "properties": {
                    "title": {"type": "string", "minLength": 1},
                    "message": {"type": "string", "minLength": 1},
                    "priority": {"type": "integer", "minimum": 0, "maximum": 10},
                    "extras": {"type": "object", "propertyNames": {"pattern": "^client::(display|notification)$"}}
                  }
                }
                """;
    }

    @Override
    protected int accepted() {
        return 200;
    }

    @Override
    protected List<Integer> lasting() {
        return List.of(400, 401, 403, 404);
    }

    @Test
    void theTokenIsInAHeaderAndNotInTheAddress() {
        Receiver.Received request = down("backup", "disk full");

        assertThat(request.method() + " " + request.path()).isEqualTo("POST /gotify/message");
        assertThat(request.headers()).containsEntry("X-Gotify-Key", "A.secret");
        assertThat(body().get("title").asString()).isEqualTo("DOWN: backup");
        assertThat(body().get("priority").asInt()).isEqualTo(8);
        assertThat(body().get("message").asString())
                .contains("Last lines of output:\ndisk full\n\nAcknowledge: https://");
    }
}
