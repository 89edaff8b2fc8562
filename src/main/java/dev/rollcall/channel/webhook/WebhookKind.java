package dev.rollcall.channel.webhook;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.ChannelKind;
import dev.rollcall.channel.DeliveryException;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.platform.deploy.Release;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.platform.log.RequestId;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.net.URIAuthority;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.http.client.FilteredHostException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Sends alerts as HTTP requests. Redirects are not followed. A target that resolves to a private address is refused
 * unless WEBHOOK_ALLOW_PRIVATE is set.
 */
@Component
class WebhookKind implements ChannelKind {

    /** In characters, once placeholders are filled in, as are the next two. */
    static final int MAX_URL_LENGTH = 8 * 1024;

    static final int MAX_HEADER_LENGTH = 8 * 1024;
    static final int MAX_BODY_LENGTH = 512 * 1024;

    /** Headers that the HTTP client sets itself; values of the channel are ignored. */
    private static final Set<String> FRAMING_HEADERS = Set.of("content-length", "transfer-encoding");

    /** A request needs a URI, but {@link URI} rejects hosts with an underscore. The real parts are set one by one. */
    private static final URI PLACEHOLDER_URI = URI.create("http://nowhere.invalid/");

    private static final List<String> URL_FIELDS = List.of("url", "url_down", "url_up");

    private static final String FORBIDDEN =
            "private, loopback or link-local address; WEBHOOK_ALLOW_PRIVATE=true allows them in this deploy";

    private final Placeholders placeholders;
    private final Release release;
    private final boolean allowPrivate;
    private final SingletonSupplier<WebhookConnections> connections;

    @Autowired
    WebhookKind(Placeholders placeholders, Release release, WebhookSettings settings) {
        // Created on first use: a web process makes no calls and starts sooner without them.
        this(placeholders, release, settings.allowPrivate(), () -> new WebhookConnections(settings));
    }

    WebhookKind(
            Placeholders placeholders,
            Release release,
            boolean allowPrivate,
            Supplier<WebhookConnections> connections) {
        this.placeholders = placeholders;
        this.release = release;
        this.allowPrivate = allowPrivate;
        this.connections = SingletonSupplier.of(connections);
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
    public Map<String, String> obstacles(Map<String, Object> fields) {
        Map<String, String> obstacles = new TreeMap<>();
        if (!allowPrivate) {
            URL_FIELDS.stream()
                    .filter(name -> fields.get(name) instanceof String url && isPrivate(url))
                    .forEach(name -> obstacles.put(name, "must not be a " + FORBIDDEN));
        }
        return obstacles;
    }

    @Override
    public boolean wants(Map<String, Object> config, CheckStatus status) {
        return WebhookConfig.call(config, status.name().toLowerCase(Locale.ROOT)) != null;
    }

    @Override
    public void send(Alert alert) {
        WebhookConfig.Call call = WebhookConfig.call(alert.config(), alert.settledStatus());
        if (call == null) {
            return;
        }
        try {
            WebhookAddress address = address(call, alert);
            var host = new HttpHost(address.scheme(), address.host(), address.port());
            int status = connections
                    .obtain()
                    .call(
                            host,
                            request(call, address, host, alert),
                            alert.check().project());
            if (status < 200 || status > 299) {
                throw new DeliveryException("the receiver answered " + status);
            }
        } catch (FilteredHostException | IOException | IllegalArgumentException e) {
            throw new DeliveryException(reason(e), e);
        }
    }

    /** Closes the sockets, because an interrupt does not end a read on a platform thread. */
    @Override
    public void abort() {
        connections.obtain().close();
    }

    private WebhookAddress address(WebhookConfig.Call call, Alert alert) {
        String url = placeholders.fill("address", call.url(), MAX_URL_LENGTH, alert, WebhookKind::encoded);
        try {
            return WebhookAddress.parse(url);
        } catch (IllegalArgumentException e) {
            // An earlier release accepted it, and it cannot be changed.
            throw DeliveryException.permanent("the channel's address is not a valid http:// or https:// address");
        }
    }

    private HttpUriRequestBase request(WebhookConfig.Call call, WebhookAddress address, HttpHost host, Alert alert) {
        byte[] body = placeholders
                .fill("body", call.body(), MAX_BODY_LENGTH, alert, value -> value)
                .getBytes(StandardCharsets.UTF_8);
        var request = new HttpUriRequestBase(call.method(), PLACEHOLDER_URI);
        request.setScheme(address.scheme());
        request.setAuthority(new URIAuthority(host));
        request.setPath(address.target());
        headers(request, call, address, alert, body);
        if (body.length > 0 || !call.method().equals("GET")) {
            request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_OCTET_STREAM));
        }
        return request;
    }

    private void headers(
            HttpUriRequestBase request, WebhookConfig.Call call, WebhookAddress address, Alert alert, byte[] body) {
        long epochSecond = alert.now().getEpochSecond();
        request.setHeader(HttpHeaders.USER_AGENT, release.userAgent());
        if (address.userInfo() != null) {
            request.setHeader(HttpHeaders.AUTHORIZATION, address.authorization());
        }
        if (alert.flip().change().requestId() != null) {
            request.setHeader(RequestId.HEADER, alert.flip().change().requestId());
        }
        call.headers().forEach((name, value) -> {
            if (!FRAMING_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                String filled = placeholders.fill("header " + name, value, MAX_HEADER_LENGTH, alert, fact -> fact);
                request.setHeader(name, HeaderText.of(filled));
            }
        });
        request.setHeader("webhook-id", alert.id().toString());
        request.setHeader("webhook-timestamp", String.valueOf(epochSecond));
        request.setHeader(
                "webhook-signature",
                WebhookSignature.of(alert.signingSecret(), alert.id().toString(), epochSecond, body));
    }

    /** The reason without the address, which may hold a token, and without the IP address that it resolves to. */
    private static String reason(Exception e) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
        if (cause instanceof FilteredHostException) {
            return "the receiver's address is private, loopback or link-local, which WEBHOOK_ALLOW_PRIVATE forbids";
        }
        return "the receiver did not answer: " + FailureReason.kind(cause);
    }

    private static boolean isPrivate(String url) {
        return WebhookAddress.isValid(url)
                && PrivateAddress.isWritten(WebhookAddress.parse(url).host());
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
