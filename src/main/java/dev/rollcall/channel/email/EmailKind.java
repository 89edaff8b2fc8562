package dev.rollcall.channel.email;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.ChannelKind;
import dev.rollcall.channel.DeliveryException;
import dev.rollcall.channel.Message;
import dev.rollcall.channel.Notice;
import dev.rollcall.channel.field.Field;
import dev.rollcall.channel.field.KindDefinition;
import dev.rollcall.channel.text.AlertText;
import dev.rollcall.channel.text.AlertTexts;
import dev.rollcall.channel.text.Words;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.problem.InvalidRequestException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.javamail.MimeMessageHelper;

/**
 * Sends alerts by e-mail through the attached mail server. Without one, deliveries wait in the queue and are retried.
 */
@KindDefinition(
        name = "email",
        summary = "sends an e-mail through the mail server at SMTP_URL",
        fields = {
            @Field(name = "to", meaning = "the mailbox", required = true, maxLength = 254),
            @Field(
                    name = "report",
                    meaning = "how often a report about the checks of the project is sent",
                    oneOf = {"off", "daily", "weekly", "monthly"})
        })
class EmailKind implements ChannelKind {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final MailServer server;
    private final @Nullable EmailAddress from;
    private final AlertTexts texts;
    private final Words words;
    private final Site site;
    private final EmailMessages messages = new EmailMessages();

    EmailKind(MailServer server, EmailSettings settings, AlertTexts texts, Words words, Site site) {
        this.server = server;
        this.from = settings.emailFrom();
        this.texts = texts;
        this.words = words;
        this.site = site;
    }

    @Override
    public Map<String, Object> configure(Map<String, Object> fields) {
        Map<String, String> faults = new TreeMap<>();
        if (!server.isAttached()) {
            faults.put("kind", "cannot be email in this deploy: SMTP_URL is not set");
        }
        if (!(fields.get("to") instanceof String to) || !EmailAddress.isMailbox(to)) {
            faults.put("to", "must be an e-mail address");
        }
        try {
            Map<String, Object> settings = ChannelKind.super.configure(fields);
            if (faults.isEmpty()) {
                return settings;
            }
        } catch (InvalidRequestException e) {
            e.fields().forEach(faults::putIfAbsent);
        }
        throw new InvalidRequestException(faults);
    }

    /** All e-mail goes through one server. */
    @Override
    public Optional<String> receiver(Map<String, Object> config) {
        return Optional.of("smtp");
    }

    @Override
    public void send(Alert alert) {
        sendMessage(alert);
    }

    @Override
    public void send(Notice notice) {
        sendMessage(notice);
    }

    private void sendMessage(Message message) {
        if (!server.isAttached()) {
            throw new DeliveryException("no mail server is attached: SMTP_URL is not set");
        }
        try {
            server.send(mail(message));
        } catch (MessagingException e) {
            throw new DeliveryException("the message could not be written: " + FailureReason.kind(e), e);
        }
    }

    /** Mail programs show a button to unsubscribe (RFC 2369, RFC 8058), and filters sort by List-ID (RFC 2919). */
    private static void addListHeaders(MimeMessage mail, String list, String unsubscribe) throws MessagingException {
        mail.setHeader("List-ID", "<" + list + ">");
        mail.setHeader("List-Unsubscribe", "<" + unsubscribe + ">");
        if (unsubscribe.startsWith("https:")) {
            mail.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
    }

    @SuppressWarnings("JavaUtilDate") // the library has no other type
    private MimeMessage mail(Message message) throws MessagingException {
        EmailAddress sender = Objects.requireNonNull(from, "EMAIL_FROM is set where SMTP_URL is");
        MimeMessage mail = server.newMessage();
        var unsubscribe = new EmailMessages.Link(
                words.in(message.config()).word("unsubscribe"), site.url(message.unsubscribePath()));
        AlertText text = texts.of(message);
        // Spring's helper would wrap the two forms of the text in two more layers, which are for attachments.
        mail.setContent(messages.content(text, unsubscribe));
        var helper = new MimeMessageHelper(mail, UTF_8);
        helper.setFrom(sender.address());
        helper.setTo(new InternetAddress(String.valueOf(message.config().get("to")), true));
        helper.setSubject(messages.subject(text));
        helper.setSentDate(Date.from(message.now()));
        addListHeaders(mail, message.channelId() + "." + sender.domain(), unsubscribe.url());
        // Prevents automatic replies (RFC 3834).
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setHeader("X-Rollcall-Delivery", message.id().toString());
        mail.saveChanges();
        // Set after saving, which generates another. It is the same at every attempt, so duplicates can be recognized.
        mail.setHeader("Message-ID", "<" + message.id() + "@" + sender.domain() + ">");
        return mail;
    }
}
