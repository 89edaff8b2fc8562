package dev.rollcall.channel.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.channel.ChannelKind;
import dev.rollcall.channel.SampleAlert;
import dev.rollcall.channel.SampleNotice;
import dev.rollcall.channel.http.HttpKindContract;
import dev.rollcall.channel.http.HttpKindParts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PagerDutyKindTest extends HttpKindContract {

    @Override
    protected ChannelKind kind(HttpKindParts parts) {
        return new PagerDutyKind(parts);
    }

    @Override
    protected Map<String, Object> fields() {
        return Map.of("base_url", receiver.url(""), "key", "0123456789abcdef0123456789ABCDEF");
    }

    @Override
    protected String schema() {
        return """
                {
                  "type": "object",
                  "required": ["routing_key", "event_action", "dedup_key"],
                  "additionalProperties": false,
                  "properties": {
                    "routing_key": {"type": "string", "minLength": 32, "maxLength": 32},
                    "event_action": {"enum": ["trigger", "resolve"]},
                    "dedup_key": {"type": "string", "pattern": "^rollcall-[0-9a-f]{32,40}$", "maxLength": 255},
                    "client": {"type": "string"},
                    "client_url": {"type": "string"},
                    "links": {"items": {"required": ["href"], "properties": {"href": {"pattern": "^https://"}}}},
                    "payload": {
                      "type": "object",
                      "required": ["summary", "source", "severity"],
                      "additionalProperties": false,
                      "properties": {
                        "summary": {"type": "string", "minLength": 1, "maxLength": 1024},
                        "source": {"type": "string", "minLength": 1},
                        "severity": {"enum": ["critical", "error", "warning", "info"]},
                        "timestamp": {"const": "2026-03-01T12:00:00Z"},
                        "custom_details": {"type": "object", "additionalProperties": {"type": "string"}}
                      }
                    }
                  }
                }
                """;
    }

    @Override
    protected int accepted() {
        return 202;
    }

    @Override
    protected List<Integer> lasting() {
        return List.of(400, 401, 403);
    }

    @Test
    void upResolvesWhatDownTriggered() {
        assertThat(down("backup", "disk full").path()).isEqualTo("/v2/enqueue");
        JsonNode trigger = body();
        up("renamed");
        JsonNode resolve = body();

        assertThat(trigger.get("event_action").asString()).isEqualTo("trigger");
        assertThat(trigger.get("payload").get("summary").asString()).isEqualTo("DOWN: backup");
        assertThat(trigger.get("payload")
                        .get("custom_details")
                        .get("Last lines of output")
                        .asString())
                .isEqualTo("disk full");
        assertThat(resolve.get("event_action").asString()).isEqualTo("resolve");
        assertThat(resolve.get("dedup_key"))
                .isEqualTo(trigger.get("dedup_key"))
                .hasToString("\"rollcall-" + SampleAlert.UNIQUE_KEY + "\"");
    }

    @Test
    void aChannelThatFailsIsAWarningThatEndsWithItsRecovery() {
        send(SampleNotice.failing(config(), "ops"));
        JsonNode trigger = body();
        send(SampleNotice.working(config(), "ops"));
        JsonNode resolve = body();

        assertThat(trigger.get("event_action").asString()).isEqualTo("trigger");
        assertThat(trigger.get("payload").get("severity").asString()).isEqualTo("warning");
        assertThat(resolve.get("event_action").asString()).isEqualTo("resolve");
        assertThat(resolve.get("dedup_key"))
                .isEqualTo(trigger.get("dedup_key"))
                .hasToString("\"rollcall-" + SampleNotice.SUBJECT + "\"");
    }
}
