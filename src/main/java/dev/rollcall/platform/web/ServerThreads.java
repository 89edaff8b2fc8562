package dev.rollcall.platform.web;

import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.thread.VitalThreads;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Watches the two threads of Tomcat without which no request is answered: the one that accepts connections, and the one
 * that detects which connections have data. Tomcat does not replace them when they die (docs/adr/0046).
 */
@Component
@WebProcess
class ServerThreads {

    private static final String ACCEPTOR = "-Acceptor";
    private static final String POLLER = "-Poller";

    private final VitalThreads threads;
    private List<Thread> watched = List.of();

    ServerThreads(VitalThreads threads) {
        this.threads = threads;
    }

    @EventListener
    void watch(WebServerInitializedEvent started) {
        if (started.getWebServer() instanceof TomcatWebServer server) {
            watch(server);
        }
    }

    /** @throws IllegalStateException when a thread is not found: a later Tomcat may name them differently */
    void watch(TomcatWebServer server) {
        String name = nameOf(server.getTomcat().getConnector());
        watched = List.of(find(name, ACCEPTOR), find(name, POLLER));
        threads.watch(watched);
    }

    /** Called before the server stops. */
    @EventListener(ContextClosedEvent.class)
    void leave() {
        threads.forget(watched);
        watched = List.of();
    }

    /** Such as {@code http-nio-8080}, without the quotes that Tomcat adds for JMX. */
    private static String nameOf(Connector connector) {
        return ((AbstractProtocol<?>) connector.getProtocolHandler()).getName().replace("\"", "");
    }

    private static Thread find(String server, String ending) {
        return Arrays.stream(all())
                .filter(Objects::nonNull)
                .filter(thread -> isOf(server, thread.getName(), ending))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Tomcat has no thread " + server + ending));
    }

    /** If the port is 0, threads are named before the port is known: {@code http-nio-auto-1}. */
    private static boolean isOf(String server, String thread, String ending) {
        if (!thread.endsWith(ending)) {
            return false;
        }
        String of = thread.substring(0, thread.length() - ending.length());
        return server.equals(of) || server.startsWith(of + "-");
    }

    /** All threads; the rest of the array is null. Unlike {@link Thread#getAllStackTraces} it does not stop them. */
    private static Thread[] all() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        Thread[] found;
        int capacity = group.activeCount();
        int count;
        do {
            capacity += 50;
            found = new Thread[capacity];
            count = group.enumerate(found);
        } while (count == capacity);
        return found;
    }
}
