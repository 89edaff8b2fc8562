package dev.rollcall.channel.pushover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.channel.ChannelKind;
import dev.rollcall.channel.SampleAlert;
import dev.rollcall.channel.SampleNotice;
import dev.rollcall.channel.http.HttpKindContract;
import dev.rollcall.channel.http.HttpKindParts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import testing.Receiver;

class PushoverKindTest extends HttpKindContract {

    @Override
    protected ChannelKind kind(HttpKindParts parts) {
        return new PushoverKind(parts);
    }

    @Override
    protected Map<String, Object> fields() {
        return Map.of(
                "base_url",
                receiver.url(""),
                "token",
                "123456789012345678901234567890",
                "user",
                "123456789012345678901234567890",
                "priority",
                2);
    }

    @Override
    protected String schema() {
        return """
                {
                  "oneOf": [
                    {
                      "type": "object",
                      "required": ["token", "user", "message"],
                      "additionalProperties": false,
                      "properties": {
                        "token": {"pattern": "^[A-Za-z0-9]{30}$"},
                        "user": {"pattern": "^[A-Za-z0-9]{30}$"},
                        "message": {"type": "string", "minLength": 1, "maxLength": 1024},
                        "title": {"type": "string", "maxLength": 250},
                        "url": {"type": "string", "maxLength": 512},
                        "url_title": {"type": "string", "maxLength": 100},
                        "timestamp": {"const": "1772366400"},
                        "priority": {"enum": ["-2", "-1", "0", "1", "2"]},
                        "retry": {"const": "60"},
                        "expire": {"const": "3600"},
                        "tags": {"type": "string"}
                      },
                      "if": {"properties": {"priority": {"const": "2"}}, "required": ["priority"]},
                      "then": {"required": ["retry", "expire"]}
                    },
                    {
                      "type": "object",
                      "required": ["token"],
                      "additionalProperties": false,
                      "properties": {"token": {"pattern": "^[A-Za-z0-9]{30}$"}}
                    }
                  ]
                }
                """;
    }

    @Override
    protected int accepted() {
        return 200;
    }

    @Override
    protected List<Integer> lasting() {
        return List.of(400, 401, 404);
    }

    @Test
    void anEmergencyIsRepeatedUntilItIsConfirmedOrTheCheckIsUp() {
        assertThat(down("backup", "disk full").path()).isEqualTo("/1/messages.json");
        assertThat(body().get("title").asString()).isEqualTo("DOWN: backup");
        assertThat(body().get("message").asString()).startsWith("Since: 2026-03-01 12:00:00 UTC\n");
        assertThat(body().get("priority").asString()).isEqualTo("2");

        String tag = body().get("tags").asString();
        assertThat(tag).isEqualTo("rollcall-" + SampleAlert.UNIQUE_KEY);

        up("backup");
        assertThat(receiver.received())
                .extracting(Receiver.Received::path)
                .containsExactly("/1/messages.json", "/1/receipts/cancel_by_tag/" + tag + ".json", "/1/messages.json");
        assertThat(body().has("priority")).isFalse();
    }

    /** Nothing would end it: a notice has no recovery. */
    @Test
    void aNoticeIsNoEmergency() {
        send(SampleNotice.down(config(), "backup"));
        assertThat(body().get("priority").asString()).isEqualTo("1");
        assertThat(body().has("retry")).isFalse();
    }

    @Test
    void lateEndsNoEmergency() {
        late();
        assertThat(receiver.received()).extracting(Receiver.Received::path).containsExactly("/1/messages.json");
    }
}
