package dev.rollcall.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.thread.ThreadsHealthIndicator;
import dev.rollcall.platform.thread.VitalThreads;
import java.io.IOException;
import java.lang.Thread.UncaughtExceptionHandler;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;

class ServerThreadsTest {

    private final List<String> ends = new CopyOnWriteArrayList<>();
    private final VitalThreads threads = new VitalThreads(true, (reason, cause) -> ends.add(reason));
    private final ThreadsHealthIndicator liveness = new ThreadsHealthIndicator(threads);
    private final ServerThreads server = new ServerThreads(threads);
    private final TomcatWebServer tomcat = dying();
    private final UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();

    /** Keeps the stack trace of the dying thread out of the test's output. */
    @BeforeEach
    void silenceUncaughtExceptions() {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {});
    }

    @AfterEach
    void stopTomcat() {
        server.leave();
        // Tomcat connects to itself to wake its acceptor up.
        tomcat.stop();
        tomcat.destroy();
        await().until(() -> acceptor().isEmpty());
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    @Test
    void aWorkingServerIsUp() throws IOException {
        server.watch(tomcat);

        connect();
        threads.look();

        assertThat(liveness.health().getStatus()).isEqualTo(Status.UP);
        assertThat(ends).isEmpty();
    }

    @Test
    void aDeadAcceptorMakesLivenessDownAndEndsTheProcess() throws IOException {
        server.watch(tomcat);

        connect();
        connect();

        await().until(() -> liveness.health().getStatus().equals(Status.DOWN));
        threads.look();
        assertThat(ends)
                .singleElement()
                .asString()
                .startsWith("the thread http-nio-")
                .endsWith("-Acceptor was lost");
    }

    @Test
    void aDeadPollerEndsTheProcess() throws Exception {
        server.watch(tomcat);

        // Ends the poller as well as the acceptor.
        tomcat.getTomcat().getConnector().getProtocolHandler().stop();

        await().untilAsserted(() -> {
            ends.clear();
            threads.look();
            assertThat(ends)
                    .anyMatch(reason -> reason.endsWith("-Acceptor was lost"))
                    .anyMatch(reason -> reason.endsWith("-Poller was lost"));
        });
    }

    @Test
    void aServerThatStopsNormallyMayEndItsThreads() throws Exception {
        server.watch(tomcat);

        server.leave();
        tomcat.getTomcat().getConnector().getProtocolHandler().stop();
        threads.look();

        assertThat(liveness.health().getStatus()).isEqualTo(Status.UP);
        assertThat(ends).isEmpty();
    }

    /** By default Awaitility would rethrow the acceptor's error, and JUnit would end. */
    private static ConditionFactory await() {
        return Awaitility.await().dontCatchUncaughtExceptions();
    }

    private static List<Thread> acceptor() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().endsWith("-Acceptor"))
                .toList();
    }

    private void connect() throws IOException {
        new Socket(InetAddress.getLoopbackAddress(), tomcat.getPort()).close();
    }

    private static TomcatWebServer dying() {
        var factory = new TomcatServletWebServerFactory(0);
        factory.setAddress(InetAddress.getLoopbackAddress());
        new DyingAcceptor().customize(factory);
        var server = (TomcatWebServer) factory.getWebServer();
        server.start();
        return server;
    }
}
