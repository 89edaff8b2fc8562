package kit.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One request over one connection, so that a refused connection and an answer that was cut off are told apart. A client
 * with a pool of connections would repeat requests.
 */
public final class Http {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_BYTES = 4 * 1024 * 1024;
    private static final int CHUNK = 8192;

    private Http() {}

    /**
     * GET of a path at an address, {@code 127.0.0.1} or {@code ::1}.
     *
     * @param headers each without a line end
     * @throws java.net.ConnectException if the connection is refused
     * @throws EOFException if the answer ends before it is complete
     */
    public static Answer get(String address, int port, String path, String... headers) throws IOException {
        String host = address.contains(":") ? "[" + address + "]" : address;
        var request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: " + host + ":" + port + "\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        request.append("Accept: */*\r\nConnection: close\r\n\r\n");
        return send(address, port, request.toString());
    }

    /** Sends these characters and reads one answer. */
    public static Answer send(String address, int port, String request) throws IOException {
        try (var socket = new Socket()) {
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            socket.connect(new InetSocketAddress(address, port), (int) TIMEOUT.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return read(socket.getInputStream());
        }
    }

    private static Answer read(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        for (int length = in.read(chunk); length >= 0 && bytes.size() < MAX_BYTES; length = in.read(chunk)) {
            bytes.write(chunk, 0, length);
        }
        String text = bytes.toString(StandardCharsets.ISO_8859_1);
        String[] words = text.lines().findFirst().orElse("").split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/") || !words[1].matches("\\d{3}")) {
            throw new EOFException("no answer");
        }
        var answer = new Answer(Integer.parseInt(words[1]), text);
        if (bytes.size() < MAX_BYTES && !isComplete(answer)) {
            throw new EOFException("an answer that was cut off");
        }
        return answer;
    }

    private static boolean isComplete(Answer answer) {
        int header = answer.text().indexOf("\r\n\r\n");
        if (header < 0) {
            return false;
        }
        if (answer.header("Transfer-Encoding").contains("chunked")) {
            return answer.text().endsWith("0\r\n\r\n");
        }
        int body = answer.text().length() - header - "\r\n\r\n".length();
        return answer.header("Content-Length").stream().allMatch(length -> body >= Long.parseLong(length));
    }
}
