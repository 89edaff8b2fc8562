package dev.rollcall.channel.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.channel.ChannelKind;
import dev.rollcall.channel.SampleAlert;
import dev.rollcall.channel.http.HttpKindContract;
import dev.rollcall.channel.http.HttpKindParts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import testing.Receiver;

class MatrixKindTest extends HttpKindContract {

    @Override
    protected ChannelKind kind(HttpKindParts parts) {
        return new MatrixKind(parts);
    }

    @Override
    protected Map<String, Object> fields() {
        return Map.of("base_url", receiver.url(""), "token", "syt_secret", "room", "!abc:example.org");
    }

    @Override
    protected String schema() {
        return """
                {
                  "type": "object",
                  "required": ["msgtype", "body"],
                  "additionalProperties": false,
                  "properties": {
                    "msgtype": {"const": "m.text"},
                    "body": {"type": "string", "minLength": 1},
                    "format": {"const": "org.matrix.custom.html"},
                    "formatted_body": {"type": "string", "minLength": 1},
                    "m.mentions": {"const": {}}
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
    void theTransactionIsThatOfTheDeliverySoTheServerDropsARepeat() {
        Receiver.Received request = down("<b>backup</b>", "disk full");

        assertThat(request.method() + " " + request.path())
                .isEqualTo("PUT /_matrix/client/v3/rooms/%21abc%3Aexample.org/send/m.room.message/" + SampleAlert.ID);
        assertThat(request.headers()).containsEntry("Authorization", "Bearer syt_secret");
        assertThat(body().get("body").asString()).startsWith("DOWN: <b>backup</b>\nSince: ");
        assertThat(body().get("formatted_body").asString())
                .startsWith("<b>DOWN: &lt;b&gt;backup&lt;/b&gt;</b><br>")
                .contains("<pre><code>disk full</code></pre>");
    }

    @Test
    void theTimeToWaitIsInTheBody() {
        receiver.answer(429, Map.of(), "{\"errcode\":\"M_LIMIT_EXCEEDED\",\"retry_after_ms\":2500}");
        assertThat(failure().retryAfter()).contains(Duration.ofMillis(2_500));
    }

    @Test
    void anEventHasAtMost65536Bytes() {
        assertThat(down("&".repeat(500), "&".repeat(9_000)).body()).hasSizeLessThan(65_536);
    }
}
