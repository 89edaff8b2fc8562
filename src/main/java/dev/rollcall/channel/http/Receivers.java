package dev.rollcall.channel.http;

import dev.rollcall.channel.DeliveryException;
import dev.rollcall.channel.address.PrivateAddress;
import dev.rollcall.channel.address.ReceiverAddress;
import dev.rollcall.platform.deploy.Release;
import dev.rollcall.platform.log.FailureReason;
import dev.rollcall.project.ProjectId;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
 * Calls receivers over HTTP for every kind of channel. Redirects are not followed. A target that resolves to a private
 * address is refused unless WEBHOOK_ALLOW_PRIVATE is set.
 */
@Component
public class Receivers {

    /** Headers that the HTTP client sets itself; values of the channel are ignored. */
    private static final Set<String> FRAMING_HEADERS = Set.of("content-length", "transfer-encoding");

    /** A request needs a URI, but {@link URI} rejects hosts with an underscore. The real parts are set one by one. */
    private static final URI PLACEHOLDER_URI = URI.create("http://nowhere.invalid/");

    private static final String FORBIDDEN =
            "private, loopback or link-local address; WEBHOOK_ALLOW_PRIVATE=true allows them in this deploy";

    private final Release release;
    private final boolean allowPrivate;
    private final SingletonSupplier<ReceiverConnections> connections;

    @Autowired
    Receivers(Release release, ReceiverSettings settings) {
        // Created on first use: a web process makes no calls and starts sooner without them.
        this(release, settings.allowPrivate(), () -> new ReceiverConnections(settings));
    }

    Receivers(Release release, boolean allowPrivate, Supplier<ReceiverConnections> connections) {
        this.release = release;
        this.allowPrivate = allowPrivate;
        this.connections = SingletonSupplier.of(connections);
    }

    /**
     * Makes one call. Every status is a response, not a failure.
     *
     * @param owner calls of different projects share no connection
     * @throws DeliveryException when there is no response before the deadline; its message does not name the address
     */
    public ReceiverResponse call(ReceiverRequest request, ProjectId owner) {
        ReceiverAddress address = address(request.url());
        try {
            var host = new HttpHost(address.scheme(), address.host(), address.port());
            return connections.obtain().call(host, message(request, address, host), owner);
        } catch (FilteredHostException | IOException | IllegalArgumentException e) {
            throw new DeliveryException(reason(e), e);
        }
    }

    /** Why a channel with this address cannot work in this deploy; empty if it can. */
    public Optional<String> obstacle(String url) {
        return !allowPrivate
                        && ReceiverAddress.isValid(url)
                        && PrivateAddress.isWritten(ReceiverAddress.parse(url).host())
                ? Optional.of("must not be a " + FORBIDDEN)
                : Optional.empty();
    }

    /** Closes the sockets, because an interrupt does not end a read on a platform thread. */
    public void abort() {
        connections.obtain().close();
    }

    private static ReceiverAddress address(String url) {
        try {
            return ReceiverAddress.parse(url);
        } catch (IllegalArgumentException e) {
            // An earlier release accepted it, and it cannot be changed.
            throw DeliveryException.permanent("the channel's address is not a valid http:// or https:// address");
        }
    }

    private HttpUriRequestBase message(ReceiverRequest request, ReceiverAddress address, HttpHost host) {
        var message = new HttpUriRequestBase(request.method(), PLACEHOLDER_URI);
        message.setScheme(address.scheme());
        message.setAuthority(new URIAuthority(host));
        message.setPath(address.target());
        message.setHeader(HttpHeaders.USER_AGENT, release.userAgent());
        if (address.userInfo() != null) {
            message.setHeader(HttpHeaders.AUTHORIZATION, address.authorization());
        }
        request.headers().forEach((name, value) -> {
            if (!FRAMING_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                message.setHeader(name, value);
            }
        });
        if (request.body().length > 0 || !request.method().equals("GET")) {
            message.setEntity(new ByteArrayEntity(request.body(), ContentType.APPLICATION_OCTET_STREAM));
        }
        return message;
    }

    /** The reason without the address, which may hold a token, and without the IP address that it resolves to. */
    private static String reason(Exception e) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
        if (cause instanceof FilteredHostException) {
            return "the receiver's address is private, loopback or link-local, which WEBHOOK_ALLOW_PRIVATE forbids";
        }
        return "the receiver did not answer: " + FailureReason.kind(cause);
    }
}
