package dev.rollcall.platform.worker;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** The file descriptors of this process. Without one, no new connection is accepted, and its ping is not received. */
final class FileDescriptors {

    private FileDescriptors() {}

    /** Why no connection can be accepted now; empty if one can. Opens a socket, which connects to nothing. */
    static Optional<String> fault() {
        try {
            SocketChannel.open().close();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("no connection can be accepted, because no file descriptor is left");
        }
    }
}
