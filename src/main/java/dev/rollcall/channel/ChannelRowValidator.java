package dev.rollcall.channel;

import dev.rollcall.project.RowValidator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Validates imported channels by the rules of {@code POST /api/v3/channels/}. */
@Component
class ChannelRowValidator implements RowValidator {

    private static final TypeReference<Map<String, Object>> CONFIG = new TypeReference<>() {};

    private final Channels channels;
    private final JsonMapper json;

    ChannelRowValidator(Channels channels, JsonMapper json) {
        this.channels = channels;
        this.json = json;
    }

    @Override
    public String kind() {
        return "channel";
    }

    @Override
    public Map<String, String> faults(JsonNode row) {
        Map<String, String> faults = new TreeMap<>();
        if (!SigningSecret.isValid(row.path("signing_secret").asString(""))) {
            faults.put("signing_secret", "is not a secret of Standard Webhooks");
        }
        JsonNode config = row.path("config");
        if (!config.isObject()) {
            faults.put("config", "is not an object");
            return faults;
        }
        Map<String, Object> fields = new LinkedHashMap<>(json.convertValue(config, CONFIG));
        fields.put("kind", row.path("kind").asString(""));
        if (row.hasNonNull("name")) {
            fields.put("name", row.path("name").stringValue());
        }
        faults.putAll(channels.faults(fields));
        return faults;
    }
}
