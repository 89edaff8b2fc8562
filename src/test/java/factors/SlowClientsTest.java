package factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import testing.PingFlood;
import testing.RawHttp;

/** Clients that open many connections and send little: others notice nothing. With the heap of the image on 512 MB. */
@Isolated
class SlowClientsTest {

    private static final int HEAP_MB = 297;

    /** More than four times the connections of the process. */
    private static final int IDLE = 5_000;

    private static final int SLOW = 1_500;

    private static final Duration PACE = Duration.ofMillis(2);

    private static SmallHeap server;

    private final List<SocketChannel> connections = new ArrayList<>();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final PingFlood.Durations others = new PingFlood.Durations();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean withBodies = true;
    private Thread other;

    @BeforeAll
    static void start() {
        server = SmallHeap.start(HEAP_MB, "LOG_REQUESTS", "false");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Others open a new connection for each ping and each request of the API, as curl does. */
    @BeforeEach
    void beginToServeOthers() {
        other = new Thread(this::serveOthers, "others");
        other.setDaemon(true);
        other.start();
    }

    @AfterEach
    void closeConnections() throws Exception {
        stopping.set(true);
        other.join();
        for (SocketChannel connection : connections) {
            connection.close();
        }
    }

    @Test
    void fiveThousandIdleConnectionsKeepNobodyOut() throws Exception {
        String ping = "GET /ping/" + server.check() + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        for (int n = 0; n < IDLE; n++) {
            // One in two has been used.
            open(n % 2 == 0 ? ping : "");
        }

        expectServedOthers("IDLE");
        assertThat(closedByServer()).as("idle connections that were closed").isGreaterThan(IDLE / 2);
    }

    @Test
    void headsThatComeByteForByteKeepNobodyOut() throws Exception {
        for (int n = 0; n < SLOW; n++) {
            open("GET /ping/" + server.check() + " HTTP/1.1\r\nHost: local");
        }
        for (int turn = 0; turn < 10; turn++) {
            for (SocketChannel connection : connections) {
                write(connection, "h");
            }
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
        }

        expectServedOthers("HEADS");
        assertThat(closedByServer()).as("slow connections that were closed").isGreaterThan(SLOW / 4);
    }

    /** One client may send half of the bodies that may be under way, so pings with a body are served too. */
    @Test
    void bodiesThatAreSentHalfKeepNobodyOut() throws Exception {
        sendHalfBodies(n -> "198.51.100.1");

        expectServedOthers("BODIES");
    }

    /** Then bodies of others are refused. Without virtual threads 100 are under way, and each holds a thread. */
    @Test
    void bodiesThatManyClientsSendHalfLeaveThreadsToRequestsWithoutABody() throws Exception {
        withBodies = false;
        sendHalfBodies(n -> "198.51.100." + n % 250);
        int most = Runtime.version().feature() >= 21 ? (HEAP_MB << 20) / 512_000 : 100;

        assertThat(connections.stream().filter(SlowClientsTest::isUnanswered).count())
                .as("half bodies that are under way")
                .isBetween(most / 2L, (long) most);
        expectServedOthers("BODIES OF MANY");
    }

    /** A stranger may send forms to these pages. Without virtual threads each half form holds a thread. */
    @Test
    void formsThatAreSentHalfKeepNobodyOut() throws Exception {
        List<String> paths = List.of("/sign-in/password", "/acknowledge/x", "/unsubscribe/x", "/login/webauthn");
        sendHalfBodies(n -> "198.51.100.1", n -> paths.get(n % paths.size()), 240_000);

        expectServedOthers("FORMS");
    }

    private void sendHalfBodies(IntFunction<String> address) throws IOException {
        sendHalfBodies(address, n -> "/ping/" + server.check(), 1_000);
    }

    private void sendHalfBodies(IntFunction<String> address, IntFunction<String> path, int length) throws IOException {
        for (int n = 0; n < SLOW; n++) {
            open("POST " + path.apply(n) + " HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: " + address.apply(n)
                    + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + length
                    + "\r\n\r\nhalf");
        }
        LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
    }

    private void expectServedOthers(String what) throws InterruptedException {
        int before = others.count();
        Deploy.until(() -> others.count() > before + 10);
        stopping.set(true);
        other.join();
        System.out.printf(
                "SLOW CLIENTS %s: %d connections, %d closed; others: %d requests in %d ms (p99, max %d), %d failed%n",
                what,
                connections.size(),
                closedByServer(),
                others.count(),
                others.millis(0.99),
                others.millis(1),
                failures.get());
        assertThat(failures.get()).as("requests of others that failed").isZero();
        assertThat(others.millis(1)).as("ms to the slowest answer").isLessThan(3_000);
    }

    private void serveOthers() {
        String ping =
                "GET /ping/" + server.check() + " HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 203.0.113.5\r\n\r\n";
        String withBody = "POST /ping/" + server.check()
                + " HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 203.0.113.6\r\nContent-Length: 2\r\n\r\nok";
        String api = "GET /api/v3/checks/" + server.check() + " HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: "
                + server.key() + "\r\n\r\n";
        for (int n = 0; !stopping.get(); n++) {
            long began = System.nanoTime();
            try (RawHttp wire =
                    RawHttp.to("127.0.0.1", Integer.parseInt(server.web().port()))) {
                if (wire.write(List.of(ping, withBodies ? withBody : ping, api).get(n % 3))
                                .answer()
                                .status()
                        == 200) {
                    others.add(System.nanoTime() - began);
                } else {
                    failures.incrementAndGet();
                }
            } catch (IOException e) {
                failures.incrementAndGet();
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private void open(String text) throws IOException {
        SocketChannel connection = SocketChannel.open(
                new InetSocketAddress("127.0.0.1", Integer.parseInt(server.web().port())));
        connection.configureBlocking(false);
        connections.add(connection);
        write(connection, text);
        LockSupport.parkNanos(PACE.toNanos());
    }

    /** Nothing is written to a connection that the server has closed. */
    private static void write(SocketChannel connection, String text) {
        try {
            connection.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            // The server has closed it.
        }
    }

    private static boolean isUnanswered(SocketChannel connection) {
        try {
            return connection.read(ByteBuffer.allocate(1)) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private long closedByServer() {
        return connections.stream().filter(SlowClientsTest::isClosed).count();
    }

    private static boolean isClosed(SocketChannel connection) {
        try {
            ByteBuffer answer = ByteBuffer.allocate(4_096);
            int read = connection.read(answer);
            while (read > 0) {
                read = connection.read(answer.clear());
            }
            return read < 0;
        } catch (IOException e) {
            return true;
        }
    }
}
