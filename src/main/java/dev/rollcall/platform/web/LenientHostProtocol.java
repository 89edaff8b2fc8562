package dev.rollcall.platform.web;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.coyote.Adapter;
import org.apache.coyote.ErrorState;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.UpgradeProtocol;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.parser.Host;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's HTTP/1.1, which also accepts what RFC 3986 and RFC 9112 allow and Tomcat refuses: host names with an
 * underscore, as Compose and Swarm create them, and a Host header that differs from an absolute request target. Nothing
 * in this service depends on the host of a request.
 */
public class LenientHostProtocol extends Http11NioProtocol {

    /** Called by Tomcat, which gets the name of the class. */
    public LenientHostProtocol() {}

    /** The connections that are currently open. */
    Set<SocketWrapperBase<NioChannel>> connections() {
        return getEndpoint().getConnections();
    }

    @Override
    protected Processor createProcessor() {
        return new LenientHostProcessor(this, getAdapter());
    }

    @Override
    public void addUpgradeProtocol(UpgradeProtocol upgrade) {
        super.addUpgradeProtocol(upgrade instanceof Http2Protocol ? new ReadableUpgrades() : upgrade);
    }

    /**
     * Keeps HTTP/1.1 when Tomcat's HTTP/2 cannot read the host or the target. Otherwise Tomcat would agree to the
     * upgrade and then close the connection.
     */
    private static final class ReadableUpgrades extends Http2Protocol {

        @Override
        public boolean accept(Request request) {
            MessageBytes host = request.getMimeHeaders().getValue("host");
            return host != null
                    && isReadable(host)
                    && request.requestURI().startsWithIgnoreCase("/", 0)
                    && super.accept(request);
        }

        private static boolean isReadable(MessageBytes host) {
            try {
                Host.parse(host);
                return true;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }

    private static final class LenientHostProcessor extends Http11Processor {

        /**
         * An authority of RFC 3986 without user. IPv6 only with a zone (RFC 6874): Tomcat reads the other addresses.
         */
        private static final Pattern HOST = Pattern.compile(
                "(?<name>(?:[\\w.~!$&'()*+,;=-]|%\\p{XDigit}{2})++|\\[[\\p{XDigit}:.]+%(?:25)?[\\w.~-]+])"
                        + "(?::(?<port>\\d{0,5}))?");

        private static final int MAX_PORT = 65_535;

        LenientHostProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
            super(protocol, adapter);
        }

        @Override
        protected void parseHost(@Nullable MessageBytes host) {
            if (host == null || host.isNull() || isPlain(host.getByteChunk())) {
                super.parseHost(host);
                return;
            }
            Matcher parts = HOST.matcher(host.toString());
            if (!parts.matches() || port(parts) > MAX_PORT) {
                super.parseHost(host);
                return;
            }
            request.serverName().setString(parts.group("name"));
            if (port(parts) >= 0) {
                request.setServerPort(port(parts));
            }
        }

        /**
         * Replaces the Host header with the host of an absolute target, as RFC 9112 (3.2.2) requires. Tomcat has no
         * other step between reading the header and comparing the two. It calls this several times a request, which is
         * cheap.
         */
        @Override
        protected ErrorState getErrorState() {
            if (!request.requestURI().isNull() && request.requestURI().getType() == MessageBytes.T_BYTES) {
                ByteChunk target = request.requestURI().getByteChunk();
                if (target.startsWithIgnoreCase("http", 0)) {
                    useHostOf(target);
                }
            }
            return super.getErrorState();
        }

        private void useHostOf(ByteChunk target) {
            MessageBytes host = request.getMimeHeaders().getValue("host");
            int authority = target.indexOf("://", 0, 3, 4);
            if (host == null || authority < 0) {
                // Tomcat refuses such requests.
                return;
            }
            int start = authority + 3;
            int slash = target.indexOf('/', start);
            int end = slash < 0 ? target.getLength() : slash;
            int at = target.indexOf('@', start);
            if (at >= 0 && at < end) {
                start = at + 1;
            }
            host.setBytes(target.getBuffer(), target.getStart() + start, end - start);
        }

        private static int port(Matcher parts) {
            String digits = parts.group("port");
            return digits == null || digits.isEmpty() ? -1 : Integer.parseInt(digits);
        }

        /** Whether Tomcat can read it, which is quicker: letters and digits, with single marks between them. */
        private static boolean isPlain(ByteChunk host) {
            boolean afterMark = true;
            for (int n = host.getStart(); n < host.getEnd(); n++) {
                byte character = host.getBuffer()[n];
                boolean isMark = character == '.' || character == '-' || character == ':';
                if (isMark ? afterMark : !isLetterOrDigit(character)) {
                    return false;
                }
                afterMark = isMark;
            }
            return true;
        }

        private static boolean isLetterOrDigit(byte character) {
            return (character >= 'a' && character <= 'z')
                    || (character >= 'A' && character <= 'Z')
                    || (character >= '0' && character <= '9');
        }
    }
}
