package dev.rollcall.channel.email;

import dev.rollcall.channel.text.AlertTemplate;
import dev.rollcall.channel.text.AlertText;
import dev.rollcall.channel.text.Markup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Writes an alert for e-mail, as plain text and as HTML. */
final class EmailMessages {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final AlertTemplate plain =
            AlertTemplate.of(EmailMessages.class, "message.txt.mustache", UnaryOperator.identity());
    private final AlertTemplate html = AlertTemplate.of(EmailMessages.class, "message.html.mustache", Markup::html);

    /** The site's name lets filters recognise alerts. Neither name has a line break, which would begin a header. */
    String subject(AlertText text) {
        return "[" + text.site() + "] " + text.title();
    }

    /** Contains the message in two forms; a mail program shows the last form that it supports (RFC 2046, 5.1.4). */
    MimeMultipart content(AlertText text, Link unsubscribe) throws MessagingException {
        var words = new MimeBodyPart();
        words.setText(plain.fill(text, unsubscribe) + "\n", UTF_8);
        var page = new MimeBodyPart();
        page.setText(html.fill(text, unsubscribe) + "\n", UTF_8, "html");
        return new MimeMultipart("alternative", words, page);
    }

    /** A link at the foot of a message. The names are those of the tags. */
    record Link(String unsubscribeLabel, String unsubscribeLink) {

        String url() {
            return unsubscribeLink;
        }
    }
}
