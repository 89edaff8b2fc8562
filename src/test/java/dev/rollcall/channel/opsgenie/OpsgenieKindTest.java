package dev.rollcall.channel.opsgenie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.channel.ChannelKind;
import dev.rollcall.channel.SampleAlert;
import dev.rollcall.channel.SampleNotice;
import dev.rollcall.channel.http.HttpKindContract;
import dev.rollcall.channel.http.HttpKindParts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import testing.Receiver;

class OpsgenieKindTest extends HttpKindContract {

    @Override
    protected ChannelKind kind(HttpKindParts parts) {
        return new OpsgenieKind(parts);
    }

    @Override
    protected Map<String, Object> fields() {
        return Map.of("base_url", receiver.url("/jsm/ops/integration"), "key", "secret-key");
    }

    @Override
    protected String schema() {
        return """
                {
                  "oneOf": [
                    {
                      "type": "object",
                      "required": ["message"],
                      "additionalProperties": false,
                      "properties": {
                        "message": {"type": "string", "minLength": 1, "maxLength": 130},
                        "alias": {"type": "string", "maxLength": 512},
                        "description": {"type": "string", "maxLength": 15000},
                        "tags": {"type": "array", "maxItems": 20, "items": {"type": "string", "maxLength": 50}},
                        "details": {"type": "object", "additionalProperties": {"type": "string"}},
                        "source": {"type": "string", "maxLength": 100},
                        "priority": {"enum": ["P1", "P2", "P3", "P4", "P5"]}
                      }
                    },
                    {
                      "type": "object",
                      "required": ["source", "note"],
                      "additionalProperties": false,
                      "properties": {
                        "source": {"type": "string", "maxLength": 100},
                        "note": {"type": "string", "maxLength": 25000}
                      }
                    }
                  ]
                }
                """;
    }

    @Override
    protected int accepted() {
        return 202;
    }

    @Override
    protected List<Integer> lasting() {
        return List.of(400, 401, 403, 422);
    }

    @Test
    void upClosesWhatDownCreated() {
        Receiver.Received created = down("backup", "disk full");
        assertThat(created.path()).isEqualTo("/jsm/ops/integration/v2/alerts");
        assertThat(created.headers()).containsEntry("Authorization", "GenieKey secret-key");
        String alias = body().get("alias").asString();
        assertThat(alias).isEqualTo("rollcall-" + SampleAlert.UNIQUE_KEY);
        assertThat(body().get("message").asString()).isEqualTo("DOWN: backup");
        assertThat(body().get("tags").toString()).isEqualTo("[\"prod\",\"db\"]");

        assertThat(up("renamed").path())
                .isEqualTo("/jsm/ops/integration/v2/alerts/" + alias + "/close?identifierType=alias");
    }

    @Test
    void aChannelThatFailsIsAnAlertOfLowPriorityThatItsRecoveryCloses() {
        send(SampleNotice.failing(config(), "mail"));
        assertThat(body().get("priority").asString()).isEqualTo("P4");
        String alias = body().get("alias").asString();

        assertThat(send(SampleNotice.working(config(), "mail")).path())
                .endsWith("/v2/alerts/" + alias + "/close?identifierType=alias");
    }
}
