package dev.rollcall.platform.body;

import dev.rollcall.platform.problem.UnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The memory that all request bodies of this process may take at the same time, as shares of the heap. Each group of
 * senders has its own share, so strangers cannot use up the memory for callers with a key. {@link BodyFilter} gives back
 * the memory of a request.
 */
@Component
public class BodyBudget {

    private static final String ATTRIBUTE = BodyBudget.class.getName();

    /** Enough for one body of the largest size on a small heap. */
    private static final long MIN_SHARE_BYTES = 8_000_000;

    private final AtomicLong[] free = new AtomicLong[Sender.values().length];

    @Autowired
    BodyBudget() {
        this(Runtime.getRuntime().maxMemory());
    }

    /** For a heap of this many bytes. */
    BodyBudget(long heap) {
        for (Sender sender : Sender.values()) {
            free[sender.ordinal()] = new AtomicLong(Math.max(heap / sender.divisor, MIN_SHARE_BYTES));
        }
    }

    /**
     * Reserves memory for the body of this request until the request ends.
     *
     * @throws UnavailableException when the share of these senders is used up
     */
    public void take(HttpServletRequest request, Sender sender, long bytes) {
        AtomicLong share = free[sender.ordinal()];
        long before;
        do {
            before = share.get();
            if (before < bytes) {
                throw new UnavailableException("request bodies take too much memory", null);
            }
        } while (!share.compareAndSet(before, before - bytes));
        taken(request)[sender.ordinal()] += bytes;
    }

    /** Gives back the memory of a request that has ended. */
    void giveBack(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof long[] taken) {
            request.removeAttribute(ATTRIBUTE);
            for (int n = 0; n < taken.length; n++) {
                free[n].addAndGet(taken[n]);
            }
        }
    }

    long free(Sender sender) {
        return free[sender.ordinal()].get();
    }

    private long[] taken(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof long[] known) {
            return known;
        }
        long[] taken = new long[free.length];
        request.setAttribute(ATTRIBUTE, taken);
        return taken;
    }

    /** A group of senders. All their bodies together may take the heap divided by the group's divisor. */
    public enum Sender {
        /** A caller of the API with a valid key. */
        WITH_KEY(8),
        /** A caller of the API before a key has been found in the body. */
        WITHOUT_KEY(16),
        /** A job: its ping holds the body until it is committed. */
        PING(4);

        private final int divisor;

        Sender(int divisor) {
            this.divisor = divisor;
        }
    }
}
