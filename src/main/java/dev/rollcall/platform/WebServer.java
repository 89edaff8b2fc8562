package dev.rollcall.platform;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Binds the port that the platform asks for, and does not hold up the end. */
@Component
@WebProcess
class WebServer implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final WebSettings settings;

    WebServer(WebSettings settings) {
        this.settings = settings;
    }

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        server.setPort(settings.port());
        // Tomcat would wait five seconds more for threads whose requests had all of SHUTDOWN_TIMEOUT to end.
        server.addConnectorCustomizers(connector -> connector.setProperty("executorTerminationTimeoutMillis", "200"));
    }
}
