package testing;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;

/** A mail server on a local port that keeps its messages. One mailbox may log in. */
public final class Mail implements AutoCloseable {

    private static final String PASSWORD = "changeit";

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

    /** A server with TLS from the first byte, and a certificate that is in {@link #trustStore}. */
    public static Mail startWithTls(String user, String password) {
        System.setProperty("greenmail.tls.keystore.file", Certificate.STORE.toString());
        System.setProperty("greenmail.tls.keystore.password", PASSWORD);
        return start(ServerSetup.PROTOCOL_SMTPS, user, password);
    }

    /** The JVM options to trust the servers with TLS. */
    public static String trustStore() {
        return "-Djavax.net.ssl.trustStore=" + Certificate.STORE + " -Djavax.net.ssl.trustStorePassword=" + PASSWORD;
    }

    /** The options for a server with that certificate. */
    public static SSLContext serverContext() {
        try (InputStream in = Files.newInputStream(Certificate.STORE)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The options to trust that certificate. */
    public static TrustManager[] trustManagers() {
        try (InputStream in = Files.newInputStream(Certificate.STORE)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("mail", store.getCertificate("mail"));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            return trust.getTrustManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return setup.getPort();
    }

    /** The messages so far. */
    public List<Message> received() {
        return List.of(server.getReceivedMessages());
    }

    /** Waits until it has this many messages in total. */
    public List<Message> await(int count, Duration atMost) {
        Awaitility.await()
                .atMost(atMost)
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

    /** A certificate for this machine, created when first used. */
    private static final class Certificate {

        static final Path STORE = make();

        private static Path make() {
            try {
                Path store = Files.createTempDirectory("rollcall-mail").resolve("store.p12");
                var keytool = new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keystore",
                                store.toString(),
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-alias",
                                "mail",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=dns:localhost,ip:127.0.0.1")
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                    throw new IllegalStateException("keytool made no certificate");
                }
                return store;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
