package dev.rollcall.platform.telemetry;

import dev.rollcall.platform.thread.Threads;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.Compressor;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;

/** Posts traces to a collector, one batch after the other, on a thread that does not keep the process alive. */
final class TraceSender implements HttpSender {

    private static final int MAX_QUEUED_BATCHES = 16;
    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    private final HttpSenderConfig config;
    private final CloseableHttpClient http;
    private final ExecutorService thread;

    TraceSender(HttpSenderConfig config) {
        this.config = config;
        this.http = CollectorClient.of(config.getConnectTimeout(), config.getTimeout(), config.getSslContext());
        this.thread = Threads.single("traces", MAX_QUEUED_BATCHES);
    }

    @Override
    public void send(MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
        try {
            // Written here: the exporter reuses the message once this has returned and the result is reported.
            HttpPost request = request(message);
            thread.execute(() -> post(request, onResponse, onError));
        } catch (IOException | RuntimeException e) {
            onError.accept(e);
        }
    }

    @Override
    public CompletableResultCode shutdown() {
        thread.shutdownNow();
        http.close(CloseMode.IMMEDIATE);
        return CompletableResultCode.ofSuccess();
    }

    private void post(HttpPost request, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
        HttpResponse answer;
        try {
            answer = http.execute(request, Answer::of);
        } catch (IOException | RuntimeException e) {
            onError.accept(e);
            return;
        }
        onResponse.accept(answer);
    }

    private HttpPost request(MessageWriter message) throws IOException {
        var request = new HttpPost(config.getEndpoint());
        Map<String, List<String>> headers = config.getHeadersSupplier().get();
        if (headers != null) {
            headers.forEach((name, values) -> values.forEach(value -> request.addHeader(name, value)));
        }
        var body = new ByteArrayOutputStream(Math.max(32, message.getContentLength()));
        Compressor compressor = config.getCompressor();
        if (compressor == null) {
            message.writeMessage(body);
        } else {
            request.setHeader(HttpHeaders.CONTENT_ENCODING, compressor.getEncoding());
            try (OutputStream compressed = compressor.compress(body)) {
                message.writeMessage(compressed);
            }
        }
        request.setEntity(new ByteArrayEntity(body.toByteArray(), ContentType.parse(config.getContentType())));
        return request;
    }

    /** The answer of the collector. */
    private static final class Answer implements HttpResponse {

        private final int status;
        private final String reason;
        private final byte[] body;

        private Answer(int status, String reason, byte[] body) {
            this.status = status;
            this.reason = reason;
            this.body = body;
        }

        static HttpResponse of(ClassicHttpResponse response) throws IOException {
            HttpEntity entity = response.getEntity();
            byte[] body = entity == null ? new byte[0] : entity.getContent().readNBytes(MAX_ANSWER_BYTES);
            return new Answer(response.getCode(), String.valueOf(response.getReasonPhrase()), body);
        }

        @Override
        public int getStatusCode() {
            return status;
        }

        @Override
        public String getStatusMessage() {
            return reason;
        }

        @Override
        public byte[] getResponseBody() {
            return body;
        }
    }
}
