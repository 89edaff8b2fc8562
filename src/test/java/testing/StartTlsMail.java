package testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;

/** A mail server on a local port that takes mail only after STARTTLS (RFC 3207), which GreenMail does not speak. */
public final class StartTlsMail implements AutoCloseable {

    private final ServerSocket server;
    private final Certificate certificate;
    private final List<String> received = new CopyOnWriteArrayList<>();

    private StartTlsMail(ServerSocket server, Certificate certificate) {
        this.server = server;
        this.certificate = certificate;
    }

    public static StartTlsMail start(Certificate certificate) {
        try {
            var mail = new StartTlsMail(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()), certificate);
            var thread = new Thread(mail::serve, "starttls-mail");
            thread.setDaemon(true);
            thread.start();
            return mail;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Waits until it has this many messages in total, and returns them as they were sent. */
    public List<String> await(int count) {
        Awaitility.await().pollInterval(Duration.ofMillis(50)).until(() -> received.size() >= count);
        return received;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                new Conversation(client).hold();
            } catch (IOException e) {
                // The client left, or the test is over.
            }
        }
    }

    /** One connection: in plain text up to STARTTLS, and encrypted from there. */
    private final class Conversation {

        private Socket socket;
        private BufferedReader in;
        private OutputStream out;

        Conversation(Socket socket) throws IOException {
            this.socket = socket;
            this.in = reader(socket);
            this.out = socket.getOutputStream();
        }

        void hold() throws IOException {
            say("220 localhost");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                boolean encrypted = socket instanceof SSLSocket;
                String command = line.toUpperCase(Locale.ROOT);
                if (command.startsWith("EHLO")) {
                    say(encrypted ? "250 localhost" : "250-localhost\r\n250 STARTTLS");
                } else if (command.equals("STARTTLS")) {
                    say("220 go ahead");
                    encrypt();
                } else if (command.equals("QUIT")) {
                    say("221 bye");
                    return;
                } else if (!encrypted) {
                    say("530 STARTTLS first");
                } else if (command.equals("DATA")) {
                    say("354 go ahead");
                    received.add(message());
                    say("250 stored");
                } else {
                    say("250 ok");
                }
            }
        }

        private void encrypt() throws IOException {
            var tls = (SSLSocket) certificate
                    .serverContext()
                    .getSocketFactory()
                    .createSocket(socket, "localhost", socket.getPort(), true);
            tls.setUseClientMode(false);
            tls.startHandshake();
            socket = tls;
            in = reader(tls);
            out = tls.getOutputStream();
        }

        private String message() throws IOException {
            var message = new StringBuilder();
            for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
                message.append(line).append('\n');
            }
            return message.toString();
        }

        private void say(String answer) throws IOException {
            out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }

        private BufferedReader reader(Socket from) throws IOException {
            return new BufferedReader(new InputStreamReader(from.getInputStream(), StandardCharsets.UTF_8));
        }
    }
}
