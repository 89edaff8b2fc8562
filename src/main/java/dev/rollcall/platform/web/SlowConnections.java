package dev.rollcall.platform.web;

import dev.rollcall.platform.limit.Refusals;
import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.thread.VitalLoop;
import dev.rollcall.platform.thread.VitalThreads;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.concurrent.locks.Lock;
import org.apache.coyote.Processor;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Closes connections that wait for their client, so clients that open many and send little do not keep out others. The
 * fewer connections are free, the earlier an idle one is closed. The head of a request must be complete after {@link
 * #MAX_HEAD}, however often a byte of it comes, because Tomcat only limits the pause between two bytes.
 */
@Component
@WebProcess
class SlowConnections {

    static final Duration MAX_HEAD = Duration.ofSeconds(20);

    /**
     * How often this class and Tomcat look for slow connections. So many may come meanwhile that all are in use, and
     * the next client waits.
     */
    static final Duration INTERVAL = Duration.ofMillis(200);

    /** How long a connection may be idle while half of all connections are in use. */
    static final Duration MAX_IDLE_AT_HALF = Duration.ofSeconds(5);

    /** The same for three quarters. */
    static final Duration MAX_IDLE_WHEN_SCARCE = Duration.ofSeconds(1);

    /** The same for nine tenths, which keeps some free even if thousands come within a second. */
    static final Duration MAX_IDLE_AT_THE_END = Duration.ofMillis(200);

    private static final Logger log = LoggerFactory.getLogger(SlowConnections.class);

    /** Tomcat closes a connection in the way that its state needs, when it looks for timeouts. */
    private static final long AT_ONCE_MILLIS = 1;

    private final VitalThreads threads;
    private final Refusals closed;
    private IdentityHashMap<NioSocketWrapper, Seen> seen = new IdentityHashMap<>();

    private @Nullable VitalLoop loop;

    SlowConnections(VitalThreads threads, MeterRegistry registry) {
        this.threads = threads;
        this.closed = new Refusals(registry, "connection");
    }

    @EventListener
    void watch(WebServerInitializedEvent started) {
        if (started.getWebServer() instanceof TomcatWebServer server
                && server.getTomcat().getConnector().getProtocolHandler() instanceof LenientHostProtocol protocol) {
            loop = threads.repeat("slow-connections", INTERVAL, turns -> look(protocol), SlowConnections::failed);
        }
    }

    /** From now on the server stops, and closes all connections itself. */
    @EventListener(ContextClosedEvent.class)
    void leave() {
        VitalLoop last = loop;
        if (last != null) {
            last.stop();
            loop = null;
        }
    }

    private void look(LenientHostProtocol protocol) {
        Duration maxIdle = maxIdle(protocol.getConnectionCount(), protocol.getMaxConnections());
        IdentityHashMap<NioSocketWrapper, Seen> waiting = new IdentityHashMap<>();
        long now = System.nanoTime();
        for (SocketWrapperBase<?> connection : protocol.connections()) {
            if (connection instanceof NioSocketWrapper open && open.interestOpsHas(SelectionKey.OP_READ)) {
                Seen last = Seen.of(open, seen.get(open), now);
                waiting.put(open, last);
                Duration most = maxIdle == null && last.isInHead() ? MAX_HEAD : maxIdle;
                if (most != null && now - last.since() > most.toNanos()) {
                    close(open);
                }
            }
        }
        seen = waiting;
    }

    /** How long a connection may be idle; null if Tomcat's own timeouts are enough. */
    static @Nullable Duration maxIdle(long used, long all) {
        if (used * 10 >= all * 9) {
            return MAX_IDLE_AT_THE_END;
        }
        if (used * 4 >= all * 3) {
            return MAX_IDLE_WHEN_SCARCE;
        }
        return used * 2 >= all ? MAX_IDLE_AT_HALF : null;
    }

    /** Not while a thread works for it: that may be reading a body, and has limits of its own. */
    private void close(NioSocketWrapper open) {
        Lock lock = open.getLock();
        if (lock.tryLock()) {
            try {
                // A connection with HTTP/2 and a request under way has no timeout.
                if (open.getReadTimeout() > AT_ONCE_MILLIS) {
                    open.setReadTimeout(AT_ONCE_MILLIS);
                    closed.add();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private static void failed(Throwable e) {
        log.atError()
                .addKeyValue("event", "connections.unwatched")
                .setCause(e)
                .log("could not look for slow connections, will try again");
    }

    /**
     * A connection that waits for its client. Its state is compared with that of the last look, because Tomcat dates it
     * by the clock of the machine.
     *
     * @param isInHead whether the head of a request has begun; otherwise it is idle, or a thread works for it
     * @param lastRead when something came last, as Tomcat says it
     * @param since ({@link System#nanoTime}) the head has begun, or nothing has come
     */
    private record Seen(boolean isInHead, long lastRead, long since) {

        static Seen of(NioSocketWrapper open, @Nullable Seen before, long now) {
            boolean isInHead = open.getCurrentProcessor() instanceof Processor processor
                    && !processor.isUpgrade()
                    && !processor.isAsync();
            if (before == null || before.isInHead != isInHead || (!isInHead && before.lastRead != open.getLastRead())) {
                return new Seen(isInHead, open.getLastRead(), now);
            }
            return new Seen(isInHead, open.getLastRead(), before.since);
        }
    }
}
