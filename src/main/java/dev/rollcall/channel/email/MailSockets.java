package dev.rollcall.channel.email;

import dev.rollcall.platform.thread.Threads;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Runs conversations with the mail server on separate threads, and closes their sockets at the deadline. The library's
 * own time limits restart with each byte, and its look-up of the server's name has no limit.
 */
final class MailSockets extends SocketFactory {

    /**
     * The maximum number of concurrent conversations, including those that hang in a look-up; any further one fails at
     * once.
     */
    private static final int MAX_CONVERSATIONS = 256;

    private static final Duration IDLE = Duration.ofSeconds(30);

    private static final ThreadLocal<@Nullable List<Socket>> opened = new ThreadLocal<>();
    private final ExecutorService threads = Threads.growing("mail", MAX_CONVERSATIONS, IDLE);

    /**
     * Runs a conversation that takes its sockets from this factory.
     *
     * @throws ExecutionException when the conversation fails, with its exception as the cause
     * @throws IOException when it has not ended by the deadline, or this thread is interrupted
     */
    void within(Duration deadline, Callable<?> conversation) throws ExecutionException, IOException {
        List<Socket> sockets = new CopyOnWriteArrayList<>();
        try {
            Future<?> running = threads.submit(() -> {
                opened.set(sockets);
                try {
                    return conversation.call();
                } finally {
                    opened.remove();
                }
            });
            running.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | RejectedExecutionException e) {
            throw new SocketTimeoutException("the deadline of the conversation has passed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            for (Socket socket : sockets) {
                // The plain socket below TLS: closing the TLS socket would wait for a writer that hangs.
                socket.close();
            }
        }
    }

    @Override
    public Socket createSocket() {
        var socket = new Socket();
        List<Socket> current = opened.get();
        if (current != null) {
            current.add(socket);
        }
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("the library connects by itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException("the library connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException("the library connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException("the library connects by itself");
    }
}
