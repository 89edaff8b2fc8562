package dev.rollcall.platform.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collections;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.http.MimeHeaders;

/**
 * Removes the header that names the reader from requests of untrusted peers, before anything reads it. It must run
 * before {@link ForwardedHeadersValve}, which replaces the address of the peer. From a trusted peer the header counts
 * if it comes once: one of two was sent by the client, to a proxy that adds its own and does not replace it.
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
        MimeHeaders headers = request.getCoyoteRequest().getMimeHeaders();
        boolean isOne = Collections.list(headers.values(header)).size() == 1;
        if (!isOne || !trusted.contains(request.getRemoteAddr())) {
            headers.removeHeader(header);
        }
        getNext().invoke(request, response);
    }
}
