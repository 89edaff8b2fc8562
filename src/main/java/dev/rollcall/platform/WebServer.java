package dev.rollcall.platform;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Binds the port that the platform asks for. */
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
    }
}
