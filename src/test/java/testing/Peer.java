package testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ServerSocketFactory;

/** A receiver with a given behaviour for each connection, byte by byte. */
public final class Peer implements AutoCloseable {

    private final ServerSocket server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    private Peer(ServerSocket server) {
        this.server = server;
    }

    public static Peer start(Behaviour behaviour) {
        return start(ServerSocketFactory.getDefault(), behaviour);
    }

    public static Peer start(ServerSocketFactory sockets, Behaviour behaviour) {
        try {
            ServerSocket server = sockets.createServerSocket();
            server.setReceiveBufferSize(1024);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            var peer = new Peer(server);
            daemon(peer::accept, behaviour);
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Writes the text again and again, one byte every few milliseconds, until the caller hangs up. */
    public void drip(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        while (true) {
            for (byte each : text.getBytes(StandardCharsets.ISO_8859_1)) {
                out.write(each);
                out.flush();
                if (waitFor(20)) {
                    return;
                }
            }
        }
    }

    /** Writes the text again and again, as fast as the caller reads it. */
    public void flood(Socket socket, String text) throws IOException {
        byte[] bytes = text.repeat(100).getBytes(StandardCharsets.ISO_8859_1);
        while (!waitFor(0)) {
            socket.getOutputStream().write(bytes);
        }
    }

    /** Does nothing until the test is over. */
    public void stall() {
        waitFor(60_000);
    }

    public static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Reads a request without a body. */
    public static String head(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int read = in.read();
            if (read < 0) {
                throw new IOException("the caller hung up");
            }
            head.append((char) read);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private boolean waitFor(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void accept(Behaviour behaviour) {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                connections.add(connection);
                daemon(
                        each -> {
                            try (connection) {
                                each.meet(this, connection);
                            } catch (IOException e) {
                                return;
                            }
                        },
                        behaviour);
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void daemon(Consumer<Behaviour> work, Behaviour behaviour) {
        var thread = new Thread(() -> work.accept(behaviour), "peer");
        thread.setDaemon(true);
        thread.start();
    }

    /** The behaviour for a connection. */
    public interface Behaviour {
        void meet(Peer peer, Socket connection) throws IOException;
    }
}
