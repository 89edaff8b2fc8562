package dev.rollcall.page.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.channel.field.KindCatalog;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShownAddressTest {

    @Test
    void aChannelIsShownByAFieldThatIsNotSecret() {
        assertThat(of("email", Map.of("to", "ops@example.com", "report", "daily")))
                .isEqualTo("ops@example.com");
        assertThat(of("telegram", Map.of("token", "1:canary", "chat", "-100", "base_url", "https://api.telegram.org")))
                .isEqualTo("-100");
        assertThat(of("matrix", Map.of("base_url", "https://m.example", "token", "canary", "room", "!r:m.example")))
                .isEqualTo("!r:m.example");
        assertThat(of("log", Map.of())).isEmpty();
    }

    @Test
    void onlyTheHostOfASecretAddressIsShown() {
        assertThat(of("slack", Map.of("url", "https://hooks.slack.com/services/canary")))
                .isEqualTo("hooks.slack.com/…");
        assertThat(of("alertmanager", Map.of("base_url", "https://eve:canary@am.example:9093/x")))
                .isEqualTo("am.example/…");
        assertThat(of("webhook", Map.of("url_up", "http://127.0.0.1:8080/canary")))
                .isEqualTo("127.0.0.1/…");
        assertThat(of("webhook", Map.of("url_down", "https://$NAME.example/ canary")))
                .isEqualTo("…");
    }

    private static String of(String kind, Map<String, Object> config) {
        return ShownAddress.of(KindCatalog.find(kind).orElseThrow(), config);
    }
}
