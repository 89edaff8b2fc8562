package dev.rollcall.channel.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.channel.ChannelKind;
import dev.rollcall.channel.http.HttpKindContract;
import dev.rollcall.channel.http.HttpKindParts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import testing.Receiver;

class MattermostKindTest extends HttpKindContract {

    @Override
    protected ChannelKind kind(HttpKindParts parts) {
        return new MattermostKind(parts);
    }

    @Override
    protected Map<String, Object> fields() {
        return Map.of("url", receiver.url("/hooks/token"), "room", "#ops");
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
        return List.of(400, 401, 403, 404);
    }

    @Test
    void itIsPostedToTheRoomOfTheChannelAndMentionsNobody() {
        Receiver.Received request = down("@all *x* < [y](z) <!channel>", "disk full");

        assertThat(request.path()).isEqualTo("/hooks/token");
        assertThat(body().get("channel").asString()).isEqualTo("#ops");
        assertThat(body().get("text").asString()).isEqualTo("DOWN: @\u200ball \\*x\\* < \\[y\\]\\(z\\) <!channel\\>");
    }
}
