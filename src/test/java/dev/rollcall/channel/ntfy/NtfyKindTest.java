package dev.rollcall.channel.ntfy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.channel.ChannelKind;
import dev.rollcall.channel.http.HttpKindContract;
import dev.rollcall.channel.http.HttpKindParts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import testing.Receiver;

class NtfyKindTest extends HttpKindContract {

    @Override
    protected ChannelKind kind(HttpKindParts parts) {
        return new NtfyKind(parts);
    }

    @Override
    protected Map<String, Object> fields() {
        return Map.of("base_url", receiver.url("/"), "topic", "alerts_1", "token", "tk_secret");
    }

    @Override
    protected String schema() {
        return """
                {
                  "type": "object",
                  "required": ["topic", "message"],
                  "additionalProperties": false,
                  "properties": {
                    "topic": {"const": "alerts_1"},
                    "title": {"type": "string", "maxLength": 250},
                    "message": {"type": "string", "minLength": 1},
                    "priority": {"type": "integer", "minimum": 1, "maximum": 5},
                    "tags": {"type": "array", "items": {"enum": ["red_circle", "orange_circle", "green_circle"]}},
                    "click": {"type": "string", "pattern": "^https://"}
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
    void aPersonReadsTheStatusTheFactsAndTheOutput() {
        Receiver.Received request = down("backup", "disk full");

        assertThat(request.method() + " " + request.path()).isEqualTo("POST /");
        assertThat(request.headers()).containsEntry("Authorization", "Bearer tk_secret");
        assertThat(body().get("title").asString()).isEqualTo("DOWN: backup");
        assertThat(body().get("priority").asInt()).isEqualTo(4);
        assertThat(body().get("message").asString())
                .startsWith("Since: 2026-03-01 12:00:00 UTC\nWhy: it ended with exit status 7\n")
                .contains("Last lines of output:\ndisk full\n\nAcknowledge: https://");
    }

    @Test
    void onlyDownIsUrgentAndLateIsAmber() {
        late();

        assertThat(body().get("priority").asInt()).isEqualTo(3);
        assertThat(body().at("/tags/0").asString()).isEqualTo("orange_circle");
    }

    /** ntfy answers 413 to a larger document, and 400 to a longer title. */
    @ParameterizedTest
    @ValueSource(strings = {"\"", "\\", "€", "\uD83D\uDE00"})
    void theDocumentHasAtMost8192BytesAndItsTitle1024(String character) {
        String body = down(character.repeat(500), character.repeat(9_000)).body();

        assertThat(body.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(8_192);
        assertThat(body().get("title").asString().getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(1_024);
    }

    /** A longer message would arrive as a file. */
    @Test
    void aMessageHasAtMost4096Bytes() {
        down("backup", "€".repeat(9_000));
        assertThat(body().get("message").asString().getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(4_096);
    }
}
