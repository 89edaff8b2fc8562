package dev.rollcall.channel.email;

import dev.rollcall.channel.DeliveryException;
import dev.rollcall.platform.log.FailureReason;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;

/** Why a conversation with the mail server failed, in our own words: the server's response may repeat the recipient. */
final class MailFailure {

    private static final String NO_ANSWER = "the mail server did not answer: ";

    private MailFailure() {}

    /** A {@link DeliveryException} for a failure of the conversation. An error in our code is passed on unchanged. */
    static RuntimeException of(@Nullable Throwable thrown) {
        Throwable cause = thrown instanceof MailException e ? nested(e) : thrown;
        if (cause instanceof MessagingException e) {
            return new DeliveryException(reason(e), e);
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
    }

    /** For a conversation that was aborted. */
    static DeliveryException noAnswer(IOException e) {
        return new DeliveryException(NO_ANSWER + FailureReason.kind(e), e);
    }

    /** The exception of Jakarta Mail inside an exception of Spring. */
    private static @Nullable Throwable nested(MailException e) {
        return e instanceof MailSendException failed && failed.getMessageExceptions().length > 0
                ? failed.getMessageExceptions()[0]
                : e.getCause();
    }

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
                // The exception inside may say more.
                reason = "the mail server refused the message with " + refused.getReturnCode();
            } else if (String.valueOf(next.getMessage()).startsWith("STARTTLS")) {
                return "the mail server did not agree on TLS: it does not offer STARTTLS";
            } else if (next instanceof SSLException) {
                reason = "the mail server did not agree on TLS: ";
            }
        }
        return reason.endsWith(": ") ? reason + FailureReason.kind(cause) : reason;
    }
}
