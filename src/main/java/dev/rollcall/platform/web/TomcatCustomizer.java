package dev.rollcall.platform.web;

import dev.rollcall.platform.body.BodyBudget;
import dev.rollcall.platform.process.WebProcess;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.UpgradeProtocol;
import org.apache.coyote.http2.Http2Protocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Configures Tomcat: its port, lenient hosts, one spelling of each path, trusted proxies, limits on memory, a quick
 * stop, and problems as answers to requests that reach no route.
 */
@Component
@WebProcess
class TomcatCustomizer implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    /** Memory that a connection takes during a request: six buffers of 8 kB, and the thread's stack. */
    private static final int CONNECTION_BYTES = 64_000;

    /** All connections together may take the heap divided by this. */
    private static final int CONNECTIONS_DIVISOR = 4;

    private static final int MIN_CONNECTIONS = 250;

    /** Tomcat's own default. */
    private static final int MAX_CONNECTIONS = 8_192;

    /**
     * Connections that the system completes while Tomcat has none free; it makes the next ones wait for a second or
     * more.
     */
    private static final String BACKLOG = "1000";

    /** Tomcat allocates a buffer of this size for each HTTP/2 stream with a body; its own default is 64 kB. */
    private static final int STREAM_WINDOW_BYTES = 16_384;

    private final WebSettings settings;
    private final ProxySettings proxies;
    private final RefusedRequestsValve refused;
    private final OpenCors open;
    private final JsonMapper json;

    TomcatCustomizer(
            WebSettings settings, ProxySettings proxies, RefusedRequestsValve refused, OpenCors open, JsonMapper json) {
        this.settings = settings;
        this.proxies = proxies;
        this.refused = refused;
        this.open = open;
        this.json = json;
    }

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        server.setPort(settings.port());
        server.setProtocol(LenientHostProtocol.class.getName());
        // Requests have had all of SHUTDOWN_TIMEOUT. Tomcat would wait five more seconds for their threads.
        server.addConnectorCustomizers(connector -> connector.setProperty("executorTerminationTimeoutMillis", "200"));
        server.addConnectorCustomizers(TomcatCustomizer::boundMemory);
        server.addConnectorCustomizers(connector ->
                connector.setProperty("socket.timeoutInterval", String.valueOf(SlowConnections.INTERVAL.toMillis())));
        server.addConnectorCustomizers(
                connector -> connector.setProperty("relaxedPathChars", UnencodedCharactersValve.CHARACTERS));
        server.addEngineValves(
                refused,
                new RepeatedSlashesValve(),
                new NeedlessEncodingValve(),
                new UnencodedCharactersValve(),
                new UnreadBodiesValve());
        if (proxies.remoteUserHeader() != null) {
            server.addEngineValves(new RemoteUserValve(proxies.trustedProxies(), proxies.remoteUserHeader()));
        }
        if (!proxies.trustedProxies().isNone()) {
            server.addEngineValves(new ForwardedHeadersValve(proxies.trustedProxies()));
        }
        server.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new UnroutedProblemsValve(open, json)));
    }

    /** {@link BodyBudget} does not count Tomcat's buffers: the number of connections and streams bounds them. */
    private static void boundMemory(Connector connector) {
        long connections = Runtime.getRuntime().maxMemory() / CONNECTIONS_DIVISOR / CONNECTION_BYTES;
        connector.setProperty("acceptCount", BACKLOG);
        connector.setProperty(
                "maxConnections", String.valueOf(Math.max(MIN_CONNECTIONS, Math.min(connections, MAX_CONNECTIONS))));
        for (UpgradeProtocol protocol : connector.findUpgradeProtocols()) {
            if (protocol instanceof Http2Protocol http2) {
                http2.setInitialWindowSize(STREAM_WINDOW_BYTES);
            }
        }
    }
}
