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
 * Counts and logs the requests that Tomcat refuses before any filter runs: a malformed request line, header or host. It
 * is an access log, which Tomcat tells of every request; the others are told by {@link RequestLogFilter}.
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
                .description("Requests that the server refused before they had a route: malformed ones")
                .register(registry);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
    }

    /** Called by Tomcat after each request, whatever became of it. Says neither path nor host: they may be a secret. */
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

    /** The caller's address is looked up by itself, whatever this says. */
    @Override
    public void setRequestAttributesEnabled(boolean enabled) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean getRequestAttributesEnabled() {
        return true;
    }

    /** {@link ForwardedHeadersValve} has put back the address of the proxy by now, and left this. */
    private static Object client(Request request) {
        Object forwarded = request.getAttribute(REMOTE_ADDR_ATTRIBUTE);
        return forwarded == null ? request.getRemoteAddr() : forwarded;
    }
}
