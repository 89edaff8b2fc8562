package dev.rollcall.channel.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.channel.ChannelKind;
import dev.rollcall.channel.SampleAlert;
import dev.rollcall.channel.http.HttpKindContract;
import dev.rollcall.channel.http.HttpKindParts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import testing.Receiver;

class CallKindTest extends HttpKindContract {

    @Override
    protected ChannelKind kind(HttpKindParts parts) {
        return new CallKind(parts);
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
                  "required": ["To", "From", "Twiml"],
                  "additionalProperties": false,
                  "properties": {
                    "To": {"const": "+15558675310"},
                    "From": {"const": "+15017122661"},
                    "Twiml": {
                      "type": "string",
                      "pattern": "^<Response><Pause length=.1./><Say language=.en-US.>[^<>]*</Say></Response>$",
                      "maxLength": 4000
                    }
                  }
                }
                """;
    }

    @Override
    protected boolean canAcknowledge() {
        return false;
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
    void aPersonHearsWhatHappened() {
        Receiver.Received request = down("backup & co", "disk full");

        assertThat(request.path()).isEqualTo("/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Calls.json");
        assertThat(body().get("Twiml").asString())
                .contains("DOWN: backup &amp; co. Since: 2026-03-01 12:00:00 UTC. Why: it ended with exit status 7.");
    }

    @Test
    void aRecoveryCallsNobody() {
        receiver.answer(accepted());
        send(SampleAlert.up(fields(), "backup"));
        assertThat(receiver.received()).isEmpty();
    }
}
