package dev.rollcall.platform;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Binds the port that the platform asks for, takes every host and repeated slashes, believes the proxies that are
 * trusted, does not hold up the end, and answers in our own words where a request goes no further.
 */
@Component
@WebProcess
class WebServer implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final WebSettings settings;
    private final ProxySettings proxies;
    private final RefusedRequests refused;
    private final JsonMapper json;

    WebServer(WebSettings settings, ProxySettings proxies, RefusedRequests refused, JsonMapper json) {
        this.settings = settings;
        this.proxies = proxies;
        this.refused = refused;
        this.json = json;
    }

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        server.setPort(settings.port());
        server.setProtocol(LenientHostProtocol.class.getName());
        // Tomcat would wait five seconds more for threads whose requests had all of SHUTDOWN_TIMEOUT to end.
        server.addConnectorCustomizers(connector -> connector.setProperty("executorTerminationTimeoutMillis", "200"));
        server.addEngineValves(refused, new RepeatedSlashes());
        if (!proxies.trustedProxies().isNone()) {
            server.addEngineValves(new ForwardedRequests(proxies.trustedProxies()));
        }
        server.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new UnroutedProblems(json)));
    }
}
