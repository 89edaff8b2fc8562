package dev.rollcall.platform.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Removes the header that names the reader from requests of untrusted peers, before anything reads it. It must run
 * before {@link ForwardedHeadersValve}, which replaces the address of the peer.
 */
class RemoteUserValve extends ValveBase {

    private final TrustedProxies trusted;
    private final String header;

    RemoteUserValve(TrustedProxies trusted, String header) {
        super(true);
        this.trusted = trusted;
        this.header = header;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (!trusted.contains(request.getRemoteAddr())) {
            request.getCoyoteRequest().getMimeHeaders().removeHeader(header);
        }
        getNext().invoke(request, response);
    }
}
