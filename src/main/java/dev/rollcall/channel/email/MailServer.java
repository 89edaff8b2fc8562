package dev.rollcall.channel.email;

import dev.rollcall.channel.DeliveryException;
import dev.rollcall.platform.config.Current;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/** The mail server at SMTP_URL, if set. Opens one connection for each message, and none when the process starts. */
@Component
class MailServer {

    private final Current<EmailSettings> settings;
    private final MailSockets sockets = new MailSockets();
    private @Nullable EmailSettings last;
    private @Nullable JavaMailSenderImpl sender;

    MailServer(Current<EmailSettings> settings) {
        this.settings = settings;
    }

    boolean isAttached() {
        return sender() != null;
    }

    /** A message to fill in and {@link #send}. */
    MimeMessage newMessage() {
        return attached().createMimeMessage();
    }

    /**
     * Sends a complete message to its recipients.
     *
     * @throws DeliveryException when the server did not accept it
     */
    void send(MimeMessage message) {
        withinDeadline(() -> {
            try {
                attached().send(message);
            } catch (MailSendException e) {
                // If no message is listed as failed, only closing failed. The server has accepted the message, and it
                // must not be sent again.
                if (!e.getFailedMessages().isEmpty()) {
                    throw e;
                }
            }
            return null;
        });
    }

    /**
     * Connects and logs in, without sending anything.
     *
     * @throws DeliveryException when that fails
     */
    void check() {
        withinDeadline(() -> {
            attached().testConnection();
            return null;
        });
    }

    private JavaMailSenderImpl attached() {
        return Objects.requireNonNull(sender(), "SMTP_URL is not set");
    }

    private synchronized @Nullable JavaMailSenderImpl sender() {
        EmailSettings now = settings.get();
        if (!now.equals(last)) {
            sender = sender(now, sockets);
            last = now;
        }
        return sender;
    }

    private void withinDeadline(Callable<?> conversation) {
        try {
            sockets.within(settings.get().deadline(), conversation);
        } catch (ExecutionException e) {
            throw MailFailure.of(e.getCause());
        } catch (IOException e) {
            throw MailFailure.noAnswer(e);
        }
    }

    private static @Nullable JavaMailSenderImpl sender(EmailSettings settings, MailSockets sockets) {
        SmtpUrl url = settings.smtpUrl();
        EmailAddress from = settings.emailFrom();
        if (url == null || from == null) {
            return null;
        }
        var sender = new JavaMailSenderImpl();
        sender.setProtocol(url.encryption() == SmtpUrl.Encryption.TLS ? "smtps" : "smtp");
        sender.setHost(url.host());
        sender.setPort(url.port());
        sender.setUsername(url.user());
        sender.setPassword(url.password());
        properties(url, settings.smtpTimeout(), from, sockets)
                .forEach((name, value) ->
                        sender.getJavaMailProperties().put("mail." + sender.getProtocol() + "." + name, value));
        return sender;
    }

    private static Map<String, Object> properties(
            SmtpUrl url, Duration timeout, EmailAddress from, MailSockets sockets) {
        String timeoutMillis = String.valueOf(timeout.toMillis());
        Map<String, Object> properties = new HashMap<>();
        properties.put("connectiontimeout", timeoutMillis);
        properties.put("timeout", timeoutMillis);
        properties.put("writetimeout", timeoutMillis);
        properties.put("socketFactory", sockets);
        properties.put("socketFactory.fallback", "false");
        properties.put("quitwait", "false");
        properties.put("auth", String.valueOf(url.user() != null));
        properties.put("ssl.checkserveridentity", "true");
        // The name in our EHLO. The library would look up the name of this machine, which may hang.
        properties.put("localhost", from.domain());
        boolean startTls = url.encryption() == SmtpUrl.Encryption.STARTTLS;
        properties.put("starttls.enable", String.valueOf(startTls || url.encryption() == SmtpUrl.Encryption.OFFERED));
        properties.put("starttls.required", String.valueOf(startTls));
        return properties;
    }
}
