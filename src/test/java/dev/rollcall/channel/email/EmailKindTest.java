package dev.rollcall.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.channel.DeliveryException;
import dev.rollcall.channel.LinkToken;
import dev.rollcall.channel.SampleAlert;
import dev.rollcall.channel.SampleNotice;
import dev.rollcall.channel.text.TestTexts;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.platform.config.Current;
import dev.rollcall.platform.config.TestSettings;
import dev.rollcall.platform.problem.InvalidRequestException;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.Multipart;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import testing.App;
import testing.Mail;
import testing.Peer;

@Timeout(300)
class EmailKindTest {

    private static final String USER = "alerts@example.com";
    private static final LinkToken ACKNOWLEDGE =
            LinkToken.of(LinkToken.Action.ACKNOWLEDGE, SampleAlert.ID, SampleAlert.SIGNING_SECRET);
    private static final LinkToken UNSUBSCRIBE =
            LinkToken.of(LinkToken.Action.UNSUBSCRIBE, SampleAlert.CHANNEL, SampleAlert.SIGNING_SECRET);
    private static final Map<String, Object> CONFIG =
            Map.of("to", "ops@example.com", "language", "en", "time_zone", "UTC");

    @Test
    void aMessageIsSentThroughAServerThatRequiresALogin() throws Exception {
        try (Mail mail = Mail.start(USER, "p@:/% +")) {
            email("smtp://alerts%40example.com:p%40%3A%2F%25%20+@127.0.0.1:" + mail.port())
                    .send(SampleAlert.down(CONFIG, "Sicherung täglich", "voll"));

            Message message = mail.await(1).get(0);
            assertThat(message.getSubject()).isEqualTo("[Rollcall] DOWN: Sicherung täglich");
            assertThat(message.getContentType()).startsWith("multipart/alternative;");
            assertThat(part(message, 0).getContentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
            assertThat(part(message, 1).getContentType()).isEqualToIgnoringCase("text/html; charset=UTF-8");
            assertThat(text(message, 0).replace("\r\n", "\n")).isEqualTo("""
                    DOWN: Sicherung täglich

                    Since: 2026-03-01 12:00:00 UTC
                    Why: it ended with exit status 7
                    Before: up for 2 hours
                    Last ping: 2026-03-01 12:00:00 UTC, exit status 7
                    Project: Backups
                    Tags: prod, db

                    Last lines of output:

                    voll

                    Acknowledge: https://rollcall.example/acknowledge/%s

                    --\s
                    Rollcall https://rollcall.example/
                    Unsubscribe: https://rollcall.example/unsubscribe/%s
                    """.formatted(ACKNOWLEDGE, UNSUBSCRIBE));
            assertThat(text(message, 1))
                    .contains("<a href=\"https://rollcall.example/acknowledge/" + ACKNOWLEDGE + "\"");
            assertThat(Mail.header(message, "From")).isEqualTo("Rollcall <alerts@example.com>");
            assertThat(Mail.header(message, "To")).isEqualTo("ops@example.com");
            assertThat(Mail.header(message, "Auto-Submitted")).isEqualTo("auto-generated");
            assertThat(message.getSentDate()).isEqualTo(Date.from(SampleAlert.NOW));
        }
    }

    @Test
    void eachMessageIsSentWithTheLoginThatTheFileHasNow(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("smtp-url");
        try (Mail first = Mail.start("first", "Pa55");
                Mail second = Mail.start("second", "S3c0nd")) {
            Files.writeString(file, "smtp://first:Pa55@127.0.0.1:" + first.port());
            EmailKind email = emailWith(TestSettings.current(
                    EmailSettings.class,
                    Map.of(
                            "SMTP_URL_FILE",
                            file.toString(),
                            "EMAIL_FROM",
                            "alerts@example.com",
                            "SMTP_TIMEOUT",
                            "2s")));
            email.send(SampleAlert.down(CONFIG, "one", ""));
            assertThat(first.received()).hasSize(1);

            Files.writeString(file, "smtp://second:wrong@127.0.0.1:" + second.port());
            assertThatThrownBy(() -> email.send(SampleAlert.down(CONFIG, "two", "")))
                    .isInstanceOf(DeliveryException.class);
            Files.writeString(file, "smtp://second:S3c0nd@127.0.0.1:" + second.port());
            email.send(SampleAlert.down(CONFIG, "two", ""));
            Files.writeString(file, "second:S3c0nd");
            email.send(SampleAlert.down(CONFIG, "three", ""));

            assertThat(first.received()).hasSize(1);
            assertThat(second.received()).hasSize(2);
        }
    }

    @Test
    void aReportNamesEachCheckInTextAndHtml() throws Exception {
        try (Mail mail = Mail.start(USER, "secret")) {
            email("smtp://127.0.0.1:" + mail.port()).send(SampleNotice.report(CONFIG));

            Message message = mail.await(1).get(0);
            assertThat(message.getSubject()).isEqualTo("[Rollcall] Daily report of Backups");
            assertThat(text(message, 0).replace("\r\n", "\n")).startsWith("""
                    Daily report of Backups

                    Checks: 3
                    Down now: 0
                    backup: up, was down 2 times, for 2 hours 30 minutes in all, uptime 89.58 %
                    mail: up, uptime 100.00 %
                    unused: new
                    """);
            assertThat(text(message, 1))
                    .contains(">backup</th>", "up, was down 2 times, for 2 hours 30 minutes in all");
        }
    }

    @Test
    void aChannelSaysHowOftenItGetsReports() {
        EmailKind email = email("smtp://mail.example");

        assertThat(email.configure(Map.of("to", "ops@example.com", "report", "weekly")))
                .containsEntry("report", "weekly");
        assertThatThrownBy(() -> email.configure(Map.of("to", "ops@example.com", "report", "yearly")))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        refusal -> assertThat(refusal.fields()).containsOnlyKeys("report"));
    }

    @Test
    void aMailProgramIsToldHowToUnsubscribe() throws Exception {
        try (Mail mail = Mail.start(USER, "secret")) {
            email("smtp://127.0.0.1:" + mail.port()).send(SampleAlert.down(CONFIG, "backup", ""));

            Message message = mail.await(1).get(0);
            assertThat(Mail.header(message, "List-Unsubscribe"))
                    .isEqualTo("<https://rollcall.example/unsubscribe/" + UNSUBSCRIBE + ">");
            assertThat(Mail.header(message, "List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
            assertThat(Mail.header(message, "List-ID")).isEqualTo("<" + SampleAlert.CHANNEL + ".example.com>");
            assertThat(text(message, 1))
                    .contains("<a href=\"https://rollcall.example/unsubscribe/" + UNSUBSCRIBE + "\"");
        }
    }

    @Test
    void theHtmlHasNoTagsOfStrangersAndNeitherPartHasTheId() throws Exception {
        try (Mail mail = Mail.start(USER, "secret")) {
            String hostile = "<script>alert(1)</script> \" ' &";
            email("smtp://127.0.0.1:" + mail.port())
                    .send(SampleAlert.down(CONFIG, hostile, hostile + SampleAlert.CHECK.value()));

            Message message = mail.await(1).get(0);
            assertThat(text(message, 1))
                    .contains("&lt;script&gt;alert(1)&lt;/script&gt; &quot; &#39; &amp;", "<html lang=\"en-US\">")
                    .doesNotContain("<script>");
            assertThat(text(message, 0)).contains(hostile);
            for (int part : List.of(0, 1)) {
                assertThat(text(message, part))
                        .doesNotContain(SampleAlert.CHECK.value().toString());
            }
        }
    }

    @Test
    void theTitleIsRedForDownAmberForLateAndGreenForUp() throws Exception {
        try (Mail mail = Mail.start(USER, "secret")) {
            EmailKind email = email("smtp://127.0.0.1:" + mail.port());
            email.send(SampleAlert.down(CONFIG, "backup", ""));
            email.send(SampleAlert.of(CONFIG, CheckStatus.UP, StatusChange.Reason.LATE));
            email.send(SampleAlert.up(CONFIG, "backup"));

            List<Message> messages = mail.await(3);
            assertThat(text(messages.get(0), 1)).contains("color:#b42318\">DOWN: backup");
            assertThat(text(messages.get(1), 1)).contains("color:#b54708\">LATE: backup");
            assertThat(text(messages.get(2), 1)).contains("color:#1e7d34\">UP: backup");
        }
    }

    @Test
    void theLanguageIsThatOfTheChannel() throws Exception {
        try (Mail mail = Mail.start(USER, "secret")) {
            email("smtp://127.0.0.1:" + mail.port())
                    .send(SampleAlert.up(Map.of("to", "ops@example.com", "language", "fr"), "sauvegarde"));

            Message message = mail.await(1).get(0);
            assertThat(message.getSubject()).isEqualTo("[Rollcall] RÉTABLI : sauvegarde");
            assertThat(text(message, 0)).contains("Projet: Backups");
            assertThat(text(message, 1)).contains("<html lang=\"fr-FR\">", "Ouvrir Rollcall");
        }
    }

    @Test
    void aNoticeIsAMessageLikeAnAlert() throws Exception {
        try (Mail mail = Mail.start(USER, "secret")) {
            email("smtp://127.0.0.1:" + mail.port())
                    .send(SampleNotice.failing(CONFIG, "chat <b>\r\nBcc: eve@example.com"));

            Message message = mail.await(1).get(0);
            assertThat(message.getSubject())
                    .isEqualTo("[Rollcall] Alerts do not reach the channel chat <b> Bcc: eve@example.com");
            assertThat(message.getAllRecipients()).hasSize(1);
            assertThat(text(message, 0)).contains("Kind: slack", "Why: the receiver answered 503");
            assertThat(text(message, 1))
                    .contains("chat &lt;b&gt;", "color:#b42318")
                    .doesNotContain("<b>");
            assertThat(Mail.header(message, "Message-ID")).isEqualTo("<" + SampleNotice.ID + "@example.com>");
        }
    }

    @Test
    void aRepeatedMessageHasTheSameIdInItsHeaders() {
        try (Mail mail = Mail.start(USER, "secret")) {
            EmailKind email = email("smtp://127.0.0.1:" + mail.port());
            email.send(SampleAlert.down(CONFIG, "backup", ""));
            email.send(SampleAlert.down(CONFIG, "backup", ""));

            assertThat(mail.await(2)).allSatisfy(message -> {
                assertThat(Mail.header(message, "Message-ID")).isEqualTo("<" + SampleAlert.ID + "@example.com>");
                assertThat(Mail.header(message, "X-Rollcall-Delivery")).isEqualTo(SampleAlert.ID.toString());
            });
        }
    }

    @Test
    void aLineBreakInANameAddsNoHeaderAndNoRecipient() throws Exception {
        try (Mail mail = Mail.start(USER, "secret")) {
            email("smtp://127.0.0.1:" + mail.port())
                    .send(SampleAlert.down(CONFIG, "backup\r\nBcc: eve@example.com\r\n\r\nhello", ""));

            Message message = mail.await(1).get(0);
            assertThat(message.getHeader("Bcc")).isNull();
            assertThat(message.getAllRecipients()).hasSize(1);
            assertThat(message.getSubject()).isEqualTo("[Rollcall] DOWN: backup Bcc: eve@example.com hello");
        }
    }

    @Test
    void aServerWithAnUntrustedCertificateGetsNothing() {
        try (Mail mail = Mail.startWithTls(USER, "secret")) {
            fails("smtps://127.0.0.1:" + mail.port(), "the mail server did not agree on TLS: the TLS handshake failed");
            assertThat(mail.received()).isEmpty();
        }
    }

    @Test
    void nothingIsSentWithoutStarttlsWhenItIsRequired() {
        try (Mail mail = Mail.start(USER, "secret")) {
            fails(
                    "smtp://alerts%40example.com:secret@127.0.0.1:" + mail.port() + "?starttls=true",
                    "the mail server did not agree on TLS: it does not offer STARTTLS");
            assertThat(mail.received()).isEmpty();
        }
    }

    @Test
    void aWrongPasswordIsReportedAndNotRepeated() {
        try (Mail mail = Mail.start(USER, "secret")) {
            fails(
                    "smtp://alerts%40example.com:hidden-Pa55@127.0.0.1:" + mail.port(),
                    "the mail server refused user and password of SMTP_URL");
        }
    }

    @Test
    void anUnreachableServerIsReportedWithoutItsName() {
        fails("smtp://127.0.0.1:" + App.freePort(), "the mail server did not answer: the connection was refused");
        fails("smtp://no-such-host.invalid", "the mail server did not answer: its host name cannot be looked up");
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 550, 'the mail server refused the sender, EMAIL_FROM, with 550'",
        "RCPT, 550, the mail server refused the recipient with 550",
        "RCPT, 451, the mail server refused the recipient with 451",
        "DATA, 554, the mail server refused the message with 554"
    })
    void aRefusalIsReportedByItsCodeAndNotByTextThatNamesTheRecipient(String command, String code, String reason)
            throws Exception {
        try (var server = new Refusing(command, code + " not ops@example.com")) {
            fails("smtp://127.0.0.1:" + server.port(), reason);
        }
    }

    @Test
    void aSilentServerTimesOut() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            long began = System.nanoTime();

            fails("smtp://127.0.0.1:" + silent.getLocalPort(), "the mail server did not answer: it took too long");

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        }
    }

    /** What a mail server does that is never silent for long and never finishes. */
    enum Drip {
        BANNER((peer, socket) -> peer.drip(socket, "220-go on\r\n")),
        ANSWER((peer, socket) -> {
            Peer.write(socket, "220 ready\r\n");
            peer.drip(socket, "250-go on\r\n");
        }),
        MESSAGE((peer, socket) -> {
            Peer.write(socket, "220 ready\r\n250 go on\r\n250 go on\r\n250 go on\r\n354 go on\r\n");
            peer.drip(socket, "250-go on\r\n");
        });

        private final Peer.Behaviour behaviour;

        Drip(Peer.Behaviour behaviour) {
            this.behaviour = behaviour;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConversationWithASlowServerEndsAtItsDeadline(Drip drip) throws Exception {
        try (Peer peer = Peer.start(drip.behaviour)) {
            endsAtTheDeadline("smtp://127.0.0.1:" + peer.port());
        }
    }

    @Test
    void aSlowHandshakeEndsAtItsDeadline() throws Exception {
        // The start of a long handshake record that never completes.
        Peer.Behaviour drips = (peer, socket) -> {
            Peer.write(socket, "\u0016\u0003\u0003@\u0000");
            peer.drip(socket, "\u0002");
        };
        try (Peer peer = Peer.start(drips)) {
            endsAtTheDeadline("smtps://127.0.0.1:" + peer.port());
        }
    }

    @Test
    void aServerThatStopsReadingTimesOut() throws Exception {
        Peer.Behaviour stops = (peer, socket) -> {
            Peer.write(socket, "220 ready\r\n250 go on\r\n250 go on\r\n250 go on\r\n354 go on\r\n");
            peer.stall();
        };
        try (Peer peer = Peer.start(stops)) {
            endsAtTheDeadline("smtp://127.0.0.1:" + peer.port());
        }
    }

    private static void endsAtTheDeadline(String url) {
        EmailKind email = email(url, Duration.ofMillis(300));
        long began = System.nanoTime();

        assertThatThrownBy(() -> email.send(SampleAlert.down(CONFIG, "backup", "x".repeat(10_000))))
                .isInstanceOf(DeliveryException.class)
                .hasMessageStartingWith("the mail server did not a");

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void anAcceptedMessageIsNotRepeatedWhenTheServerHangsUpSilently() throws Exception {
        try (var server = new Refusing("QUIT", "")) {
            email("smtp://127.0.0.1:" + server.port()).send(SampleAlert.down(CONFIG, "backup", ""));
        }
    }

    @Test
    void withoutAServerAChannelIsRefusedAndADeliveryFailsWithAReason() {
        EmailKind email = email(null);

        assertThatThrownBy(() -> email.configure(CONFIG))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        refusal -> assertThat(refusal.fields())
                                .containsExactly(
                                        Map.entry("kind", "cannot be email in this deploy: SMTP_URL is not set")));
        assertThatThrownBy(() -> email.send(SampleAlert.down(CONFIG, "backup", "")))
                .isInstanceOf(DeliveryException.class)
                .hasMessage("no mail server is attached: SMTP_URL is not set");
    }

    @Test
    void onlyTheAddressOfARequestIsKept() {
        EmailKind email = email("smtp://mail.example");

        assertThat(email.configure(Map.of("kind", "email", "to", "ops@example.com")))
                .isEqualTo(CONFIG);
        for (Object to : List.of("", "ops", 7, "a@example.com, b@example.com")) {
            assertThatThrownBy(() -> email.configure(Map.of("to", to)))
                    .isInstanceOfSatisfying(
                            InvalidRequestException.class,
                            refusal -> assertThat(refusal.fields())
                                    .containsExactly(Map.entry("to", "must be an e-mail address")));
        }
    }

    private static BodyPart part(Message message, int number) throws Exception {
        return ((Multipart) message.getContent()).getBodyPart(number);
    }

    private static String text(Message message, int number) throws Exception {
        return part(message, number).getContent().toString();
    }

    private static void fails(String url, String reason) {
        EmailKind email = email(url);
        assertThatThrownBy(() -> email.send(SampleAlert.down(CONFIG, "backup", "")))
                .isInstanceOf(DeliveryException.class)
                .hasMessage(reason);
    }

    private static EmailKind email(@Nullable String url) {
        return email(url, Duration.ofSeconds(2));
    }

    private static EmailKind email(@Nullable String url, Duration timeout) {
        var settings = new EmailSettings(
                url == null ? null : SmtpUrl.from(url),
                timeout,
                url == null ? null : EmailAddress.from("Rollcall <alerts@example.com>"));
        return emailWith(() -> settings);
    }

    private static EmailKind emailWith(Current<EmailSettings> settings) {
        return new EmailKind(
                new MailServer(settings), settings.get(), TestTexts.create(), TestTexts.words(), TestTexts.SITE);
    }

    /** A mail server that refuses one command, or hangs up at it. */
    private static final class Refusing implements AutoCloseable {

        private final ServerSocket socket;
        private final String command;
        private final String refusal;

        Refusing(String command, String refusal) throws IOException {
            this.socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            this.command = command;
            this.refusal = refusal;
            var thread = new Thread(this::serve, "refusing-mail-server");
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }

        private void serve() {
            try (Socket client = socket.accept();
                    var in = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                    var out = new PrintWriter(client.getOutputStream(), true, StandardCharsets.US_ASCII)) {
                out.print("220 ready\r\n");
                out.flush();
                boolean inMessage = false;
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (inMessage) {
                        inMessage = !line.equals(".");
                        if (inMessage) {
                            continue;
                        }
                    } else if (line.startsWith(command)) {
                        if (refusal.isEmpty()) {
                            return;
                        }
                        out.print(refusal + "\r\n");
                        out.flush();
                        continue;
                    } else if (line.startsWith("DATA")) {
                        inMessage = true;
                    }
                    out.print((inMessage ? "354" : "250") + " go on\r\n");
                    out.flush();
                }
            } catch (IOException e) {
                // The client was refused and hung up.
                return;
            }
        }
    }
}
