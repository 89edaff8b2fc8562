package dev.rollcall.channel.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.channel.ChannelKind;
import dev.rollcall.channel.SampleNotice;
import dev.rollcall.channel.http.HttpKindContract;
import dev.rollcall.channel.http.HttpKindParts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import testing.Receiver;
import tools.jackson.databind.JsonNode;

class AlertmanagerKindTest extends HttpKindContract {

    @Override
    protected ChannelKind kind(HttpKindParts parts) {
        return new AlertmanagerKind(parts);
    }

    @Override
    protected Map<String, Object> fields() {
        return Map.of("base_url", receiver.url("/am/"), "severity", "warning");
    }

    @Override
    protected String schema() {
        return """
                {
                  "type": "array",
                  "items": {
                    "type": "object",
                    "required": ["labels"],
                    "additionalProperties": false,
                    "properties": {
                      "labels": {
                        "type": "object",
                        "required": ["alertname"],
                        "propertyNames": {"pattern": "^[a-zA-Z_][a-zA-Z0-9_]*$"},
                        "additionalProperties": {"type": "string", "minLength": 1}
                      },
                      "annotations": {
                        "type": "object",
                        "propertyNames": {"pattern": "^[a-zA-Z_][a-zA-Z0-9_]*$"},
                        "additionalProperties": {"type": "string"}
                      },
                      "startsAt": {"type": "string"},
                      "endsAt": {"type": "string"},
                      "generatorURL": {"type": "string"}
                    }
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
        return List.of(400, 401, 404);
    }

    @Test
    void upHasTheLabelsOfDownAndItsEnd() {
        Receiver.Received request = down("backup", "disk full");
        JsonNode down = body().get(0);
        up("renamed");
        JsonNode up = body().get(0);

        assertThat(request.method() + " " + request.path()).isEqualTo("POST /am/api/v2/alerts");
        assertThat(down.get("startsAt").asString()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(down.get("endsAt").asString()).isEqualTo("2027-03-01T12:00:00Z");
        assertThat(down.get("annotations").get("summary").asString()).isEqualTo("DOWN: backup");
        assertThat(up.get("labels")).isEqualTo(down.get("labels"));
        assertThat(down.get("annotations").get("check").asString()).isEqualTo("backup");
        assertThat(up.get("annotations").get("check").asString()).isEqualTo("renamed");
        assertThat(up.get("endsAt").asString()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(up.has("startsAt")).isFalse();
    }

    @Test
    void aChannelThatFailsIsAWarningThatEndsWithItsRecovery() {
        send(SampleNotice.failing(config(), "ops"));
        JsonNode fired = body().get(0);
        send(SampleNotice.working(config(), "ops"));
        JsonNode ended = body().get(0);

        assertThat(fired.get("labels").get("alertname").asString()).isEqualTo("RollcallChannelFails");
        assertThat(fired.get("labels").get("severity").asString()).isEqualTo("warning");
        assertThat(ended.get("labels")).isEqualTo(fired.get("labels"));
        assertThat(ended.get("endsAt").asString()).isEqualTo("2026-03-01T12:00:00Z");
    }
}
