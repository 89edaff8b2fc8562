package kit.probe.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A port that counts connections and closes them at once: a database that nothing must connect to. */
public final class Trap implements AutoCloseable {

    private static final int BACKLOG = 50;

    private final ServerSocket socket;
    private final AtomicInteger connections = new AtomicInteger();

    private Trap(ServerSocket socket) {
        this.socket = socket;
    }

    public static Trap open() throws IOException {
        var trap = new Trap(new ServerSocket(0, BACKLOG, InetAddress.getByName("127.0.0.1")));
        var listener = new Thread(trap::count, "trap");
        listener.setDaemon(true);
        listener.start();
        return trap;
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** The number of connections so far. */
    public int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void count() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                connections.incrementAndGet();
            } catch (IOException e) {
                // Closed: the loop ends.
                return;
            }
        }
    }
}
