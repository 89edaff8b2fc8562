package dev.rollcall.channel.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.channel.ChannelKind;
import dev.rollcall.channel.http.HttpKindContract;
import dev.rollcall.channel.http.HttpKindParts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import testing.Receiver;

class SmsKindTest extends HttpKindContract {

    @Override
    protected ChannelKind kind(HttpKindParts parts) {
        return new SmsKind(parts);
    }

    @Override
    protected Map<String, Object> fields() {
        return Map.of(
                "base_url",
                receiver.url(""),
                "account",
                "AC0123456789abcdef0123456789abcdef",
                "token",
                "secret",
                "from",
                "+15017122661",
                "to",
                "+15558675310");
    }

    @Override
    protected String schema() {
        return """
                {
                  "type": "object",
                  "required": ["To", "From", "Body"],
                  "additionalProperties": false,
                  "properties": {
                    "To": {"const": "+15558675310"},
                    "From": {"const": "+15017122661"},
                    "Body": {"type": "string", "minLength": 1, "maxLength": 300}
                  }
                }
                """;
    }

    @Override
    protected int accepted() {
        return 201;
    }

    @Override
    protected List<Integer> lasting() {
        return List.of(400, 401, 403, 404);
    }

    @Test
    void aPersonReadsWhatHappened() {
        Receiver.Received request = down("backup", "disk full");

        assertThat(request.method() + " " + request.path())
                .isEqualTo("POST /2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Messages.json");
        assertThat(request.headers().get("Authorization"))
                .isEqualTo("Basic QUMwMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZjpzZWNyZXQ=");
        assertThat(body().get("Body").asString())
                .startsWith("DOWN: backup\nSince: 2026-03-01 12:00:00 UTC\nWhy: it ended with exit status 7\n")
                .doesNotContain("disk full");
    }
}
