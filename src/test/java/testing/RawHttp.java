package testing;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * One connection on which a test writes HTTP/1.1 byte by byte, because clients hide connections, keep-alive and delays.
 */
public final class RawHttp implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;

    private RawHttp(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Connects; a refused connection throws its exception. */
    public static RawHttp to(String address, int port) throws IOException {
        var socket = new Socket();
        socket.connect(new InetSocketAddress(address, port), (int) App.PATIENCE.toMillis());
        socket.setSoTimeout((int) App.PATIENCE.toMillis());
        return new RawHttp(socket);
    }

    /** The same from another address of this machine. */
    public static RawHttp from(String own, String address, int port) throws IOException {
        var socket = new Socket();
        socket.bind(new InetSocketAddress(own, 0));
        socket.connect(new InetSocketAddress(address, port), (int) App.PATIENCE.toMillis());
        socket.setSoTimeout((int) App.PATIENCE.toMillis());
        return new RawHttp(socket);
    }

    public RawHttp write(String text) throws IOException {
        return write(text.getBytes(StandardCharsets.UTF_8));
    }

    public RawHttp write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends a GET and returns its answer. */
    public Answer get(String path) throws IOException {
        return write("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").answer();
    }

    /** The next answer on this connection; an exception if the connection ends instead. */
    public Answer answer() throws IOException {
        Answer head = answerWithoutBody();
        return new Answer(head.status(), head.headers(), body(head.headers()));
    }

    /** The answer to a HEAD: it has no body, whatever its length says. */
    public Answer answerWithoutBody() throws IOException {
        String[] status = line().split(" ", 3);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); !line.isEmpty(); line = line()) {
            String[] header = line.split(":", 2);
            headers.put(header[0], header[1].strip());
        }
        return new Answer(Integer.parseInt(status[1]), headers, "");
    }

    /** Ends the connection at once, so that the server cannot write to it any more. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String body(Map<String, String> headers) throws IOException {
        if (!headers.getOrDefault("Transfer-Encoding", "").equals("chunked")) {
            return text(Integer.parseInt(headers.getOrDefault("Content-Length", "0")));
        }
        var body = new StringBuilder();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.append(text(size));
            line();
        }
        line();
        return body.toString();
    }

    private String text(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended within an answer");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended before an answer: " + line);
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    /** An answer. */
    public record Answer(int status, Map<String, String> headers, String body) {

        /** Whether it says that the connection closes after it. */
        public boolean isLast() {
            return headers.getOrDefault("Connection", "").equalsIgnoreCase("close");
        }
    }
}
