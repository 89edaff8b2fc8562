package faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import testing.App;
import testing.Linux;

/** Clients that connect and say nothing, so that a web process has no file descriptor left. */
final class Descriptors implements AutoCloseable {

    private static final int CONNECT_MILLIS = 300;

    private final List<Socket> idle = new ArrayList<>();

    private Descriptors() {}

    /** The command that runs this one with at most this many file descriptors; the JVM cannot raise a hard limit. */
    static List<String> limited(List<String> command, int descriptors) {
        return Stream.concat(
                        Stream.of("/bin/sh", "-c", "ulimit -n " + descriptors + " && exec \"$@\"", "sh"),
                        command.stream())
                .toList();
    }

    /** Returns when the process has this many open, and as many clients wait as the system lets wait. */
    static Descriptors useUp(App web, int descriptors) throws IOException {
        var clients = new Descriptors();
        Trial.await(() -> clients.connect(web) && Linux.openFiles(web.pid()) >= descriptors);
        return clients;
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : idle) {
            socket.close();
        }
    }

    /** Returns whether no more clients can connect. */
    private boolean connect(App web) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(web.port()));
        try {
            while (true) {
                var socket = new Socket();
                idle.add(socket);
                socket.connect(address, CONNECT_MILLIS);
            }
        } catch (SocketTimeoutException e) {
            return true;
        }
    }
}
