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
 * A Tomcat with an acceptor that runs out of memory at the second connection and dies. Not a component: see
 * {@link ErrorOnceJob}.
 */
@WebProcess
class DyingAcceptor implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        server.setProtocol(Protocol.class.getName());
    }

    /** Created by Tomcat from its class name. */
    public static class Protocol extends Http11NioProtocol {

        /** Called by Tomcat. */
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
