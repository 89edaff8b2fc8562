package dev.rollcall.channel.http;

import dev.rollcall.channel.text.AlertTexts;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What every {@link HttpKind} works with. */
@Component
public final class HttpKindParts {

    private final Receivers receivers;
    private final AlertTexts texts;
    private final JsonMapper json;

    public HttpKindParts(Receivers receivers, AlertTexts texts, JsonMapper json) {
        this.receivers = receivers;
        this.texts = texts;
        this.json = json;
    }

    Receivers receivers() {
        return receivers;
    }

    AlertTexts texts() {
        return texts;
    }

    JsonMapper json() {
        return json;
    }
}
