package factors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import testing.App;
import testing.Linux;
import testing.RawHttp;

/** Web listens on its port; no other process listens at all. */
class Factor07PortBindingTest {

    @Test
    @EnabledOnOs(LINUX)
    void webListensOnExactlyThePortOfItsVariableOnIpv4AndIpv6AndAWorkerOnNone() throws Exception {
        try (var deploy = Deploy.released()) {
            // Names that other frameworks use; only PORT counts.
            App web = deploy.web("SERVER_PORT", App.freePort(), "ROLLCALL_PORT", "tcp://10.0.0.1:80")
                    .untilReady();
            App worker = deploy.worker().untilPrinted("worker.ready");

            assertThat(Linux.listeningPorts(web.pid())).containsExactly(deploy.port());
            assertThat(Linux.listeningPorts(worker.pid())).isEmpty();
            for (String address : List.of("127.0.0.1", "::1")) {
                try (var wire = RawHttp.to(address, deploy.port())) {
                    assertThat(wire.get("/actuator/health/readiness").status())
                            .as(address)
                            .isEqualTo(200);
                }
            }
        }
    }

    @Test
    void aSecondWebOnTheSamePortFailsWithOneLine() {
        Deploy deploy = RunningRelease.get().deploy();
        App.Exit exit = deploy.web().waitForExit();

        assertThat(exit.status()).isEqualTo(1);
        assertThat(exit.stdout().lines().filter(line -> line.contains("\"level\":\"ERROR\"")))
                .singleElement()
                .asString()
                .contains("PORT " + deploy.port() + " is in use");
    }
}
