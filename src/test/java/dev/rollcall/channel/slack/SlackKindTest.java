package dev.rollcall.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.channel.ChannelKind;
import dev.rollcall.channel.http.HttpKindContract;
import dev.rollcall.channel.http.HttpKindParts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import testing.Receiver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SlackKindTest extends HttpKindContract {

    @Override
    protected ChannelKind kind(HttpKindParts parts) {
        return new SlackKind(parts);
    }

    @Override
    protected Map<String, Object> fields() {
        return Map.of("url", receiver.url("/services/T0/B0/token"));
    }

    @Override
    protected String schema() {
        return """
                {
                  "type": "object",
                  "required": ["text", "attachments"],
                  "additionalProperties": false,
                  "properties": {
                    "channel": {"type": "string"},
                    "text": {"type": "string", "minLength": 1, "maxLength": 4000},
                    "attachments": {
                      "type": "array", "minItems": 1, "maxItems": 20,
                      "items": {
                        "type": "object",
                        "required": ["fallback", "color"],
                        "additionalProperties": false,
                        "properties": {
                          "fallback": {"type": "string"},
                          "color": {"pattern": "^#[0-9a-f]{6}$"},
                          "title": {"type": "string"},
                          "title_link": {"type": "string", "pattern": "^https://"},
                          "text": {"type": "string", "maxLength": 8000},
                          "mrkdwn_in": {"const": ["text"]},
                          "fields": {
                            "type": "array",
                            "items": {
                              "type": "object",
                              "required": ["title", "value", "short"],
                              "additionalProperties": false,
                              "properties": {
                                "title": {"type": "string"},
                                "value": {"type": "string", "maxLength": 2000},
                                "short": {"type": "boolean"}
                              }
                            }
                          }
                        }
                      }
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
        return List.of(400, 403, 404, 410);
    }

    @Test
    void aPersonReadsTheStatusTheFactsAndTheOutput() {
        Receiver.Received request = down("backup", "disk full");

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/services/T0/B0/token");
        assertThat(request.headers()).containsEntry("Content-Type", "application/json; charset=utf-8");
        assertThat(body().get("text").asString()).isEqualTo("DOWN: backup");
        JsonNode attachment = body().get("attachments").get(0);
        assertThat(attachment.get("text").asString()).isEqualTo("```\ndisk full\n```");
        assertThat(attachment.get("fields").findValuesAsString("title"))
                .containsExactly("Since", "Why", "Before", "Last ping", "Project", "Tags", "Acknowledge");
        assertThat(attachment.get("fields").findValuesAsString("value"))
                .contains("2026-03-01 12:00:00 UTC", "it ended with exit status 7", "up for 2 hours", "Backups");
    }

    @Test
    void downIsRedLateAmberAndUpGreen() {
        assertThat(List.of(colour(down("backup", "")), colour(late()), colour(up("backup"))))
                .containsExactly("#d33f49", "#f08c00", "#2f9e44");
    }

    private static String colour(Receiver.Received request) {
        return JsonMapper.shared()
                .readTree(request.body())
                .at("/attachments/0/color")
                .asString();
    }

    @Test
    void aNameMentionsNobody() {
        down("<!channel> & <@U1>", "```<!here>");

        assertThat(body().get("text").asString()).isEqualTo("DOWN: &lt;!channel&gt; &amp; &lt;@U1&gt;");
        assertThat(body().get("attachments").get(0).get("text").asString())
                .isEqualTo("```\n`\u200b`\u200b`&lt;!here&gt;\n```");
    }

    @Test
    void theCodeOfARefusalIsShown() {
        receiver.answer(404, Map.of(), "no_service");
        assertThat(failure()).hasMessage("the receiver answered 404, no_service");
    }
}
