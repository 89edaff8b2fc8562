package dev.rollcall.channel.http;

import dev.rollcall.channel.address.PublicAddresses;
import dev.rollcall.platform.thread.Threads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.Closer;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpComponentsHttpClientBuilder;
import org.springframework.boot.http.client.HttpCookieHandling;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.InetAddressFilter;

/**
 * The connections to receivers. A connection is reused by calls of one project only. Private addresses are refused
 * unless they are allowed. A call ends at its deadline, whatever the receiver does, and no call delays another.
 */
final class ReceiverConnections {

    private static final int MAX_CONNECTIONS = 1_000;
    private static final int MAX_HEADER_LINE_BYTES = 16 * 1024;
    private static final int MAX_HEADERS = 200;
    private static final int MAX_ANSWER_BYTES = 64 * 1024;
    private static final int CHUNK_BYTES = 8 * 1024;

    /** Each open connection keeps buffers of this size. With the default of 32 kB they are 96 kB a connection. */
    private static final int BUFFER_BYTES = 4 * 1024;

    private final Duration timeout;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService deadlines = Threads.scheduled("receiver-deadline");

    ReceiverConnections(ReceiverSettings settings) {
        this(settings, new BoundedLookups(settings.timeout()), FreshTls.ofThisJvm());
    }

    ReceiverConnections(ReceiverSettings settings, DnsResolver lookups, TlsSocketStrategy tls) {
        this.timeout = settings.timeout();
        this.client = client(settings, lookups, tls);
    }

    /**
     * Makes a call and returns the response.
     *
     * @param owner the project; calls of different owners share no connection
     * @throws IOException when there is no response before the deadline
     */
    ReceiverResponse call(HttpHost host, HttpUriRequestBase request, Object owner) throws IOException {
        HttpClientContext context = HttpClientContext.create();
        context.setUserToken(owner);
        var isOver = new AtomicBoolean();
        // Closes the socket, which ends every wait for it. The time limit of a read restarts with each byte, and writes
        // have no limit.
        Future<?> deadline = deadlines.schedule(
                () -> {
                    isOver.set(true);
                    request.cancel();
                },
                timeout.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            ClassicHttpResponse answer = client.executeOpen(host, request, context);
            return new ReceiverResponse(answer.getCode(), RetryAfter.of(answer), body(answer));
        } catch (IOException e) {
            throw isOver.get() ? new SocketTimeoutException("the deadline of the call has passed") : e;
        } finally {
            deadline.cancel(false);
        }
    }

    /** Closes the sockets of calls that are under way. */
    void close() {
        client.close(CloseMode.IMMEDIATE);
        deadlines.shutdownNow();
    }

    /**
     * Reads the body, up to a limit, so that the connection can be reused. The status is known, so a failure here does
     * not matter.
     */
    private static String body(ClassicHttpResponse answer) {
        var read = new ByteArrayOutputStream();
        try {
            HttpEntity entity = answer.getEntity();
            if (entity != null) {
                InputStream body = entity.getContent();
                byte[] chunk = new byte[CHUNK_BYTES];
                for (int n = 0; n >= 0 && read.size() < MAX_ANSWER_BYTES; n = body.read(chunk)) {
                    read.write(chunk, 0, n);
                }
            }
        } catch (IOException e) {
            return text(read);
        } finally {
            Closer.closeQuietly(answer);
        }
        return text(read);
    }

    private static String text(ByteArrayOutputStream read) {
        return read.toString(StandardCharsets.UTF_8);
    }

    private static CloseableHttpClient client(ReceiverSettings settings, DnsResolver lookups, TlsSocketStrategy tls) {
        Http1Config limits = Http1Config.custom()
                .setBufferSize(BUFFER_BYTES)
                .setMaxLineLength(MAX_HEADER_LINE_BYTES)
                .setMaxHeaderCount(MAX_HEADERS)
                .build();
        return new HttpComponentsHttpClientBuilder()
                .withCustomizer(ReceiverConnections::stateless)
                .withDefaultRequestConfigCustomizer(
                        request -> request.setAuthenticationEnabled(false).setProtocolUpgradeEnabled(false))
                .withConnectionManagerCustomizer(pool -> pool.setMaxConnTotal(MAX_CONNECTIONS)
                        .setMaxConnPerRoute(MAX_CONNECTIONS)
                        .setTlsSocketStrategy(tls)
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(limits)
                                .build()))
                .withDnsResolver(lookups)
                .build(HttpClientSettings.defaults()
                        .withTimeouts(settings.timeout(), settings.timeout())
                        .withCookieHandling(HttpCookieHandling.DISABLE)
                        .withRedirects(HttpRedirects.DONT_FOLLOW)
                        .withInetAddressFilter(
                                settings.allowPrivate() ? InetAddressFilter.all() : PublicAddresses.filter()));
    }

    /** One client serves all projects, so it stores no cookies and no credentials. Responses are not decompressed. */
    private static void stateless(HttpClientBuilder client) {
        // The queue alone retries.
        client.disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .addExecInterceptorFirst("unread-answers", new UnreadAnswers());
    }
}
