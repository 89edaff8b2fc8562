package dev.rollcall.platform.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import testing.RawHttp;

/** The filter in a real Tomcat, in front of a servlet that answers with its parameters. */
class FormFilterTest {

    private static final int SLOTS = 4;

    private static final String HEAD =
            " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n";

    private final AtomicLong now = new AtomicLong();
    private final Tomcat tomcat = new Tomcat();
    private int port;

    @BeforeEach
    void start() throws LifecycleException {
        tomcat.setBaseDir("target/tomcat");
        tomcat.setPort(0);
        Context context = tomcat.addContext("", null);
        var slots = new BodySlots(SLOTS, new SimpleMeterRegistry());
        var forms = new FormBodies(new BodyBudget(1), slots, new BodyTime(1, () -> now.addAndGet(1_000_000_000)));
        var filter = new FilterDef();
        filter.setFilterName("form");
        filter.setFilter(new FormFilter(forms));
        context.addFilterDef(filter);
        var everywhere = new FilterMap();
        everywhere.setFilterName("form");
        everywhere.addURLPattern("/*");
        context.addFilterMap(everywhere);
        Tomcat.addServlet(context, "echo", new Echo()).addMapping("/*");
        tomcat.start();
        port = tomcat.getConnector().getLocalPort();
    }

    @AfterEach
    void stop() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }

    @Test
    void parametersAreThoseOfTheAddressAndThoseOfTheForm() throws IOException {
        assertThat(post("/?tag=a&page=2", "tag=b&name=f%C3%BCr+Ana"))
                .isEqualTo("{tag=[a, b], page=[2], name=[für Ana]}");
        assertThat(post("/?tag=a", "")).isEqualTo("{tag=[a]}");
    }

    @Test
    void aFormInChunksIsReceivedToo() throws IOException {
        try (RawHttp wire = RawHttp.to("127.0.0.1", port)) {
            wire.write("POST /" + HEAD + "Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n2\r\n&c\r\n0\r\n\r\n");
            assertThat(wire.answer().body()).isEqualTo("{a=[b], c=[]}");
        }
    }

    @Test
    void aFormThatIsTooLargeIsRefusedWhenItIsAnnounced() throws IOException {
        try (RawHttp wire = RawHttp.to("127.0.0.1", port)) {
            wire.write("POST /?a=b" + HEAD + "Content-Length: 2000000\r\n\r\nhalf");
            assertThat(wire.answer().body()).isEqualTo("413 CONTENT_TOO_LARGE {a=[b]}");
        }
    }

    /** Each read of the clock takes a second. */
    @Test
    void aFormThatComesInDropsIsRefusedAfterItsTime() throws IOException {
        try (RawHttp wire = RawHttp.to("127.0.0.1", port)) {
            wire.write("POST /" + HEAD + "Transfer-Encoding: chunked\r\n\r\n" + "1\r\nx\r\n".repeat(100));
            assertThat(wire.answer().body()).isEqualTo("the request body took too long {}");
        }
    }

    private String post(String path, String body) throws IOException {
        try (RawHttp wire = RawHttp.to("127.0.0.1", port)) {
            wire.write("POST " + path + HEAD + "Content-Length: " + body.length() + "\r\n\r\n" + body);
            return wire.answer().body();
        }
    }

    private static final class Echo extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            var answer = new StringBuilder();
            try {
                FormFilter.requireReceived(request);
            } catch (RuntimeException e) {
                answer.append(e.getMessage()).append(' ');
            }
            answer.append('{');
            for (Map.Entry<String, String[]> parameter :
                    request.getParameterMap().entrySet()) {
                answer.append(answer.charAt(answer.length() - 1) == '{' ? "" : ", ")
                        .append(parameter.getKey())
                        .append('=')
                        .append(List.of(parameter.getValue()));
            }
            response.setCharacterEncoding("UTF-8");
            response.getWriter().append(answer.append('}'));
        }
    }
}
