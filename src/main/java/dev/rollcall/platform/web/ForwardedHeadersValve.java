package dev.rollcall.platform.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collections;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.tomcat.util.http.MimeHeaders;

/**
 * Tomcat's valve for requests through a proxy. Entries that are not addresses are removed first: Tomcat would record
 * any text as the caller, and look it up in DNS.
 */
class ForwardedHeadersValve extends RemoteIpValve {

    ForwardedHeadersValve(TrustedProxies trusted) {
        setInternalProxies(trusted.toString());
        setRemoteIpHeader(ForwardedFor.HEADER);
        setProtocolHeader("X-Forwarded-Proto");
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        MimeHeaders headers = request.getCoyoteRequest().getMimeHeaders();
        String usable = ForwardedFor.usable(Collections.list(headers.values(ForwardedFor.HEADER)));
        headers.removeHeader(ForwardedFor.HEADER);
        if (!usable.isEmpty()) {
            headers.setValue(ForwardedFor.HEADER).setString(usable);
        }
        super.invoke(request, response);
    }
}
