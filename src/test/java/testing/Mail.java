package testing;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** A mail server on a local port that keeps its messages. One mailbox may log in. */
public final class Mail implements AutoCloseable {

    private final GreenMail server;
    private final ServerSetup setup;

    private Mail(GreenMail server, ServerSetup setup) {
        this.server = server;
        this.setup = setup;
    }

    /** A server without TLS. */
    public static Mail start(String user, String password) {
        return start(ServerSetup.PROTOCOL_SMTP, user, password);
    }

    /** A server with TLS from the first byte, and the certificate {@link Certificate#EC}. */
    public static Mail startWithTls(String user, String password) {
        System.setProperty("greenmail.tls.keystore.file", Certificate.EC.store().toString());
        System.setProperty("greenmail.tls.keystore.password", Certificate.PASSWORD);
        return start(ServerSetup.PROTOCOL_SMTPS, user, password);
    }

    public int port() {
        return setup.getPort();
    }

    /** The messages so far. */
    public List<Message> received() {
        return List.of(server.getReceivedMessages());
    }

    /** Waits until it has this many messages in total. */
    public List<Message> await(int count) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .until(() -> received().size() >= count);
        return received();
    }

    /** A header that appears once. */
    public static String header(Message message, String name) {
        try {
            String[] values = message.getHeader(name);
            if (values == null || values.length != 1) {
                throw new AssertionError(name + " is not there once");
            }
            return values[0];
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first text in a message or in a part of it: of a message in several forms the plain one. */
    public static String text(Part part) {
        try {
            Object content = part.getContent();
            return content instanceof Multipart parts ? text(parts.getBodyPart(0)) : content.toString();
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }

    private static Mail start(String protocol, String user, String password) {
        var setup = new ServerSetup(Integer.parseInt(App.freePort()), "127.0.0.1", protocol);
        var server = new GreenMail(setup);
        server.setUser(user, password);
        server.start();
        return new Mail(server, setup);
    }
}
