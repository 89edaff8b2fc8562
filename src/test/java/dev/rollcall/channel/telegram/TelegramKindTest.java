package dev.rollcall.channel.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.channel.ChannelKind;
import dev.rollcall.channel.LinkToken;
import dev.rollcall.channel.SampleAlert;
import dev.rollcall.channel.http.HttpKindContract;
import dev.rollcall.channel.http.HttpKindParts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import testing.Receiver;

class TelegramKindTest extends HttpKindContract {

    private static final String MOVED = "{\"ok\":false,\"error_code\":400,"
            + "\"description\":\"Bad Request: group chat was upgraded to a supergroup chat\","
            + "\"parameters\":{\"migrate_to_chat_id\":-1001234567890}}";

    @Override
    protected ChannelKind kind(HttpKindParts parts) {
        return new TelegramKind(parts);
    }

    @Override
    protected Map<String, Object> fields() {
        return Map.of("base_url", receiver.url(""), "token", "123:ABC-d_e", "chat", "-100123", "topic", 7);
    }

    @Override
    protected String schema() {
        return """
                {
                  "type": "object",
                  "required": ["chat_id", "text"],
                  "additionalProperties": false,
                  "properties": {
                    "chat_id": {"const": "-100123"},
                    "text": {"type": "string", "minLength": 1, "maxLength": 4096},
                    "parse_mode": {"enum": ["HTML"]},
                    "message_thread_id": {"const": 7},
                    "link_preview_options": {"const": {"is_disabled": true}}
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
        Receiver.Received request = down("<b>backup</b>", "disk </pre> full");

        assertThat(request.method() + " " + request.path()).isEqualTo("POST /bot123:ABC-d_e/sendMessage");
        assertThat(body().get("text").asString()).isEqualTo("""
                <b>DOWN: &lt;b&gt;backup&lt;/b&gt;</b>
                <b>Since:</b> 2026-03-01 12:00:00 UTC
                <b>Why:</b> it ended with exit status 7
                <b>Before:</b> up for 2 hours
                <b>Last ping:</b> 2026-03-01 12:00:00 UTC, exit status 7
                <b>Project:</b> Backups
                <b>Tags:</b> prod, db

                Last lines of output:
                <pre>disk &lt;/pre&gt; full</pre>

                <a href="https://rollcall.example/acknowledge/%s">Acknowledge</a>
                <a href="https://rollcall.example/">Open Rollcall</a>""".formatted(
                        LinkToken.of(LinkToken.Action.ACKNOWLEDGE, SampleAlert.ID, SampleAlert.SIGNING_SECRET)));
    }

    @Test
    void theTimeToWaitIsInTheBody() {
        receiver.answer(
                429,
                Map.of(),
                "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests: retry after 34\","
                        + "\"parameters\":{\"retry_after\":34}}");

        assertThat(failure().retryAfter()).contains(Duration.ofSeconds(34));
    }

    @Test
    void aGroupThatBecameASupergroupGetsTheMessageUnderItsNewId() {
        receiver.refuseOnce(MOVED);

        down("backup", "");

        assertThat(receiver.received()).hasSize(2);
        assertThat(body().get("chat_id").asString()).isEqualTo("-1001234567890");
        assertThat(body().get("text").asString()).startsWith("<b>DOWN: backup</b>");
    }

    @Test
    void aChatThatMovesAgainIsNotFollowedForEver() {
        receiver.answer(400, Map.of(), MOVED);

        assertThat(failure().isPermanent()).isTrue();
        assertThat(receiver.received()).hasSize(2);
    }

    /** Telegram rejects a message with a tag that is not closed. */
    @Test
    void aLongMessageIsCutBetweenTags() {
        down("&".repeat(500), "&".repeat(9_000));

        String text = body().get("text").asString();
        assertThat(text).hasSizeLessThanOrEqualTo(4_096).endsWith("Open Rollcall</a>");
        assertThat(text.split("<b>", -1)).hasSameSizeAs(text.split("</b>", -1));
        assertThat(text.split("<pre>", -1)).hasSameSizeAs(text.split("</pre>", -1));
    }
}
