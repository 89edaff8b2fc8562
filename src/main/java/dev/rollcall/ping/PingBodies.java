package dev.rollcall.ping;

import dev.rollcall.platform.body.BodyBudget;
import dev.rollcall.platform.body.BodySlots;
import dev.rollcall.platform.body.BodyTime;
import dev.rollcall.platform.problem.BodyTimeoutException;
import dev.rollcall.platform.problem.UnavailableException;
import dev.rollcall.platform.process.WebProcess;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the body of a ping to its end and keeps the first PING_BODY_LIMIT bytes. */
@Component
@WebProcess
class PingBodies {

    /** The size of one read. A shorter limit or body gets a buffer of its own size. */
    private static final int BLOCK_BYTES = 8_192;

    private static final byte[] NOTHING = {};

    private final PingSettings settings;
    private final BodyBudget budget;
    private final BodySlots slots;
    private final BodyTime time;

    PingBodies(PingSettings settings, BodyBudget budget, BodySlots slots, BodyTime time) {
        this.settings = settings;
        this.budget = budget;
        this.slots = slots;
        this.time = time;
    }

    /**
     * Returns the part of the body that is kept, or null if there is no body. The whole body is read before this
     * returns, because a client that is still sending would miss the answer.
     *
     * @throws UnavailableException if the bodies of other pings use too much memory, or too many are being sent
     * @throws BodyTimeoutException if the body takes too long
     */
    byte @Nullable [] read(HttpServletRequest request) throws IOException {
        ServletInputStream in = request.getInputStream();
        if (in.isFinished()) {
            // Most pings have no body. They need no slot, and are served when the bodies of others hold all.
            return null;
        }
        slots.take(request);
        try {
            int first = in.read();
            return first < 0 ? null : read(request, in, first);
        } finally {
            slots.giveBack(request);
        }
    }

    private byte @Nullable [] read(HttpServletRequest request, InputStream in, int first) throws IOException {
        try (BodyTime.Watch watch = time.startLong(request)) {
            byte[] kept = kept(request, in, first, watch);
            drop(in, watch);
            return kept.length == 0 ? null : kept;
        }
    }

    private byte[] kept(HttpServletRequest request, InputStream in, int first, BodyTime.Watch watch)
            throws IOException {
        int limit = settings.bodyLimit();
        if (limit == 0) {
            return NOTHING;
        }
        byte[] kept = enlarged(request, NOTHING);
        kept[0] = (byte) first;
        int length = 1;
        while (length < limit) {
            if (length == kept.length) {
                kept = enlarged(request, kept);
            }
            watch.check();
            int read = in.read(kept, length, kept.length - length);
            if (read < 0) {
                break;
            }
            length += read;
        }
        return length == kept.length ? kept : Arrays.copyOf(kept, length);
    }

    private byte[] enlarged(HttpServletRequest request, byte[] kept) {
        long wanted = kept.length == 0 ? firstLength(request) : 2L * kept.length;
        int length = (int) Math.min(wanted, settings.bodyLimit());
        budget.take(request, BodyBudget.Sender.LONG, length - kept.length);
        return Arrays.copyOf(kept, length);
    }

    /** At most one block, because a client may announce a length and never send that much. */
    private static long firstLength(HttpServletRequest request) {
        long announced = request.getContentLengthLong();
        return announced > 0 ? Math.min(announced, BLOCK_BYTES) : BLOCK_BYTES;
    }

    private static void drop(InputStream in, BodyTime.Watch watch) throws IOException {
        if (in.read() < 0) {
            return;
        }
        byte[] dropped = new byte[BLOCK_BYTES];
        do {
            watch.check();
        } while (in.read(dropped) >= 0);
    }
}
