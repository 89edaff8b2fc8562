package dev.rollcall.platform.body;

import dev.rollcall.platform.limit.ClientNetwork;
import dev.rollcall.platform.limit.Refusals;
import dev.rollcall.platform.limit.SharedPermits;
import dev.rollcall.platform.problem.UnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.system.JavaVersion;
import org.springframework.stereotype.Component;

/**
 * Limits how many bodies may be in transit at the same time. A client that sends slowly holds a connection, and without
 * virtual threads one of Tomcat's threads. Half of these are left for requests whose body is short or missing. One
 * client may have half of the slots.
 */
@Component
public class BodySlots {

    private static final String ATTRIBUTE = BodySlots.class.getName();

    /** Twice the heap per connection of {@code platform.web.TomcatCustomizer}, so half as many. */
    private static final int HEAP_BYTES_OF_SLOT = 512_000;

    private static final int MIN = 125;
    private static final int MAX = 4_096;

    /** Half of Tomcat's threads on a JVM without virtual threads. */
    private static final int MAX_ON_THREADS = 100;

    private final SharedPermits slots;
    private final Refusals refusals;

    @Autowired
    BodySlots(MeterRegistry registry) {
        this(most(), registry);
    }

    BodySlots(int size, MeterRegistry registry) {
        this.slots = new SharedPermits(size, size / 2);
        this.refusals = new Refusals(registry, "body");
    }

    /** How many there are. */
    public static int most() {
        return JavaVersion.getJavaVersion().isEqualOrNewerThan(JavaVersion.TWENTY_ONE)
                ? (int) Math.max(MIN, Math.min(MAX, Runtime.getRuntime().maxMemory() / HEAP_BYTES_OF_SLOT))
                : MAX_ON_THREADS;
    }

    /**
     * Called before the body is read. A request that has a slot keeps it.
     *
     * @throws UnavailableException if too many bodies are in transit
     */
    public void take(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) != null) {
            return;
        }
        String client = ClientNetwork.of(request.getRemoteAddr());
        if (!slots.tryAcquire(client)) {
            refusals.add();
            throw UnavailableException.busy("too many request bodies are on their way");
        }
        request.setAttribute(ATTRIBUTE, client);
    }

    /** Called when the body has been read, or the request has ended. */
    public void giveBack(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String client) {
            request.removeAttribute(ATTRIBUTE);
            slots.release(client);
        }
    }
}
