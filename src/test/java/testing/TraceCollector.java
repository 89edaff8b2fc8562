package testing;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector of OpenTelemetry that keeps what is pushed to it, and reads the traces. */
public final class TraceCollector implements AutoCloseable {

    private final HttpServer server;
    private final List<Receiver.Received> received = new CopyOnWriteArrayList<>();
    private final List<Traced> spans = new CopyOnWriteArrayList<>();

    private TraceCollector(HttpServer server) {
        this.server = server;
    }

    public static TraceCollector start() {
        try {
            var collector = new TraceCollector(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100));
            collector.server.createContext("/", exchange -> {
                byte[] body = exchange.getRequestBody().readAllBytes();
                collector.received.add(Receiver.Received.of(exchange, body));
                if (exchange.getRequestURI().getPath().equals("/v1/traces")) {
                    collector.add(ExportTraceServiceRequest.parseFrom(body));
                }
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            collector.server.start();
            return collector;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What was pushed. The texts in a body can be read, though it has other bytes as well. */
    public List<Receiver.Received> received() {
        return received;
    }

    /** All spans of this name that have arrived. */
    public List<Traced> named(String name) {
        return spans.stream().filter(span -> span.name().equals(name)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void add(ExportTraceServiceRequest request) {
        request.getResourceSpansList().stream()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .map(Traced::of)
                .forEach(spans::add);
    }

    /**
     * A span.
     *
     * @param parent the id of the span that caused it; empty if none did
     */
    public record Traced(String name, String trace, String id, String parent, Span.SpanKind kind) {

        private static Traced of(Span span) {
            return new Traced(
                    span.getName(),
                    hex(span.getTraceId()),
                    hex(span.getSpanId()),
                    hex(span.getParentSpanId()),
                    span.getKind());
        }

        private static String hex(ByteString bytes) {
            return HexFormat.of().formatHex(bytes.toByteArray());
        }
    }
}
