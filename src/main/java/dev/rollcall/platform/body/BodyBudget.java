package dev.rollcall.platform.body;

import dev.rollcall.platform.problem.UnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The memory that all request bodies of this process may take at one time, as shares of the heap: each group of senders
 * has its own, so strangers cannot use up what callers with a key need. {@link BodyFilter} gives back what a request took.
 */
@Component
public class BodyBudget {

    private static final String ATTRIBUTE = BodyBudget.class.getName();

    /** Enough for one body of the largest size, on a heap however small. */
    private static final long MIN_SHARE_BYTES = 8_000_000;

    private final AtomicLong[] free = new AtomicLong[Sender.values().length];

    @Autowired
    BodyBudget() {
        this(Runtime.getRuntime().maxMemory());
    }

    /** For a heap of so many bytes. */
    BodyBudget(long heap) {
        for (Sender sender : Sender.values()) {
            free[sender.ordinal()] = new AtomicLong(Math.max(heap / sender.divisor, MIN_SHARE_BYTES));
        }
    }

    /**
     * Counts memory that the body of this request is about to take, until the request ends.
     *
     * @throws UnavailableException when the bodies of these senders already take all that they may
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

    /** Called once, when the request has ended. */
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

    /** Who sends a body, with the part of the heap that all bodies of this group may take. */
    public enum Sender {
        /** A caller of the API whose key has been checked. */
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
