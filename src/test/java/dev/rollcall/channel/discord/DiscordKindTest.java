package dev.rollcall.channel.discord;

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
import tools.jackson.databind.json.JsonMapper;

class DiscordKindTest extends HttpKindContract {

    @Override
    protected ChannelKind kind(HttpKindParts parts) {
        return new DiscordKind(parts);
    }

    @Override
    protected Map<String, Object> fields() {
        return Map.of("url", receiver.url("/api/webhooks/1/token"));
    }

    @Override
    protected String schema() {
        return """
                {
                  "type": "object",
                  "required": ["embeds", "allowed_mentions"],
                  "additionalProperties": false,
                  "properties": {
                    "allowed_mentions": {"const": {"parse": []}},
                    "embeds": {
                      "type": "array", "minItems": 1, "maxItems": 10,
                      "items": {
                        "type": "object",
                        "required": ["title"],
                        "additionalProperties": false,
                        "properties": {
                          "title": {"type": "string", "minLength": 1, "maxLength": 256},
                          "description": {"type": "string", "maxLength": 4096},
                          "url": {"type": "string", "pattern": "^https://"},
                          "color": {"type": "integer", "minimum": 0, "maximum": 16777215},
                          "timestamp": {"type": "string", "pattern": "^2026-03-01T12:00:00Z$"},
                          "footer": {
                            "type": "object",
                            "required": ["text"],
                            "properties": {"text": {"type": "string", "maxLength": 2048}}
                          },
                          "fields": {
                            "type": "array", "maxItems": 25,
                            "items": {
                              "type": "object",
                              "required": ["name", "value"],
                              "additionalProperties": false,
                              "properties": {
                                "name": {"type": "string", "minLength": 1, "maxLength": 256},
                                "value": {"type": "string", "minLength": 1, "maxLength": 1024},
                                "inline": {"type": "boolean"}
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
        return 204;
    }

    @Override
    protected List<Integer> lasting() {
        return List.of(400, 401, 403, 404);
    }

    @Test
    void aPersonReadsTheStatusTheFactsAndTheOutput() {
        Receiver.Received request = down("*backup*", "disk ``` full");

        assertThat(request.method() + " " + request.path()).isEqualTo("POST /api/webhooks/1/token");
        JsonNode embed = body().get("embeds").get(0);
        assertThat(embed.get("title").asString()).isEqualTo("DOWN: \\*backup\\*");
        assertThat(embed.get("description").asString()).isEqualTo("```\ndisk `\u200b`\u200b` full\n```");
        assertThat(embed.get("fields").findValuesAsString("name")).contains("Since", "Why", "Before");
    }

    @Test
    void downIsRedLateAmberAndUpGreen() {
        assertThat(List.of(colour(down("backup", "")), colour(late()), colour(up("backup"))))
                .containsExactly(0xd33f49, 0xf08c00, 0x2f9e44);
    }

    private static int colour(Receiver.Received request) {
        return JsonMapper.shared()
                .readTree(request.body())
                .at("/embeds/0/color")
                .asInt();
    }

    /** Discord counts title, description, names and values of fields and footer together. */
    @Test
    void allTogetherIsNotTooLong() {
        down("*".repeat(500), "*".repeat(9_000));
        isShort();
        send(SampleNotice.down(config(), "n".repeat(100)));
        isShort();
    }

    private void isShort() {
        JsonNode embed = body().get("embeds").get(0);
        int length = embed.get("title").asString().length()
                + embed.path("description").asString("").length()
                + embed.get("footer").get("text").asString().length()
                + String.join("", embed.get("fields").findValuesAsString("name"))
                        .length()
                + String.join("", embed.get("fields").findValuesAsString("value"))
                        .length();
        assertThat(length).isLessThanOrEqualTo(6_000);
    }
}
