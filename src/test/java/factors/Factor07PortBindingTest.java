package factors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import testing.App;

/** Web listens where it is told; nothing else listens at all. */
class Factor07PortBindingTest {

    @Test
    @EnabledOnOs(LINUX)
    void webListensOnExactlyItsPortAndAWorkerOnNone() throws Exception {
        try (var deploy = Deploy.released()) {
            App web = deploy.web().untilReady();
            App worker = deploy.worker().untilPrinted("worker.ready");
            int port = deploy.port();
            assertThat(listeningPorts(web.pid())).containsExactly(port);
            assertThat(listeningPorts(worker.pid())).isEmpty();
            for (String address : List.of("127.0.0.1", "::1")) {
                try (var socket = new Socket()) {
                    socket.connect(new InetSocketAddress(address, port), 2_000);
                    assertThat(socket.isConnected()).isTrue();
                }
            }
        }
    }

    @Test
    void aTakenPortIsOneLineAndOnlyWebMinds() throws Exception {
        try (var deploy = Deploy.released();
                var taken = new ServerSocket(deploy.port())) {
            assertThat(taken.isBound()).isTrue();
            App.Exit exit = deploy.web().waitForExit();
            assertThat(exit.status()).isEqualTo(1);
            assertThat(exit.stdout().lines().filter(line -> line.contains("\"level\":\"ERROR\"")))
                    .singleElement()
                    .asString()
                    .contains("PORT " + deploy.port() + " is in use");
            deploy.worker().untilPrinted("worker.ready");
        }
    }

    /** Ports of the sockets in state LISTEN (0A) that this process has open, as Linux tells. */
    private static Set<Integer> listeningPorts(long pid) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            for (Path descriptor : open.toList()) {
                if (Files.isSymbolicLink(descriptor)) {
                    String target = Files.readSymbolicLink(descriptor).toString();
                    if (target.startsWith("socket:[")) {
                        inodes.add(target.substring(8, target.length() - 1));
                    }
                }
            }
        }
        Set<Integer> ports = new HashSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/net/" + table))) {
                String[] columns = line.strip().split("\\s+", -1);
                if (columns.length > 9 && columns[3].equals("0A") && inodes.contains(columns[9])) {
                    ports.add(Integer.parseInt(columns[1].substring(columns[1].lastIndexOf(':') + 1), 16));
                }
            }
        }
        return ports;
    }
}
