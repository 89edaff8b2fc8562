package dev.rollcall.channel.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollcall.channel.Notice;
import dev.rollcall.platform.api.ApiTimestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes a notice as the JSON that webhooks get. Its shape is described in docs/channels.md. */
@Component
class NoticeJson {

    private final JsonMapper json;

    NoticeJson(JsonMapper json) {
        this.json = json;
    }

    String json(Notice notice) {
        Notice.Content content = notice.content();
        Map<String, Object> facts = new LinkedHashMap<>();
        content.facts().forEach(fact -> facts.put(fact.label().replace('-', '_'), value(fact.value())));
        return json.writeValueAsString(new NoticeBody(
                content.kind(),
                label(content.severity()),
                ApiTimestamp.of(content.at()),
                facts,
                content.checks().stream().map(CheckBody::of).toList()));
    }

    /** Times as everywhere in the API, durations in seconds. */
    private static Object value(Object value) {
        if (value instanceof Instant time) {
            return ApiTimestamp.of(time);
        }
        return value instanceof Duration duration ? duration.toSeconds() : value;
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private record NoticeBody(
            String notice, String severity, String at, Map<String, Object> facts, List<CheckBody> checks) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record CheckBody(
            String name,
            @Nullable String status,
            @Nullable String since,
            @Nullable String text) {

        static CheckBody of(Notice.CheckLine check) {
            return new CheckBody(
                    check.name(),
                    check.status() == null ? null : label(check.status()),
                    ApiTimestamp.ofNullable(check.since()),
                    check.text().isEmpty() ? null : check.text());
        }
    }
}
