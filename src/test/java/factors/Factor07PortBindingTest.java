package factors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import testing.App;
import testing.Linux;

/** Web listens where it is told; nothing else listens at all. */
class Factor07PortBindingTest {

    @Test
    @EnabledOnOs(LINUX)
    void webListensOnExactlyItsPortAndAWorkerOnNone() throws Exception {
        try (var deploy = Deploy.released()) {
            App web = deploy.web().untilReady();
            App worker = deploy.worker().untilPrinted("worker.ready");
            int port = deploy.port();
            assertThat(Linux.listeningPorts(web.pid())).containsExactly(port);
            assertThat(Linux.listeningPorts(worker.pid())).isEmpty();
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
}
