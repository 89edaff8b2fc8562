package dev.rollcall.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import testing.RawHttp;

/** What a filter sees as the path of a request. */
class NeedlessEncodingValveTest {

    private static WebServer server;

    @BeforeAll
    static void start() {
        var factory = new TomcatServletWebServerFactory(0);
        factory.setAddress(InetAddress.getLoopbackAddress());
        factory.addEngineValves(new NeedlessEncodingValve());
        server = factory.getWebServer(
                context -> context.addServlet("path", new ShownPath()).addMapping("/"));
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop();
        server.destroy();
    }

    @ParameterizedTest
    @CsvSource({
        "/%70ing/x, /ping/x",
        "/p%69ng/x, /ping/x",
        "/%70%69%6E%67/%30%39%41%5a%61%7a, /ping/09AZaz",
        "/a%2Db%5fc%7E?q=%41, /a-b_c~",
        "/ping/a%20b%C3%A9, /ping/a%20b%C3%A9",
        "/a%2E, /a%2E",
        "/a%40%5B%60%7B%3A%2A, /a%40%5B%60%7B%3A%2A",
        "/%2570ing/x, /%2570ing/x",
        "/ping/x, /ping/x",
    })
    void whatNeedsNoEncodingIsDecodedOnce(String target, String path) throws IOException {
        try (RawHttp wire = RawHttp.to("127.0.0.1", server.getPort())) {
            assertThat(wire.get(target).body()).isEqualTo(path);
        }
    }

    private static final class ShownPath extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            byte[] path = request.getRequestURI().getBytes(StandardCharsets.US_ASCII);
            response.setContentLength(path.length);
            response.getOutputStream().write(path);
        }
    }
}
