package dev.rollcall.platform.web;

import dev.rollcall.platform.log.LogSettings;
import dev.rollcall.platform.process.WebProcess;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;
import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Counts and logs requests that Tomcat refuses before any filter runs: those with a malformed request line, header or
 * host. Tomcat calls an access log for every request; {@link RequestLogFilter} logs the others.
 */
@Component
@WebProcess
class RefusedRequestsValve extends ValveBase implements AccessLog, MeterBinder {

    private static final Logger log = LoggerFactory.getLogger(RefusedRequestsValve.class);

    private final LongAdder refused = new LongAdder();
    private final boolean logsRequests;

    RefusedRequestsValve(LogSettings settings) {
        super(true);
        this.logsRequests = settings.requests();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("rollcall.requests.refused", refused, LongAdder::doubleValue)
                .description("Malformed requests that the server refused before they had a route")
                .register(registry);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
    }

    /** Called by Tomcat after every request. Logs neither path nor host, because they may contain a secret. */
    @Override
    public void log(Request request, Response response, long nanos) {
        if (response.getStatus() < 400 || RequestLogFilter.hasSeen(request)) {
            return;
        }
        refused.increment();
        if (logsRequests) {
            log.atInfo()
                    .addKeyValue("event", "request.refused")
                    .addKeyValue("method", RequestLogFilter.method(request))
                    .addKeyValue("status", response.getStatus())
                    .addKeyValue("client", client(request))
                    .log("request refused before it had a route");
        }
    }

    /** Not supported: the caller's address is always read from the attribute. */
    @Override
    public void setRequestAttributesEnabled(boolean enabled) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean getRequestAttributesEnabled() {
        return true;
    }

    /** By now {@link ForwardedHeadersValve} has restored the proxy's address; the attribute has the caller's. */
    private static Object client(Request request) {
        Object forwarded = request.getAttribute(REMOTE_ADDR_ATTRIBUTE);
        return forwarded == null ? request.getRemoteAddr() : forwarded;
    }
}
