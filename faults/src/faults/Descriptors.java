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
import testing.Tool;

/** Leaves a process no file descriptor. Clients that connect and say nothing take those of a web process. */
final class Descriptors implements AutoCloseable {

    private static final int CONNECT_MILLIS = 300;
    /** A JVM that has started has more than this open. */
    private static final int NONE_FREE = 10;

    private final List<Socket> idle = new ArrayList<>();

    private Descriptors() {}

    /** The command that runs this one with at most this many file descriptors; the JVM cannot raise a hard limit. */
    static List<String> limited(List<String> command, int descriptors) {
        return Stream.concat(
                        Stream.of("/bin/sh", "-c", "ulimit -n " + descriptors + " && exec \"$@\"", "sh"),
                        command.stream())
                .toList();
    }

    /**
     * Lets the process open nothing more until this is closed: no file, and no connection. What it has open stays open.
     * {@code prlimit} is a part of util-linux.
     */
    static Denial allowNoMore(App process) throws IOException, InterruptedException {
        var denial = new Denial(
                process.pid(),
                run("--pid", String.valueOf(process.pid()), "--nofile", "--output=SOFT", "--noheadings", "--raw"));
        run("--pid", String.valueOf(process.pid()), "--nofile=" + NONE_FREE + ":");
        return denial;
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

    private static String run(String... options) throws IOException, InterruptedException {
        return new ClientTool(Tool.require("prlimit")).run(options).strip();
    }

    /**
     * A process that may open nothing more.
     *
     * @param before how many it might have open
     */
    record Denial(long pid, String before) implements AutoCloseable {

        @Override
        public void close() throws IOException, InterruptedException {
            run("--pid", String.valueOf(pid), "--nofile=" + before + ":");
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
