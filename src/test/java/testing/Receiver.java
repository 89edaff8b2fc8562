package testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A web server on a local port that keeps its requests. Answers 200 by default. */
public final class Receiver implements AutoCloseable {

    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch released = new CountDownLatch(1);
    private volatile Duration delay = Duration.ZERO;
    private volatile int status = 200;
    private volatile @Nullable String location;
    private volatile boolean holding;
    private volatile String body = "";
    private volatile Map<String, String> headers = Map.of();
    private final AtomicReference<@Nullable String> refusal = new AtomicReference<>();

    private Receiver(HttpServer server) {
        this.server = server;
    }

    public static Receiver start() {
        try {
            return start(HttpServer.create(anyPort(), 100));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A web server with TLS. */
    public static Receiver startWithTls(Certificate certificate) {
        try {
            HttpsServer server = HttpsServer.create(anyPort(), 100);
            server.setHttpsConfigurator(new HttpsConfigurator(certificate.serverContext()));
            return start(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static Receiver start(HttpServer server) {
        var receiver = new Receiver(server);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            var thread = new Thread(work, "receiver");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            receiver.received.add(
                    Received.of(exchange, exchange.getRequestBody().readAllBytes()));
            receiver.hold();
            if (receiver.location != null) {
                exchange.getResponseHeaders().set("Location", receiver.location);
            }
            receiver.headers.forEach(exchange.getResponseHeaders()::set);
            String refused = receiver.refusal.getAndSet(null);
            byte[] answer = (refused == null ? receiver.body : refused).getBytes(StandardCharsets.UTF_8);
            int answered = refused == null ? receiver.status : 400;
            exchange.sendResponseHeaders(answered, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return receiver;
    }

    /** Gives this answer from now on. */
    public void answer(int answer) {
        status = answer;
    }

    /** Answers this from now on, with these headers and this body. */
    public void answer(int answer, Map<String, String> with, String text) {
        headers = with;
        body = text;
        status = answer;
    }

    /** Answers 400 with this body to the next request, and to later ones as before. */
    public void refuseOnce(String text) {
        refusal.set(text);
    }

    /** Redirects every request from now on. */
    public void redirectTo(String url) {
        status = 302;
        location = url;
    }

    /** Accepts requests from now on and answers none until it is closed. */
    public void withholdAnswers() {
        holding = true;
    }

    /** Answers the held requests and all later ones. */
    public void answerHeld() {
        holding = false;
        CountDownLatch held = released;
        released = new CountDownLatch(1);
        held.countDown();
    }

    /** Delays each answer by this time from now on. */
    public void answerAfter(Duration time) {
        delay = time;
    }

    /** Answers later requests; held requests stay held. */
    public void answerAgain() {
        holding = false;
    }

    public String url(String path) {
        // The certificate has both names.
        return (server instanceof HttpsServer ? "https://localhost:" : "http://127.0.0.1:")
                + server.getAddress().getPort()
                + path;
    }

    public List<Received> received() {
        return received;
    }

    /** The requests on this path so far. */
    public List<Received> on(String path) {
        return received.stream().filter(request -> request.path().equals(path)).toList();
    }

    /** Waits until this many requests were received in total. */
    public List<Received> await(int count) {
        Awaitility.await().pollInterval(Duration.ofMillis(20)).until(() -> received.size() >= count);
        return received;
    }

    @Override
    public void close() {
        released.countDown();
        server.stop(0);
    }

    private void hold() {
        Duration wait = delay;
        if (holding || !wait.isZero()) {
            try {
                CountDownLatch until = released;
                if (holding) {
                    until.await();
                } else {
                    // The latch is never counted down: the test needs a time-out.
                    until.await(wait.toMillis(), TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** One request. */
    public record Received(Instant at, String method, String path, Map<String, String> headers, String body) {

        static Received of(HttpExchange exchange, byte[] body) {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
            return new Received(
                    Instant.now(),
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers,
                    new String(body, StandardCharsets.UTF_8));
        }
    }
}
