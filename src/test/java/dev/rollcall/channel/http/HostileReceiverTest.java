package dev.rollcall.channel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.channel.DeliveryException;
import dev.rollcall.project.ProjectId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import testing.Certificate;
import testing.Peer;

/** Whatever a receiver does, the delivery's thread is free at the deadline, and little memory is used. */
@Timeout(300)
class HostileReceiverTest {

    private static final Duration DEADLINE = Duration.ofMillis(600);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final ProjectId PROJECT = new ProjectId(new UUID(0, 1));

    /** What a receiver does before its status is received. */
    enum Before {
        NEVER_READS((peer, socket) -> peer.stall()),
        NEVER_ANSWERS((peer, socket) -> {
            Peer.head(socket);
            peer.stall();
        }),
        DRIPS_THE_STATUS_LINE((peer, socket) -> peer.drip(socket, "HTTP/1.1 200 OK and so on and so on")),
        DRIPS_HEADERS((peer, socket) -> {
            Peer.write(socket, "HTTP/1.1 200 OK\r\n");
            peer.drip(socket, "X-A: b\r\n");
        }),
        ANSWERS_1XX_WITHOUT_END((peer, socket) -> peer.flood(socket, "HTTP/1.1 102 Processing\r\n\r\n")),
        DRIPS_1XX((peer, socket) -> peer.drip(socket, "HTTP/1.1 102 Processing\r\n\r\n")),
        SENDS_EMPTY_LINES((peer, socket) -> peer.drip(socket, "\r\n"));

        private final Peer.Behaviour behaviour;

        Before(Peer.Behaviour behaviour) {
            this.behaviour = behaviour;
        }
    }

    /** What a receiver does after its status is received: the delivery has succeeded. */
    enum After {
        DRIPS_THE_BODY("Content-Length: 1000000\r\n\r\n", (peer, socket) -> peer.drip(socket, "a")),
        DRIPS_A_CHUNK_SIZE("Transfer-Encoding: chunked\r\n\r\n", (peer, socket) -> peer.drip(socket, "0")),
        DRIPS_CHUNKS("Transfer-Encoding: chunked\r\n\r\n", (peer, socket) -> peer.drip(socket, "1\r\na\r\n")),
        DRIPS_TRAILERS("Transfer-Encoding: chunked\r\n\r\n0\r\n", (peer, socket) -> peer.drip(socket, "X-A: b\r\n")),
        SENDS_TRAILERS_WITHOUT_END(
                "Transfer-Encoding: chunked\r\n\r\n0\r\n", (peer, socket) -> peer.flood(socket, "X-A: b\r\n")),
        SENDS_A_BODY_WITHOUT_END("\r\n", (peer, socket) -> peer.flood(socket, "a")),
        STOPS_IN_THE_BODY("Content-Length: 1000000\r\n\r\n", (peer, socket) -> peer.stall()),
        LIES_ABOUT_GZIP("Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\n", (peer, socket) -> {
            Peer.write(socket, "abc");
            peer.stall();
        });

        private final String head;
        private final Peer.Behaviour behaviour;

        After(String head, Peer.Behaviour behaviour) {
            this.head = head;
            this.behaviour = behaviour;
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyCallEndsAtItsDeadline(Before kind) throws Exception {
        try (Peer peer = Peer.start(kind.behaviour)) {
            long began = System.nanoTime();

            assertThatThrownBy(() -> send("http://127.0.0.1:" + peer.port() + "/hook", "€".repeat(500_000)))
                    .isInstanceOf(DeliveryException.class)
                    .hasMessageStartingWith("the receiver did not answer: ");

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PATIENCE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAlertIsDeliveredOnceTheStatusLineArrives(After kind) throws Exception {
        Peer.Behaviour answer = (peer, socket) -> {
            Peer.head(socket);
            Peer.write(socket, "HTTP/1.1 200 OK\r\n" + kind.head);
            kind.behaviour.meet(peer, socket);
        };
        try (Peer peer = Peer.start(answer)) {
            long began = System.nanoTime();

            send("http://127.0.0.1:" + peer.port() + "/hook", "");

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PATIENCE);
        }
    }

    @Test
    void anUnreadRequestOfEightMegabytesEndsAtTheDeadline() throws Exception {
        try (Peer peer = Peer.start(Before.NEVER_READS.behaviour)) {
            var connections = new ReceiverConnections(new ReceiverSettings(DEADLINE, true));

            endsInTime(connections, "http", peer.port(), 8 * 1024 * 1024);
        }
    }

    @Test
    void anUnreadRequestOverTlsEndsAtTheDeadline() throws Exception {
        Peer.Behaviour shakesHandsAndNeverReads = (peer, socket) -> {
            ((SSLSocket) socket).startHandshake();
            peer.stall();
        };
        ServerSocketFactory tls = Certificate.EC.serverContext().getServerSocketFactory();
        try (Peer peer = Peer.start(tls, shakesHandsAndNeverReads)) {
            var settings = new ReceiverSettings(DEADLINE, true);
            var connections = new ReceiverConnections(
                    settings, new BoundedLookups(DEADLINE), new FreshTls(Certificate.EC.trustManagers()));

            endsInTime(connections, "https", peer.port(), 8 * 1024 * 1024);
        }
    }

    @Test
    void aSlowHandshakeEndsAtTheDeadline() throws Exception {
        // The start of a long handshake record that never completes.
        Peer.Behaviour drips = (peer, socket) -> {
            Peer.write(socket, "\u0016\u0003\u0003@\u0000");
            peer.drip(socket, "\u0002");
        };
        try (Peer peer = Peer.start(drips)) {
            endsInTime(new ReceiverConnections(new ReceiverSettings(DEADLINE, true)), "https", peer.port(), 0);
        }
    }

    @Test
    void anUnansweredHandshakeEndsAtTheDeadline() throws Exception {
        try (Peer peer = Peer.start(Before.NEVER_READS.behaviour)) {
            endsInTime(new ReceiverConnections(new ReceiverSettings(DEADLINE, true)), "https", peer.port(), 0);
        }
    }

    /** The receiver's backlog of connections is full, so its machine answers no further one. */
    @Test
    void anUnansweredConnectEndsAtTheDeadline() throws Exception {
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var one = new Socket(full.getInetAddress(), full.getLocalPort());
                var two = new Socket(full.getInetAddress(), full.getLocalPort())) {
            assertThat(one.isConnected() && two.isConnected()).isTrue();

            endsInTime(new ReceiverConnections(new ReceiverSettings(DEADLINE, true)), "http", full.getLocalPort(), 0);
        }
    }

    @Test
    void aSilentNameServerDelaysNoCall() {
        var never = new CountDownLatch(1);
        DnsResolver hangs = new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                throw new UnknownHostException();
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
        var connections = new ReceiverConnections(
                new ReceiverSettings(DEADLINE, true), new BoundedLookups(hangs, DEADLINE), FreshTls.ofThisJvm());
        long began = System.nanoTime();

        assertThatThrownBy(() -> connections.call(
                        new HttpHost("http", "slow.example", 80), request("http://slow.example/", 0), "owner"))
                .isInstanceOf(IOException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PATIENCE);
        never.countDown();
    }

    @Test
    void anEndlessHeaderIsNotKept() throws Exception {
        try (Peer peer = Peer.start((self, socket) -> {
            Peer.write(socket, "HTTP/1.1 200 OK\r\nX-A: ");
            self.flood(socket, "a");
        })) {
            assertThatThrownBy(() -> send("http://127.0.0.1:" + peer.port() + "/hook", ""))
                    .isInstanceOf(DeliveryException.class)
                    .hasMessage("the receiver did not answer: message constraint");
        }
    }

    @Test
    void endlessHeadersAreNotKept() throws Exception {
        try (Peer peer = Peer.start((self, socket) -> {
            Peer.write(socket, "HTTP/1.1 200 OK\r\n");
            self.flood(socket, "X-A: b\r\n");
        })) {
            assertThatThrownBy(() -> send("http://127.0.0.1:" + peer.port() + "/hook", ""))
                    .isInstanceOf(DeliveryException.class)
                    .hasMessage("the receiver did not answer: message constraint");
        }
    }

    @Test
    void compressedAnswersAreNeitherRequestedNorUnpacked() throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[10 * 1024 * 1024]);
        }
        List<String> heads = new CopyOnWriteArrayList<>();
        try (Peer peer = Peer.start((self, socket) -> {
            while (true) {
                heads.add(Peer.head(socket));
                Peer.write(
                        socket,
                        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.size() + "\r\n\r\n"
                                + packed.toString(StandardCharsets.ISO_8859_1));
            }
        })) {
            Receivers receivers = TestReceivers.of(DEADLINE, true);
            var request = ReceiverRequest.json("POST", "http://127.0.0.1:" + peer.port() + "/hook", "{}");
            receivers.call(request, PROJECT);
            receivers.call(request, PROJECT);
        }

        assertThat(heads).hasSize(2).allSatisfy(head -> assertThat(head).doesNotContainIgnoringCase("accept-encoding"));
    }

    private static void endsInTime(ReceiverConnections connections, String scheme, int port, int bytes) {
        long began = System.nanoTime();

        assertThatThrownBy(() -> connections.call(
                        new HttpHost(scheme, "127.0.0.1", port),
                        request(scheme + "://127.0.0.1:" + port + "/", bytes),
                        "owner"))
                .isInstanceOf(IOException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(DEADLINE.dividedBy(2), PATIENCE);
    }

    private static HttpUriRequestBase request(String url, int bytes) {
        var request = new HttpUriRequestBase("POST", URI.create(url));
        request.setEntity(new ByteArrayEntity(new byte[bytes], ContentType.APPLICATION_OCTET_STREAM));
        return request;
    }

    private static void send(String url, String said) {
        TestReceivers.of(DEADLINE, true).call(ReceiverRequest.json("POST", url, said), PROJECT);
    }
}
