package kit.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The only way from the service to its database: a port of this machine whose connections are carried to the database.
 * Cut, it refuses new connections and has closed the old ones, as if the server had stopped.
 */
public final class DatabaseLink implements AutoCloseable {

    private static final int CHUNK = 8 * 1024;
    private static final int BACKLOG = 100;

    private final String host;
    private final int target;
    private final int port;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private @Nullable ServerSocket entrance;

    private DatabaseLink(String host, int target, ServerSocket entrance) {
        this.host = host;
        this.target = target;
        this.entrance = entrance;
        this.port = entrance.getLocalPort();
    }

    /** From a free port of the loopback address to this host and port. */
    public static DatabaseLink to(String host, int target) throws IOException {
        ServerSocket entrance = listen(0);
        var link = new DatabaseLink(host, target, entrance);
        daemon(() -> link.accept(entrance));
        return link;
    }

    public int port() {
        return port;
    }

    /** The number of connections that were accepted so far. */
    public int connections() {
        return connections.get();
    }

    /** Closes all connections and refuses new ones. */
    public synchronized void cut() {
        if (entrance != null) {
            closeQuietly(entrance);
            entrance = null;
        }
        sockets.forEach(DatabaseLink::closeQuietly);
        sockets.clear();
    }

    /** Accepts connections again, on the same port. Nothing happens if it is not cut. */
    public synchronized void restore() throws IOException {
        if (entrance == null) {
            ServerSocket opened = listen(port);
            entrance = opened;
            daemon(() -> accept(opened));
        }
    }

    @Override
    public void close() {
        cut();
    }

    private void accept(ServerSocket opened) {
        while (!opened.isClosed()) {
            try {
                connect(opened, opened.accept());
            } catch (IOException e) {
                // Cut: the loop ends.
                closeQuietly(opened);
            }
        }
    }

    private void connect(ServerSocket opened, Socket inner) {
        connections.incrementAndGet();
        try {
            var outer = new Socket(host, target);
            if (!keep(opened, inner, outer)) {
                closeQuietly(outer);
                closeQuietly(inner);
                return;
            }
            daemon(() -> carry(inner, outer));
            daemon(() -> carry(outer, inner));
        } catch (IOException e) {
            // The database does not listen, so the connection ends as it would there.
            closeQuietly(inner);
        }
    }

    /** False if the way is cut. The thread that accepts may still get one connection after its socket was closed. */
    private synchronized boolean keep(ServerSocket opened, Socket inner, Socket outer) {
        return entrance == opened && sockets.addAll(List.of(inner, outer));
    }

    private static void carry(Socket from, Socket to) {
        byte[] chunk = new byte[CHUNK];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                out.write(chunk, 0, length);
            }
        } catch (IOException e) {
            closeQuietly(from);
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        var socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), BACKLOG);
        return socket;
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "database-link");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // Already closed.
            return;
        }
    }
}
