package dev.rollcall.channel.googlechat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.channel.ChannelKind;
import dev.rollcall.channel.http.HttpKindContract;
import dev.rollcall.channel.http.HttpKindParts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import testing.Receiver;

class GoogleChatKindTest extends HttpKindContract {

    @Override
    protected ChannelKind kind(HttpKindParts parts) {
        return new GoogleChatKind(parts);
    }

    @Override
    protected Map<String, Object> fields() {
        return Map.of("url", receiver.url("/v1/spaces/A/messages?key=k&token=t"));
    }

    @Override
    protected String schema() {
        return """
                {
                  "type": "object",
                  "required": ["text", "cardsV2"],
                  "additionalProperties": false,
                  "properties": {
                    "text": {"type": "string", "minLength": 1, "maxLength": 4096},
                    "cardsV2": {
                      "type": "array", "minItems": 1, "maxItems": 1,
                      "items": {
                        "type": "object",
                        "required": ["cardId", "card"],
                        "properties": {
                          "cardId": {"type": "string", "maxLength": 100},
                          "card": {
                            "type": "object",
                            "required": ["header", "sections"],
                            "additionalProperties": false,
                            "properties": {
                              "header": {"required": ["title"], "properties": {"title": {"type": "string", "minLength": 1}}},
                              "sections": {
                                "items": {
                                  "properties": {
                                    "widgets": {
                                      "type": "array", "minItems": 1, "maxItems": 100,
                                      "items": {
                                        "type": "object", "minProperties": 1, "maxProperties": 1,
                                        "additionalProperties": false,
                                        "properties": {
                                          "decoratedText": {
                                            "required": ["text"],
                                            "additionalProperties": false,
                                            "properties": {
                                              "topLabel": {"type": "string"},
                                              "text": {"type": "string"},
                                              "wrapText": {"type": "boolean"}
                                            }
                                          },
                                          "textParagraph": {"required": ["text"], "properties": {"text": {"type": "string"}}},
                                          "buttonList": {"required": ["buttons"]}
                                        }
                                      }
                                    }
                                  }
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
        return 200;
    }

    @Override
    protected List<Integer> lasting() {
        return List.of(400, 401, 403, 404);
    }

    @Test
    void aNameMentionsNobodyAndFormatsNothing() {
        Receiver.Received request = down("<users/all>", "<b>disk</b>\nfull");

        assertThat(request.path()).isEqualTo("/v1/spaces/A/messages?key=k&token=t");
        assertThat(body().get("text").asString()).isEqualTo("DOWN: ‹users/all›");
        assertThat(body().get("cardsV2")
                        .get(0)
                        .get("card")
                        .get("header")
                        .get("title")
                        .asString())
                .isEqualTo("DOWN: <users/all>");
        assertThat(request.body()).contains("&lt;b&gt;disk&lt;/b&gt;<br>full");
    }

    @Test
    void aMessageHasAtMost32000Bytes() {
        assertThat(down("&".repeat(500), "&".repeat(9_000)).body()).hasSizeLessThan(32_000);
    }
}
