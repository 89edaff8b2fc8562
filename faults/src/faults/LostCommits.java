package faults;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import testing.Link;

/**
 * Carries what a Postgres server sends, and can lose the answer to a {@code COMMIT}: the server has committed, and the
 * process cannot know it. It reads just enough of the protocol: the type and the length of each message.
 *
 * @see <a href="https://www.postgresql.org/docs/18/protocol-message-formats.html">message formats</a>
 */
final class LostCommits implements Link.Carrier {

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

    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private volatile int oneIn = Integer.MAX_VALUE;
    private volatile End end = End.BROKEN;

    /** Loses the answer to one commit in this many from now on. */
    void loseOneIn(int number, End instead) {
        end = instead;
        oneIn = number;
    }

    /** How many were lost since the last {@link #recover}. */
    int lost() {
        return lost.get();
    }

    /** Loses none from now on. */
    void recover() {
        oneIn = Integer.MAX_VALUE;
        lost.set(0);
    }

    /** Whole messages, so that a lost answer begins at a border. Those that arrive together leave together. */
    @Override
    public void carry(InputStream from, OutputStream to) throws IOException {
        var in = new DataInputStream(new BufferedInputStream(from));
        var out = new DataOutputStream(new BufferedOutputStream(to));
        while (true) {
            byte type = in.readByte();
            byte[] content = in.readNBytes(in.readInt() - Integer.BYTES);
            if (type == COMMAND_COMPLETE && Arrays.equals(content, COMMIT) && isLost()) {
                if (end == End.SHUT_DOWN) {
                    write(out, 'E', ADMIN_SHUTDOWN);
                }
                out.flush();
                return;
            }
            write(out, type, content);
            if (in.available() == 0) {
                out.flush();
            }
        }
    }

    private boolean isLost() {
        boolean isLost = commits.incrementAndGet() % oneIn == 0;
        if (isLost) {
            lost.incrementAndGet();
        }
        return isLost;
    }

    private static void write(DataOutputStream out, int type, byte[] content) throws IOException {
        out.writeByte(type);
        out.writeInt(Integer.BYTES + content.length);
        out.write(content);
    }
}
