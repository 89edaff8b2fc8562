package dev.rollcall.platform.web;

import dev.rollcall.platform.body.BodySlots;
import dev.rollcall.platform.body.BodyTime;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * Sends the answer, then reads the rest of the body, so the client sees the answer and can use the connection again.
 * Tomcat does the same without a time limit. Here a client that still sends {@link BodyTime#LIMIT} after the answer
 * loses its connection. So does one that comes while many others are still sending, because each holds a connection.
 */
class UnreadBodiesValve extends ValveBase {

    private static final int MULTIPLE_CHOICES = 300;

    /** A quarter of all connections, or of Tomcat's threads on a JVM without virtual threads. */
    private final Semaphore reading = new Semaphore(BodySlots.most() / 2);

    UnreadBodiesValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (request.isAsync() || request.isFinished() || isLeftToTomcat(request, response)) {
            return;
        }
        response.finishResponse();
        if (!reading.tryAcquire()) {
            request.getCoyoteRequest().action(ActionCode.CLOSE_NOW, null);
            return;
        }
        boolean isRead;
        try {
            isRead = readToEnd(request);
        } finally {
            reading.release();
        }
        if (!isRead) {
            request.getCoyoteRequest().action(ActionCode.CLOSE_NOW, null);
        }
    }

    /**
     * Tomcat resets a stream of HTTP/2. A client that waits for "100 Continue" does not send a body that was refused.
     */
    private static boolean isLeftToTomcat(Request request, Response response) {
        return ConnectionCloseFilter.HTTP_2.equals(request.getProtocol())
                || (request.getCoyoteRequest().hasExpectation() && response.getStatus() >= MULTIPLE_CHOICES);
    }

    /** Reads below the servlet's stream, which is already closed, perhaps without having been read to its end. */
    private static boolean readToEnd(Request request) {
        long answered = System.nanoTime();
        var dropped = new DroppedBytes();
        try {
            while (System.nanoTime() - answered < BodyTime.LIMIT.toNanos()) {
                if (request.getCoyoteRequest().doRead(dropped) < 0) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            // The client has left, was silent for too long, or sent a malformed chunk.
            return false;
        }
    }

    /** Discards what Tomcat has read. */
    private static final class DroppedBytes implements ApplicationBufferHandler {

        private @Nullable ByteBuffer bytes;

        @Override
        public void setByteBuffer(@Nullable ByteBuffer buffer) {
            bytes = buffer;
        }

        @Override
        public @Nullable ByteBuffer getByteBuffer() {
            return bytes;
        }

        @Override
        public void expand(int size) {
            // Tomcat brings its own buffers.
        }
    }
}
