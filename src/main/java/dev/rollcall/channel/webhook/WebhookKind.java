package dev.rollcall.channel.webhook;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.ChannelKind;
import dev.rollcall.channel.DeliveryException;
import dev.rollcall.check.CheckStatus;
import dev.rollcall.platform.Release;
import dev.rollcall.platform.RequestId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.http.client.FilteredHostException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.client.ResourceAccessException;

/** Tells an HTTP end point. Redirects are not followed, and a target that resolves to a private address is refused. */
@Component
class WebhookKind implements ChannelKind {

    private static final int LONGEST_RESPONSE = 64 * 1024;
    private static final int CHUNK = 8 * 1024;

    private final Placeholders placeholders;
    private final Release release;
    private final Duration timeout;
    private final SingletonSupplier<WebhookConnections> connections;

    WebhookKind(Placeholders placeholders, Release release, WebhookSettings settings) {
        this.placeholders = placeholders;
        this.release = release;
        this.timeout = settings.timeout();
        // A web process calls nobody, and starts sooner without.
        this.connections = SingletonSupplier.of(() -> new WebhookConnections(settings));
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public Map<String, Object> configure(Map<String, Object> fields) {
        return WebhookConfig.of(fields);
    }

    @Override
    public boolean tells(Map<String, Object> config, CheckStatus status) {
        return WebhookConfig.call(config, status.name().toLowerCase(Locale.ROOT)) != null;
    }

    @Override
    public void send(Alert alert) {
        WebhookConfig.Call call = WebhookConfig.call(alert.config(), alert.status());
        if (call == null) {
            return;
        }
        String url = placeholders.fill(call.url(), alert, WebhookKind::encoded);
        byte[] body = placeholders.fill(call.body(), alert, value -> value).getBytes(StandardCharsets.UTF_8);
        try {
            int status = connections
                    .obtain()
                    .http()
                    .method(HttpMethod.valueOf(call.method()))
                    .uri(URI.create(url))
                    .headers(headers -> headers(headers, call, alert, body))
                    .body(body)
                    .exchange((request, response) -> statusOf(response));
            if (status < 200 || status > 299) {
                throw new DeliveryException("the receiver answered " + status);
            }
        } catch (FilteredHostException | ResourceAccessException | UncheckedIOException | IllegalArgumentException e) {
            throw new DeliveryException(reason(e), e);
        }
    }

    /** Closes the sockets: an interrupt alone does not end a read of a platform thread. */
    @Override
    public void abort() {
        connections.obtain().close();
    }

    private void headers(HttpHeaders headers, WebhookConfig.Call call, Alert alert, byte[] body) {
        long epochSecond = alert.now().getEpochSecond();
        headers.set(HttpHeaders.USER_AGENT, release.userAgent());
        if (alert.flip().change().requestId() != null) {
            headers.set(RequestId.HEADER, alert.flip().change().requestId());
        }
        call.headers()
                .forEach((name, value) -> headers.set(name, placeholders.fill(value, alert, WebhookKind::oneLine)));
        headers.set("webhook-id", alert.id().toString());
        headers.set("webhook-timestamp", String.valueOf(epochSecond));
        headers.set(
                "webhook-signature",
                Signature.of(alert.signingSecret(), alert.id().toString(), epochSecond, body));
    }

    private int statusOf(ClientHttpResponse response) throws IOException {
        // Read to the end, so that the connection can be used again; but not without end, and not drop by drop.
        long deadline = System.nanoTime() + timeout.toNanos();
        byte[] chunk = new byte[CHUNK];
        int left = LONGEST_RESPONSE;
        int read = 0;
        while (read >= 0 && left > 0 && System.nanoTime() < deadline) {
            read = response.getBody().read(chunk);
            left -= read;
        }
        return response.getStatusCode().value();
    }

    /** Says what happened without the address: it may hold a token, and what it resolves to is ours to know. */
    private static String reason(Exception e) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
        if (cause instanceof FilteredHostException) {
            return "the receiver's address is private, loopback or link-local, which WEBHOOK_ALLOW_PRIVATE forbids";
        }
        return "the receiver did not answer: " + cause.getClass().getSimpleName();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String oneLine(String value) {
        return value.replaceAll("\\p{Cntrl}", " ");
    }
}
