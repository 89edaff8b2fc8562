package dev.rollcall.channel.apprise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.channel.ChannelKind;
import dev.rollcall.channel.http.HttpKindContract;
import dev.rollcall.channel.http.HttpKindParts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppriseKindTest extends HttpKindContract {

    @Override
    protected ChannelKind kind(HttpKindParts parts) {
        return new AppriseKind(parts);
    }

    @Override
    protected Map<String, Object> fields() {
        return Map.of("base_url", receiver.url(""), "key", "ops-1", "tags", "night");
    }

    @Override
    protected String schema() {
        return """
                {
                  "type": "object",
                  "required": ["body"],
                  "additionalProperties": false,
                  "properties": {
                    "title": {"type": "string"},
                    "body": {"type": "string", "minLength": 1},
                    "type": {"enum": ["info", "success", "warning", "failure"]},
                    "format": {"enum": ["text", "markdown", "html"]},
                    "tag": {"const": "night"}
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
        return List.of(400, 403, 404);
    }

    @Test
    void downIsAFailureLateAWarningAndUpASuccess() {
        assertThat(down("backup", "disk full").path()).isEqualTo("/notify/ops-1");
        assertThat(body().get("type").asString()).isEqualTo("failure");
        late();
        assertThat(body().get("type").asString()).isEqualTo("warning");
        up("backup");
        assertThat(body().get("type").asString()).isEqualTo("success");
    }

    @Test
    void anAlertThatReachedNoServiceIsNotSent() {
        receiver.answer(204);
        assertThat(failure()).hasMessage("the receiver answered 204");
        assertThat(failure().isPermanent()).isFalse();
    }
}
