package dev.rollcall.channel.http;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * TLS without session resumption: each connection starts a new session. A resumed session would show a receiver that
 * the channels of two projects belong to one deploy, and would carry the receiver's state from one project to the
 * other.
 */
final class FreshTls implements TlsSocketStrategy {

    private final TrustManager[] trusted;

    FreshTls(TrustManager... trusted) {
        this.trusted = trusted;
    }

    /** Trusts the certificates that this JVM trusts. */
    static FreshTls ofThisJvm() {
        try {
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init((KeyStore) null);
            return new FreshTls(trust.getTrustManagers());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM's trusted certificates cannot be read", e);
        }
    }

    @Override
    public SSLSocket upgrade(
            Socket socket, String target, int port, @Nullable Object attachment, @Nullable HttpContext context)
            throws IOException {
        return new DefaultClientTlsStrategy(sessions()).upgrade(socket, target, port, attachment, context);
    }

    private SSLContext sessions() throws IOException {
        try {
            SSLContext fresh = SSLContext.getInstance("TLS");
            fresh.init(null, trusted, null);
            return fresh;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS is not available", e);
        }
    }
}
