package dev.rollcall.platform.body;

import dev.rollcall.platform.limit.ClientNetwork;
import dev.rollcall.platform.limit.ClientShares;
import dev.rollcall.platform.problem.UnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The memory that all request bodies of this process may take at the same time, as shares of the heap. Each group of
 * senders has its own share, so strangers cannot use up the memory for callers with a key. Strangers use the other shares
 * too, so one client may have half of each. {@link BodyFilter} gives back the memory of a request.
 */
@Component
public class BodyBudget {

    private static final String ATTRIBUTE = BodyBudget.class.getName();

    /** Enough for one body of the largest size on a small heap. */
    private static final long MIN_SHARE_BYTES = 8_000_000;

    private final long heap;
    private final Map<Sender, AtomicLong> free = new EnumMap<>(Sender.class);
    private final Map<Sender, ClientShares> taken = new EnumMap<>(Sender.class);

    @Autowired
    BodyBudget() {
        this(Runtime.getRuntime().maxMemory());
    }

    /** For a heap of this many bytes. */
    BodyBudget(long heap) {
        this.heap = heap;
        for (Sender sender : Sender.values()) {
            free.put(sender, new AtomicLong(size(sender)));
            taken.put(sender, new ClientShares());
        }
    }

    /**
     * Reserves memory for the body of this request until the request ends.
     *
     * @throws UnavailableException when the share of these senders is used up, or that of the client
     */
    public void take(HttpServletRequest request, Sender sender, long bytes) {
        if (!isWithinShareOfClient(request, sender, bytes) || !reserve(share(sender), bytes)) {
            giveBackOfClient(request, sender, bytes);
            throw UnavailableException.busy("request bodies take too much memory");
        }
        taken(request).merge(sender, bytes, Long::sum);
    }

    /** Gives back the memory of a request that has ended. */
    void giveBack(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Taken taken) {
            request.removeAttribute(ATTRIBUTE);
            taken.forEach((sender, bytes) -> {
                share(sender).addAndGet(bytes);
                giveBackOfClient(request, sender, bytes);
            });
        }
    }

    long free(Sender sender) {
        return share(sender).get();
    }

    private boolean isWithinShareOfClient(HttpServletRequest request, Sender sender, long bytes) {
        return clients(sender).add(client(request), bytes) <= (sender.hasKey() ? size(sender) : size(sender) / 2);
    }

    private void giveBackOfClient(HttpServletRequest request, Sender sender, long bytes) {
        clients(sender).remove(client(request), bytes);
    }

    private static boolean reserve(AtomicLong share, long bytes) {
        long before;
        do {
            before = share.get();
            if (before < bytes) {
                return false;
            }
        } while (!share.compareAndSet(before, before - bytes));
        return true;
    }

    private static String client(HttpServletRequest request) {
        return ClientNetwork.of(request.getRemoteAddr());
    }

    private long size(Sender sender) {
        return Math.max(heap / sender.divisor, MIN_SHARE_BYTES);
    }

    private AtomicLong share(Sender sender) {
        return Objects.requireNonNull(free.get(sender));
    }

    private ClientShares clients(Sender sender) {
        return Objects.requireNonNull(taken.get(sender));
    }

    private static Taken taken(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Taken known) {
            return known;
        }
        Taken taken = new Taken();
        request.setAttribute(ATTRIBUTE, taken);
        return taken;
    }

    /** The bytes that one request has reserved. */
    private static final class Taken extends EnumMap<Sender, Long> {

        Taken() {
            super(Sender.class);
        }
    }

    /** A group of senders. All their bodies together may take the heap divided by the group's divisor. */
    public enum Sender {
        /** A caller of the API with a valid key. */
        WITH_KEY(8),
        /** A caller of the API before a key has been found in the body. */
        WITHOUT_KEY(16),
        /** A browser that sends a form. Nobody knows yet who it is. */
        FORM(16),
        /** A program that may send while it runs. The body is held until it is stored. */
        LONG(4);

        private final int divisor;

        Sender(int divisor) {
            this.divisor = divisor;
        }

        private boolean hasKey() {
            return this == WITH_KEY;
        }
    }
}
