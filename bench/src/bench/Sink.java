package bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/**
 * Receives webhooks at little cost, so that the processors are free for the measured process. Keeps connections open,
 * reads each request and answers 200, at once or after a delay.
 */
final class Sink implements AutoCloseable {

    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK".getBytes(StandardCharsets.US_ASCII);
    private static final String LENGTH = "content-length:";
    private static final int LONGEST_REQUEST = 64 * 1024;

    private final ServerSocket server;
    private final AtomicLong received = new AtomicLong();
    private volatile Duration delay = Duration.ZERO;

    private Sink(ServerSocket server) {
        this.server = server;
    }

    static Sink start() throws IOException {
        var sink = new Sink(new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress()));
        daemon(sink::accept);
        return sink;
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/alert";
    }

    /** Delays each later answer by this time. */
    void answerAfter(Duration time) {
        delay = time;
    }

    long received() {
        return received.get();
    }

    /** Waits until this many requests were received in total. */
    void await(long count) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> received.get() >= count);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed: the loop ends.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            byte[] request = new byte[LONGEST_REQUEST];
            int have = 0;
            while (true) {
                int length = length(request, have);
                if (length > 0 && have >= length) {
                    System.arraycopy(request, length, request, 0, have - length);
                    have -= length;
                    LockSupport.parkNanos(delay.toNanos());
                    received.incrementAndGet();
                    out.write(ANSWER);
                    continue;
                }
                int read = in.read(request, have, request.length - have);
                if (read <= 0) {
                    return;
                }
                have += read;
            }
        } catch (IOException e) {
            // The worker was stopped.
        }
    }

    /** The length of the first request with its body; 0 while its headers are incomplete. */
    private static int length(byte[] request, int have) {
        String head = new String(request, 0, have, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        int end = head.indexOf("\r\n\r\n");
        if (end < 0) {
            return 0;
        }
        int at = head.lastIndexOf(LENGTH, end);
        return end
                + 4
                + (at < 0
                        ? 0
                        : Integer.parseInt(head.substring(at + LENGTH.length(), head.indexOf("\r\n", at))
                                .strip()));
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "sink");
        thread.setDaemon(true);
        thread.start();
    }
}
