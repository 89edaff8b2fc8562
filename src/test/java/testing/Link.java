package testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The network between a process and a port of this machine. It can become silent without closing connections, and it can break. */
public final class Link implements AutoCloseable {

    private static final int CHUNK = 8 * 1024;

    private final ServerSocket entrance;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Object gate = new Object();
    private boolean silent;
    private volatile boolean broken;

    private Link(ServerSocket entrance, int target) {
        this.entrance = entrance;
        this.target = target;
    }

    /** From a free port of the address, {@code 127.0.0.1} or {@code ::1}, to this port. */
    public static Link to(int target, String from) {
        try {
            var link = new Link(new ServerSocket(0, 100, InetAddress.getByName(from)), target);
            daemon(link::accept);
            return link;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return entrance.getLocalPort();
    }

    /** Holds all data from now on, without closing connections. */
    public void fallSilent() {
        synchronized (gate) {
            silent = true;
        }
    }

    /** Closes all connections, and new ones at once. */
    public void breakOff() {
        broken = true;
        sockets.forEach(Link::closeQuietly);
    }

    /** Forwards the held data and all that follows. */
    public void recover() {
        broken = false;
        synchronized (gate) {
            silent = false;
            gate.notifyAll();
        }
    }

    @Override
    public void close() {
        closeQuietly(entrance);
        sockets.forEach(Link::closeQuietly);
        recover();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                connect(entrance.accept());
            } catch (IOException e) {
                // Closed: the loop ends.
                closeQuietly(entrance);
            }
        }
    }

    private void connect(Socket inner) {
        if (broken) {
            closeQuietly(inner);
            return;
        }
        try {
            var outer = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.addAll(List.of(inner, outer));
            daemon(() -> carry(inner, outer));
            daemon(() -> carry(outer, inner));
        } catch (IOException e) {
            // The target does not listen, so the connection is refused as it would be there.
            closeQuietly(inner);
        }
    }

    private void carry(Socket from, Socket to) {
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                waitWhileSilent();
                out.write(chunk, 0, length);
            }
        } catch (IOException e) {
            closeQuietly(from);
            closeQuietly(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void waitWhileSilent() throws InterruptedException {
        synchronized (gate) {
            while (silent) {
                gate.wait();
            }
        }
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "link");
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
