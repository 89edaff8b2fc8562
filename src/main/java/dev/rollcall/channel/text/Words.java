package dev.rollcall.channel.text;

import dev.rollcall.channel.field.TextFields;
import dev.rollcall.platform.time.DurationWords;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Component;

/** The words of alerts and of the pages that they link to, from the bundles {@code alert/messages_*.properties}. */
@Component
public class Words {

    private final ResourceBundleMessageSource messages = new ResourceBundleMessageSource();

    Words() {
        messages.setBasename("alert.messages");
        messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
        // Otherwise a machine's own language would replace English.
        messages.setFallbackToSystemLocale(false);
        // An apostrophe is doubled in every message, not only in those with arguments.
        messages.setAlwaysUseMessageFormat(true);
    }

    /** The words in the language of a channel with these settings. */
    public Language in(Map<String, Object> settings) {
        return in(Locale.forLanguageTag(String.valueOf(settings.getOrDefault(TextFields.LANGUAGE, "en"))));
    }

    /** The words in this language; English if it has no bundle. */
    public Language in(Locale locale) {
        return new Language(messages, locale);
    }

    /** The words in one language. */
    public static final class Language {

        private final ResourceBundleMessageSource messages;
        private final Locale locale;

        private Language(ResourceBundleMessageSource messages, Locale locale) {
            this.messages = messages;
            this.locale = locale;
        }

        public String word(String key, Object... arguments) {
            return messages.getMessage(key, arguments, locale);
        }

        /** The words for a reason. A reason that has none is shown by its name. */
        String reason(String name, Object... arguments) {
            String key = name.toLowerCase(Locale.ROOT).replace('_', '-');
            String plain = key.replace('-', ' ');
            return String.valueOf(messages.getMessage("reason." + key, arguments, plain, locale));
        }

        /** A duration in its two largest units, such as {@code 3 days 4 hours}. */
        public String duration(Duration length) {
            return new DurationWords(messages, locale).of(length);
        }
    }
}
