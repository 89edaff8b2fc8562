package dev.rollcall.signin.mail;

import dev.rollcall.platform.process.WebProcess;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Component;

/** The texts of mails to people, from the bundles {@code mail/messages_*.properties}. */
@Component
@WebProcess
public class MailTexts {

    private final ResourceBundleMessageSource messages = new ResourceBundleMessageSource();

    MailTexts() {
        messages.setBasename("mail.messages");
        messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
        // Otherwise a machine's own language would replace English.
        messages.setFallbackToSystemLocale(false);
        // An apostrophe is doubled in every message, not only in those with arguments.
        messages.setAlwaysUseMessageFormat(true);
    }

    /** The text in this language; in English if there is no bundle for it. */
    public String text(Locale language, String key, Object... arguments) {
        return messages.getMessage(key, arguments, language);
    }
}
