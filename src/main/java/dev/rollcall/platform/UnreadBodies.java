package dev.rollcall.platform;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Sends the answer, then reads what is left of the body, so that the client sees the answer and the connection goes on.
 * Tomcat would do the same without a limit of time: a body that takes longer than {@link BodyTime#LIMIT} ends its
 * connection here.
 */
class UnreadBodies extends ValveBase {

    private static final String HTTP_2 = "HTTP/2.0";
    private static final int MULTIPLE_CHOICES = 300;
    private static final int BLOCK_BYTES = 8_192;

    UnreadBodies() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (request.isAsync() || request.isFinished() || isLeftToTomcat(request, response)) {
            return;
        }
        response.finishResponse();
        if (!readToEnd(request)) {
            request.getCoyoteRequest().action(ActionCode.CLOSE_NOW, null);
        }
    }

    /** A stream of HTTP/2 is reset; a client that waits to be asked for its body will not send it once it is refused. */
    private static boolean isLeftToTomcat(Request request, Response response) {
        return request.getProtocol().equals(HTTP_2)
                || (request.getCoyoteRequest().hasExpectation() && response.getStatus() >= MULTIPLE_CHOICES);
    }

    private static boolean readToEnd(Request request) {
        long since = request.getCoyoteRequest().getStartTimeNanos();
        try {
            InputStream rest = request.getStream();
            byte[] dropped = new byte[BLOCK_BYTES];
            while (System.nanoTime() - since < BodyTime.LIMIT.toNanos()) {
                if (rest.read(dropped) < 0) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            // The client has left, was silent for too long, or sent what is no chunk.
            return false;
        }
    }
}
