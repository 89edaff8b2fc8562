package dev.rollcall.channel.email;

import dev.rollcall.channel.DeliveryException;
import dev.rollcall.platform.log.FailureReason;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/**
 * Sends a message that is not an alert, such as a link to sign in. It is tried once: its reader can ask for another.
 */
@Component
public class ServiceMail {

    private final MailServer server;
    private final @Nullable EmailAddress from;
    private final Clock clock;

    ServiceMail(MailServer server, EmailSettings settings, Clock clock) {
        this.server = server;
        this.from = settings.emailFrom();
        this.clock = clock;
    }

    /** Whether the deploy has a mail server. */
    public boolean isAttached() {
        return server.isAttached();
    }

    /**
     * Sends plain text to one mailbox.
     *
     * @throws DeliveryException if the server did not accept it
     */
    @SuppressWarnings("JavaUtilDate") // the library has no other type
    public void send(String to, String subject, String text) {
        EmailAddress sender = Objects.requireNonNull(from, "EMAIL_FROM is set where SMTP_URL is");
        MimeMessage mail = server.newMessage();
        try {
            var helper = new MimeMessageHelper(mail, StandardCharsets.UTF_8.name());
            helper.setFrom(sender.address());
            helper.setTo(new InternetAddress(to, true));
            helper.setSubject(subject);
            helper.setText(text);
            helper.setSentDate(Date.from(clock.instant()));
            // Prevents automatic replies (RFC 3834).
            mail.setHeader("Auto-Submitted", "auto-generated");
        } catch (MessagingException e) {
            throw new DeliveryException("the message could not be written: " + FailureReason.kind(e), e);
        }
        server.send(mail);
    }
}
