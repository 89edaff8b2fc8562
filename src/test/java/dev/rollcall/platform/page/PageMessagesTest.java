package dev.rollcall.platform.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageMessagesTest {

    @ParameterizedTest
    @CsvSource({"messages, _de", "messages, _fr", "messages, _es", "kinds, _de", "kinds, _fr", "kinds, _es"})
    void everyLanguageHasEveryTextWithTheSameArguments(String bundle, String language) throws IOException {
        Properties english = read(bundle);
        Properties other = read(bundle + language);

        assertThat(other.keySet()).isEqualTo(english.keySet());
        for (String key : english.stringPropertyNames()) {
            assertThat(format(other.getProperty(key)).getFormatsByArgumentIndex())
                    .as(key)
                    .hasSameSizeAs(format(english.getProperty(key)).getFormatsByArgumentIndex());
        }
    }

    @Test
    void noTextRepeatsATextOfAlerts() throws IOException {
        Properties alerts = new Properties();
        alerts.load(reader("/alert/messages.properties"));

        assertThat(read("messages").keySet()).doesNotContainAnyElementsOf(alerts.keySet());
    }

    private static MessageFormat format(String text) {
        return new MessageFormat(text, Locale.ROOT);
    }

    private static Properties read(String name) throws IOException {
        Properties messages = new Properties();
        messages.load(reader("/page/" + name + ".properties"));
        return messages;
    }

    private static InputStreamReader reader(String path) {
        return new InputStreamReader(
                Objects.requireNonNull(PageMessagesTest.class.getResourceAsStream(path)), StandardCharsets.UTF_8);
    }
}
