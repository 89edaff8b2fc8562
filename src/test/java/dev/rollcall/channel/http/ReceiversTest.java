package dev.rollcall.channel.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.project.ProjectId;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.hc.client5.http.impl.InMemoryDnsResolver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import testing.Peer;
import testing.Receiver;

@Timeout(300)
class ReceiversTest {

    private static final ProjectId PROJECT = new ProjectId(new UUID(0, 1));

    /** {@link java.net.URI} rejects such a host. The test resolves it itself. */
    @Test
    void aHostNameWithAnUnderscoreIsCalled() throws Exception {
        var names = new InMemoryDnsResolver();
        names.add("my_sink", InetAddress.getLoopbackAddress());
        var settings = new ReceiverSettings(Duration.ofSeconds(5), true);
        var connections = new ReceiverConnections(settings, names, FreshTls.ofThisJvm());
        try (Receiver receiver = Receiver.start()) {
            int port = URI.create(receiver.url("/")).getPort();
            var request = new ReceiverRequest(
                    "POST", "HTTP://user:pass@my_sink:" + port + "/h?n=a%20b", Map.of(), new byte[0]);

            assertThat(TestReceivers.of(connections).call(request, PROJECT).isSuccess())
                    .isTrue();

            Receiver.Received received = receiver.received().get(0);
            assertThat(received.path()).isEqualTo("/h?n=a%20b");
            assertThat(received.headers())
                    .containsEntry("Host", "my_sink:" + port)
                    .containsEntry("Authorization", "Basic dXNlcjpwYXNz");
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "Retry-After: 30, 30",
                "Retry-After: 0.65, 0",
                "'Date: Sun, 01 Mar 2026 12:00:00 GMT|Retry-After: Sun, 01 Mar 2026 12:02:00 GMT', 120",
                "'Date: Sun, 01 Mar 2026 12:00:00 GMT|Retry-After: Sun, 01 Mar 2026 11:00:00 GMT', -",
                "Retry-After: soon, -",
                "'Date: Sun, 01 Mar 2026 12:00:00 GMT|X-RateLimit-Remaining: 0|X-RateLimit-Reset: 1772366700', 300",
                "'Date: Sun, 01 Mar 2026 12:00:00 GMT|X-RateLimit-Remaining: 7|X-RateLimit-Reset: 1772366700', -",
                "'Date: Sun, 01 Mar 2026 12:00:00 GMT|X-RateLimit-Remaining: 0|X-RateLimit-Reset: 60', -",
                "X-None: 1, -"
            })
    void theTimeThatAReceiverAsksToWaitIsRead(String headers, @Nullable Long seconds) throws Exception {
        String head = headers.replace("|", "\r\n");
        try (Peer peer = Peer.start((self, socket) -> {
            Peer.head(socket);
            Peer.write(socket, "HTTP/1.1 429 Slow down\r\n" + head + "\r\nContent-Length: 4\r\n\r\nwait");
        })) {
            ReceiverResponse response = TestReceivers.local()
                    .call(ReceiverRequest.json("POST", "http://127.0.0.1:" + peer.port() + "/", "{}"), PROJECT);

            assertThat(response.status()).isEqualTo(429);
            assertThat(response.body()).isEqualTo("wait");
            assertThat(response.retryAfter()).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
        }
    }
}
