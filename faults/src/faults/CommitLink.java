package faults;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Between a process and its server, and able to lose the answer to a {@code COMMIT}: the server has committed, and the
 * process cannot know it. It reads just enough of the protocol: in the answers of the server, the type and the length of
 * each message.
 *
 * @see <a href="https://www.postgresql.org/docs/18/protocol-message-formats.html">message formats</a>
 */
final class CommitLink implements AutoCloseable {

    /** How the connection ends instead of the answer. */
    enum End {
        /** The connection breaks. */
        BROKEN,
        /** The server says that an administrator ends the session, as it does at a shutdown. */
        SHUT_DOWN
    }

    private static final char COMMAND_COMPLETE = 'C';
    private static final byte[] COMMIT = "COMMIT\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ADMIN_SHUTDOWN =
            "SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0"
                    .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket entrance;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private volatile int oneIn = Integer.MAX_VALUE;
    private volatile End end = End.BROKEN;

    CommitLink(int target) {
        try {
            this.entrance = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.target = target;
        daemon(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** Loses the answer to one commit in this many from now on. */
    void loseOneIn(int number, End instead) {
        end = instead;
        oneIn = number;
    }

    /** Loses none from now on; returns how many were lost. */
    int recover() {
        oneIn = Integer.MAX_VALUE;
        return lost.getAndSet(0);
    }

    @Override
    public void close() {
        closeQuietly(entrance);
        sockets.forEach(CommitLink::closeQuietly);
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket inner = entrance.accept();
                var outer = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.addAll(List.of(inner, outer));
                daemon(() -> carry(inner, outer, () -> requests(inner, outer)));
                daemon(() -> carry(inner, outer, () -> answers(outer, inner)));
            } catch (IOException e) {
                // Closed: the loop ends.
                closeQuietly(entrance);
            }
        }
    }

    /** Carries one direction until either side closes the connection. */
    private static void carry(Socket inner, Socket outer, Direction direction) {
        try (inner;
                outer) {
            direction.carry();
        } catch (IOException e) {
            // The other direction ends as well, because both sockets are closed.
            return;
        }
    }

    private static void requests(Socket from, Socket to) throws IOException {
        from.getInputStream().transferTo(to.getOutputStream());
    }

    /** Carries whole messages, so that a lost answer begins at a border. */
    private void answers(Socket from, Socket to) throws IOException {
        var in = new DataInputStream(from.getInputStream());
        var out = new DataOutputStream(to.getOutputStream());
        while (true) {
            byte type = in.readByte();
            byte[] content = in.readNBytes(in.readInt() - Integer.BYTES);
            if (type == COMMAND_COMPLETE && Arrays.equals(content, COMMIT) && isLost()) {
                if (end == End.SHUT_DOWN) {
                    write(out, (byte) 'E', ADMIN_SHUTDOWN);
                }
                return;
            }
            write(out, type, content);
        }
    }

    private boolean isLost() {
        boolean isLost = commits.incrementAndGet() % oneIn == 0;
        if (isLost) {
            lost.incrementAndGet();
        }
        return isLost;
    }

    private static void write(DataOutputStream out, byte type, byte[] content) throws IOException {
        byte[] message = ByteBuffer.allocate(1 + Integer.BYTES + content.length)
                .put(type)
                .putInt(Integer.BYTES + content.length)
                .put(content)
                .array();
        out.write(message);
        out.flush();
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "commit-link");
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

    /** One direction of a connection. */
    private interface Direction {

        void carry() throws IOException;
    }
}
