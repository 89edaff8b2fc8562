package dev.rollcall.channel.email;

import dev.rollcall.channel.DeliveryException;
import dev.rollcall.platform.log.FailureReason;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The mail server at SMTP_URL, if set. Opens one connection for each message, and none when the process starts. */
@Component
class MailServer {

    private static final String NO_ANSWER = "the mail server did not answer: ";

    private final @Nullable SmtpUrl url;
    private final Duration deadline;
    private final MailSockets sockets = new MailSockets();
    private final Session session;

    MailServer(EmailSettings settings) {
        this.url = settings.smtpUrl();
        this.deadline = settings.deadline();
        this.session = Session.getInstance(properties(settings));
    }

    boolean isAttached() {
        return url != null;
    }

    /** A message to fill in and {@link #send}. */
    MimeMessage newMessage() {
        return new MimeMessage(session);
    }

    /**
     * Sends a complete message to its recipients.
     *
     * @throws DeliveryException when the server did not accept it
     */
    void send(MimeMessage message) {
        connected(transport -> transport.sendMessage(message, message.getAllRecipients()));
    }

    /**
     * Connects and logs in, without sending anything.
     *
     * @throws DeliveryException when that fails
     */
    void check() {
        connected(transport -> {});
    }

    private void connected(Conversation conversation) {
        SmtpUrl server = Objects.requireNonNull(url, "SMTP_URL is not set");
        try {
            sockets.within(deadline, () -> {
                converse(server, conversation);
                return null;
            });
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (IOException e) {
            throw new DeliveryException(NO_ANSWER + FailureReason.kind(e), e);
        }
    }

    private void converse(SmtpUrl server, Conversation conversation) throws MessagingException {
        Transport transport = session.getTransport();
        try {
            transport.connect(server.host(), server.port(), server.user(), server.password());
            conversation.with(transport);
        } finally {
            close(transport);
        }
    }

    private static RuntimeException failure(@Nullable Throwable cause) {
        if (cause instanceof MessagingException e) {
            return new DeliveryException(reason(e), e);
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
    }

    /** Ignores a failure to close: the server has accepted the message, and it must not be sent again. */
    private static void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            return;
        }
    }

    private Properties properties(EmailSettings settings) {
        var properties = new Properties();
        SmtpUrl url = settings.smtpUrl();
        EmailAddress from = settings.emailFrom();
        if (url == null || from == null) {
            return properties;
        }
        boolean tls = url.encryption() == SmtpUrl.Encryption.TLS;
        String protocol = tls ? "smtps" : "smtp";
        properties.setProperty("mail.transport.protocol", protocol);
        String prefix = "mail." + protocol + ".";
        String timeoutMillis = String.valueOf(settings.smtpTimeout().toMillis());
        properties.setProperty(prefix + "connectiontimeout", timeoutMillis);
        properties.setProperty(prefix + "timeout", timeoutMillis);
        properties.setProperty(prefix + "writetimeout", timeoutMillis);
        properties.put(prefix + "socketFactory", sockets);
        properties.setProperty(prefix + "socketFactory.fallback", "false");
        properties.setProperty(prefix + "quitwait", "false");
        properties.setProperty(prefix + "auth", String.valueOf(url.user() != null));
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        // The name in our EHLO. The library would look up the name of this machine, which may hang.
        properties.setProperty(prefix + "localhost", from.domain());
        if (!tls && url.encryption() != SmtpUrl.Encryption.NONE) {
            properties.setProperty(prefix + "starttls.enable", "true");
            properties.setProperty(
                    prefix + "starttls.required", String.valueOf(url.encryption() == SmtpUrl.Encryption.STARTTLS));
        }
        return properties;
    }

    /** The reason in our own words, because the server's response may repeat the recipient. */
    private static String reason(MessagingException e) {
        String reason = NO_ANSWER;
        // Each nested exception is more specific than the one around it.
        Exception cause = e;
        for (Exception next = e;
                next != null;
                next = next instanceof MessagingException m ? m.getNextException() : null) {
            cause = next;
            if (next instanceof AuthenticationFailedException) {
                return "the mail server refused user and password of SMTP_URL";
            } else if (next instanceof SMTPAddressFailedException refused) {
                return "the mail server refused the recipient with " + refused.getReturnCode();
            } else if (next instanceof SMTPSenderFailedException refused) {
                return "the mail server refused the sender, EMAIL_FROM, with " + refused.getReturnCode();
            } else if (next instanceof SMTPSendFailedException refused) {
                // What it holds may say more.
                reason = "the mail server refused the message with " + refused.getReturnCode();
            } else if (String.valueOf(next.getMessage()).startsWith("STARTTLS")) {
                return "the mail server did not agree on TLS: it does not offer STARTTLS";
            } else if (next instanceof SSLException) {
                reason = "the mail server did not agree on TLS: ";
            }
        }
        return reason.endsWith(": ") ? reason + FailureReason.kind(cause) : reason;
    }

    /** The part of a conversation after the login. */
    private interface Conversation {
        void with(Transport transport) throws MessagingException;
    }
}
