package dev.rollcall.channel.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.project.ProjectId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import testing.Certificate;
import testing.Peer;

/** One client serves the channels of all projects: what a receiver does to one call must not affect another. */
@Timeout(300)
class SharedNothingTest {

    private static final ReceiverSettings SETTINGS = new ReceiverSettings(Duration.ofSeconds(5), true);

    @Test
    void aCookieFromAReceiverIsNotSentBack() throws Exception {
        List<String> heads = new CopyOnWriteArrayList<>();
        try (Peer peer =
                answering(heads, "HTTP/1.1 200 OK\r\nSet-Cookie: who=one; Path=/\r\nContent-Length: 0\r\n\r\n")) {
            var connections = new ReceiverConnections(SETTINGS);

            call(connections, peer, "one");
            call(connections, peer, "two");
            call(connections, peer, "one");
        }

        assertThat(heads).hasSize(3).allSatisfy(head -> assertThat(head).doesNotContainIgnoringCase("cookie"));
    }

    @Test
    void oneChannelDoesNotSendThePasswordOfAnother() throws Exception {
        List<String> heads = new CopyOnWriteArrayList<>();
        try (Peer peer = answering(
                heads,
                "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"r\"\r\nContent-Length: 0\r\n\r\n")) {
            Receivers receivers = TestReceivers.local();

            refused(receivers, "http://user:pass@127.0.0.1:" + peer.port() + "/");
            refused(receivers, "http://127.0.0.1:" + peer.port() + "/");
            refused(receivers, "http://other:word@127.0.0.1:" + peer.port() + "/");
        }

        assertThat(heads).hasSize(3);
        assertThat(heads.get(0)).contains("Authorization: Basic dXNlcjpwYXNz\r\n");
        assertThat(heads.get(1)).doesNotContainIgnoringCase("authorization");
        assertThat(heads.get(2)).contains("Authorization: Basic b3RoZXI6d29yZA==\r\n");
    }

    @Test
    void aConnectionIsReusedOnlyWithinItsProject() throws Exception {
        List<Socket> sockets = new CopyOnWriteArrayList<>();
        try (Peer peer = Peer.start((self, socket) -> {
            while (true) {
                Peer.head(socket);
                sockets.add(socket);
                Peer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            }
        })) {
            var connections = new ReceiverConnections(SETTINGS);

            call(connections, peer, "one");
            call(connections, peer, "two");
            call(connections, peer, "one");
        }

        assertThat(sockets).hasSize(3);
        assertThat(sockets.get(2)).isSameAs(sockets.get(0)).isNotSameAs(sockets.get(1));
    }

    @Test
    void aRedirectIsNotFollowedAndNotRemembered() throws Exception {
        List<String> heads = new CopyOnWriteArrayList<>();
        try (Peer peer = answering(
                heads,
                "HTTP/1.1 301 Moved Permanently\r\nLocation: /elsewhere\r\nCache-Control: max-age=3600\r\nContent-Length: 0\r\n\r\n")) {
            var connections = new ReceiverConnections(SETTINGS);

            assertThat(call(connections, peer, "one").status()).isEqualTo(301);
            assertThat(call(connections, peer, "two").status()).isEqualTo(301);
        }

        assertThat(heads).hasSize(2).allSatisfy(head -> assertThat(head).startsWith("GET / HTTP/1.1"));
    }

    @Test
    void noTlsSessionIsResumed() throws Exception {
        TlsSocketStrategy fresh = new FreshTls(Certificate.EC.trustManagers());
        SSLContext kept = SSLContext.getInstance("TLS");
        kept.init(null, Certificate.EC.trustManagers(), null);

        assertThat(sessions(fresh)).doesNotHaveDuplicates();
        // The counterexample: with one shared context the server sees the same session again.
        assertThat(sessions(new DefaultClientTlsStrategy(kept)).stream().distinct())
                .hasSize(1);
    }

    /** The session ids of two calls as the server sees them. Uses TLS 1.2, where a resumed session keeps its id. */
    private static List<String> sessions(TlsSocketStrategy tls) throws Exception {
        List<String> ids = new ArrayList<>();
        try (var server = (SSLServerSocket) Certificate.EC
                .serverContext()
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            server.setEnabledProtocols(new String[] {"TLSv1.2"});
            for (int n = 0; n < 2; n++) {
                var plain = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
                var met = CompletableFuture.supplyAsync(() -> {
                    try (var accepted = (SSLSocket) server.accept()) {
                        accepted.startHandshake();
                        accepted.getInputStream().read();
                        return HexFormat.of().formatHex(accepted.getSession().getId());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
                try (SSLSocket upgraded = tls.upgrade(plain, "127.0.0.1", server.getLocalPort(), null, null)) {
                    upgraded.getOutputStream().write(1);
                    ids.add(met.join());
                }
            }
        }
        return ids;
    }

    private static Peer answering(List<String> heads, String answer) {
        return Peer.start((peer, socket) -> {
            while (true) {
                heads.add(Peer.head(socket));
                Peer.write(socket, answer);
            }
        });
    }

    private static ReceiverResponse call(ReceiverConnections connections, Peer peer, String owner) throws Exception {
        return connections.call(
                new HttpHost("http", "127.0.0.1", peer.port()),
                new HttpUriRequestBase("GET", URI.create("http://127.0.0.1:" + peer.port() + "/")),
                owner);
    }

    private static void refused(Receivers receivers, String url) {
        var request = new ReceiverRequest("GET", url, Map.of(), new byte[0]);
        assertThat(receivers.call(request, new ProjectId(new UUID(0, 1))).status())
                .isEqualTo(401);
    }
}
