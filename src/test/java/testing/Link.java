package testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * The network between a process and a port of this machine. It can become slow or silent, lose all data without closing
 * connections, and break, between two answers or in the middle of one.
 */
public final class Link implements AutoCloseable {

    private final ServerSocket entrance;
    private final int target;
    private final Carrier answers;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final Object gate = new Object();
    private boolean silent;
    private volatile boolean broken;
    private volatile boolean breaking;
    private volatile boolean losing;
    private volatile Duration delay = Duration.ZERO;

    private Link(ServerSocket entrance, int target, Carrier answers) {
        this.entrance = entrance;
        this.target = target;
        this.answers = answers;
    }

    /** From a free port of the address, {@code 127.0.0.1} or {@code ::1}, to this port. */
    public static Link to(int target, String from) {
        return to(target, from, InputStream::transferTo);
    }

    /** The same, with another way to carry what the target sends. */
    public static Link to(int target, String from, Carrier answers) {
        try {
            var link = new Link(new ServerSocket(0, 100, InetAddress.getByName(from)), target, answers);
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
        connections.forEach(Connection::close);
    }

    /** Closes each connection in the middle of the next data that the target sends. */
    public void breakInAnswers() {
        breaking = true;
    }

    /** Delays all data by this time, once in each direction. */
    public void slowDown(Duration time) {
        delay = time;
    }

    /**
     * Loses all data from now on, as a firewall that drops packets. Neither side is told when the other one closes a
     * connection. The connections of this time never work again.
     */
    public void loseAll() {
        losing = true;
        connections.forEach(connection -> connection.lost().set(true));
    }

    /** Forwards the held data and all that follows. */
    public void recover() {
        broken = false;
        breaking = false;
        losing = false;
        delay = Duration.ZERO;
        synchronized (gate) {
            silent = false;
            gate.notifyAll();
        }
    }

    @Override
    public void close() {
        closeQuietly(entrance);
        connections.forEach(Connection::close);
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
            var connection = new Connection(inner, outer, new AtomicBoolean(losing));
            connections.add(connection);
            if (broken) {
                // It was accepted at the moment when all were closed.
                connection.close();
                return;
            }
            daemon(() -> carry(inner, outer, connection, InputStream::transferTo));
            daemon(() -> carry(outer, inner, connection, answers));
        } catch (IOException e) {
            // The target does not listen, so the connection is refused as it would be there.
            closeQuietly(inner);
        }
    }

    private void carry(Socket from, Socket to, Connection connection, Carrier carrier) {
        try {
            carrier.carry(from.getInputStream(), new Gate(from, to.getOutputStream(), connection));
        } catch (IOException e) {
            // Closed by one of the two, or by the test.
            closeQuietly(from);
        }
        if (!connection.lost().get()) {
            connection.close();
        }
    }

    private void waitWhileSilent() throws IOException {
        synchronized (gate) {
            while (silent) {
                try {
                    gate.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException();
                }
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

    /** Carries one direction of a connection. */
    public interface Carrier {

        /** Returns when the connection is to be closed, or when {@code from} has ended. */
        void carry(InputStream from, OutputStream to) throws IOException;
    }

    /** Where one direction of a connection leaves this network, with all that the network does to the data. */
    private final class Gate extends OutputStream {

        private final OutputStream to;
        private final Connection connection;
        private final boolean isAnswer;

        Gate(Socket from, OutputStream to, Connection connection) {
            this.to = to;
            this.connection = connection;
            this.isAnswer = from.equals(connection.outer());
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] data, int offset, int length) throws IOException {
            waitWhileSilent();
            LockSupport.parkNanos(delay.toNanos());
            if (breaking && isAnswer) {
                to.write(data, offset, length / 2);
                connection.close();
                throw new IOException("broken in the middle of an answer");
            }
            if (!connection.lost().get()) {
                to.write(data, offset, length);
            }
        }
    }

    /** The two halves of a connection, and whether its data is lost. */
    private record Connection(Socket inner, Socket outer, AtomicBoolean lost) {

        void close() {
            closeQuietly(inner);
            closeQuietly(outer);
        }
    }
}
