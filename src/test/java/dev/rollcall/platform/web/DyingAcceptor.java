package dev.rollcall.platform.web;

import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.worker.ErrorOnceJob;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioEndpoint;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * A Tomcat whose acceptor has no memory for the second connection, and dies of it. It is no component: see
 * {@link ErrorOnceJob}.
 */
@WebProcess
class DyingAcceptor implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        server.setProtocol(Protocol.class.getName());
    }

    /** Made by Tomcat, by its name. */
    public static class Protocol extends Http11NioProtocol {

        /** For Tomcat. */
        public Protocol() {
            super(new Endpoint());
        }
    }

    private static class Endpoint extends NioEndpoint {

        private final AtomicInteger accepted = new AtomicInteger();

        @Override
        protected SocketChannel serverSocketAccept() throws Exception {
            SocketChannel connection = super.serverSocketAccept();
            if (accepted.incrementAndGet() > 1) {
                throw new OutOfMemoryError("of a test");
            }
            return connection;
        }
    }
}
