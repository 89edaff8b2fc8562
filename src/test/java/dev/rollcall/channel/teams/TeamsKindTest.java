package dev.rollcall.channel.teams;

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

class TeamsKindTest extends HttpKindContract {

    @Override
    protected ChannelKind kind(HttpKindParts parts) {
        return new TeamsKind(parts);
    }

    @Override
    protected Map<String, Object> fields() {
        return Map.of("url", receiver.url("/workflows/1/triggers/manual/paths/invoke?sig=token"));
    }

    @Override
    protected String schema() {
        return """
                {
                  "type": "object",
                  "required": ["type", "attachments"],
                  "additionalProperties": false,
                  "properties": {
                    "type": {"const": "message"},
                    "attachments": {
                      "type": "array", "minItems": 1, "maxItems": 1,
                      "items": {
                        "type": "object",
                        "required": ["contentType", "content"],
                        "additionalProperties": false,
                        "properties": {
                          "contentType": {"const": "application/vnd.microsoft.card.adaptive"},
                          "content": {
                            "type": "object",
                            "required": ["$schema", "type", "version", "body"],
                            "properties": {
                              "type": {"const": "AdaptiveCard"},
                              "version": {"const": "1.4"},
                              "actions": {
                                "items": {
                                  "type": "object",
                                  "required": ["type", "url"],
                                  "properties": {"type": {"const": "Action.OpenUrl"}, "url": {"pattern": "^https://"}}
                                }
                              },
                              "body": {
                                "type": "array",
                                "items": {
                                  "oneOf": [
                                    {
                                      "type": "object",
                                      "required": ["type", "text"],
                                      "additionalProperties": false,
                                      "properties": {
                                        "type": {"const": "TextBlock"},
                                        "text": {"type": "string"},
                                        "size": {"enum": ["Large"]},
                                        "weight": {"enum": ["Bolder"]},
                                        "color": {"enum": ["Attention", "Warning", "Good"]},
                                        "fontType": {"enum": ["Monospace"]},
                                        "spacing": {"enum": ["None"]},
                                        "isSubtle": {"type": "boolean"},
                                        "wrap": {"type": "boolean"}
                                      }
                                    },
                                    {
                                      "type": "object",
                                      "required": ["type", "facts"],
                                      "additionalProperties": false,
                                      "properties": {
                                        "type": {"const": "FactSet"},
                                        "facts": {
                                          "items": {
                                            "type": "object",
                                            "required": ["title", "value"],
                                            "properties": {"title": {"type": "string"}, "value": {"type": "string"}}
                                          }
                                        }
                                      }
                                    }
                                  ]
                                }
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
        return 202;
    }

    @Override
    protected List<Integer> lasting() {
        return List.of(400, 401, 403, 404);
    }

    @Test
    void aPersonReadsTheStatusTheFactsAndTheOutput() {
        Receiver.Received request = down("*backup*", "disk full\nat 98 %");

        assertThat(request.path()).isEqualTo("/workflows/1/triggers/manual/paths/invoke?sig=token");
        JsonNode card = body().get("attachments").get(0).get("content").get("body");
        assertThat(card.get(0).get("text").asString()).isEqualTo("DOWN: \\*backup\\*");
        assertThat(card.get(1).get("facts").findValuesAsString("title")).contains("Since", "Why", "Before");
        assertThat(card.get(4).get("text").asString()).isEqualTo("at 98 %");
    }

    @Test
    void downIsRedLateAmberAndUpGreen() {
        assertThat(List.of(colour(down("backup", "")), colour(late()), colour(up("backup"))))
                .containsExactly("Attention", "Warning", "Good");
    }

    private static String colour(Receiver.Received request) {
        return JsonMapper.shared()
                .readTree(request.body())
                .at("/attachments/0/content/body/0/color")
                .asString();
    }

    /** Teams rejects larger ones. */
    @Test
    void aMessageHasAtMost28Kilobytes() {
        assertThat(down("*".repeat(500), "*".repeat(9_000)).body()).hasSizeLessThan(28_000);
    }
}
