package factors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.admin.verify.AllInvariants;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import testing.App;
import testing.RawHttp;
import tools.jackson.databind.JsonNode;

/** Web processes are replaced one after the other behind the web servers of {@code deploy/}, and no ping fails. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Isolated("a web server gives up on a process that has no processor for two seconds")
class Factor09RollingUpdateTest {

    private static final int JOBS = 1;
    private static final int BODY = 3_000_000;

    /** The variables of {@code deploy/systemd/env.example} that matter here. */
    private final Deploy deploy =
            Deploy.released("TRUSTED_PROXIES", "127.0.0.1,::1", "DRAIN_DELAY", "2s", "SHUTDOWN_TIMEOUT", "20s");

    private final App[] webs = new App[2];
    private String key;

    @BeforeAll
    void startTwoWebs() {
        key = deploy.project().get("api_key").asString();
        for (int n = 0; n < webs.length; n++) {
            webs[n] = deploy.web("PORT", App.freePort());
        }
        for (App web : webs) {
            web.untilReady();
        }
    }

    @AfterAll
    void stopAll() {
        deploy.close();
        AllInvariants.hold(deploy.databaseUrl());
    }

    /** Both routers are in front of the two at the same time, each with jobs of its own. */
    @Test
    void noPingFailsBehindEitherRouterWhileBothAreReplaced(@TempDir Path nginx, @TempDir Path caddy) throws Exception {
        try (var first = new RoutedPings(Router.NGINX, nginx);
                var second = new RoutedPings(Router.CADDY, caddy)) {
            first.untilFurther();
            second.untilFurther();
            for (int n = 0; n < webs.length; n++) {
                replace(n);
            }
            first.untilFurther();
            second.untilFurther();

            first.expectNoFailure();
            second.expectNoFailure();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theCallerIsRecordedAndNoClientCanForgeIt(Router router, @TempDir Path directory) throws IOException {
        try (App front = router.start(directory, webs[0], webs[1])) {
            JsonNode check = Deploy.check(front, key, "{}");
            String id = check.get("uuid").asString();
            try (var caller = RawHttp.from("127.0.0.9", "127.0.0.1", Integer.parseInt(front.port()))) {
                caller.write("GET /ping/" + id + " HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 203.0.113.7\r\n"
                        + "X-Forwarded-Proto: https\r\n\r\n");
                assertThat(caller.answer().status()).isEqualTo(200);
            }

            JsonNode recorded =
                    read(front, "/api/v3/checks/" + id + "/pings/").get("pings").get(0);
            assertThat(recorded.get("remote_addr").asString()).isEqualTo("127.0.0.9");
            assertThat(recorded.get("scheme").asString()).isEqualTo("http");
        }
    }

    /** The output of a job, sent while it runs: longer than the usual limit of nginx, which is 1 MB. */
    @ParameterizedTest
    @EnumSource
    void aLongBodyArrivesWhileItIsSent(Router router, @TempDir Path directory) throws IOException {
        try (App front = router.start(directory, webs[0], webs[1])) {
            JsonNode check = Deploy.check(front, key, "{}");
            byte[] half = new byte[BODY / 2];
            try (var upload = RawHttp.to("127.0.0.1", Integer.parseInt(front.port()))) {
                upload.write("POST /ping/" + check.get("uuid").asString()
                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + 2 * half.length + "\r\n\r\n");
                upload.write(half);
                upload.write(half);
                RawHttp.Answer answer = upload.answer();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo("OK");
            }
            assertThat(pings(front, check)).isEqualTo(1);
        }
    }

    /** Pings by GET and by POST through a router. */
    private final class RoutedPings implements AutoCloseable {

        private final Router router;
        private final App front;
        private final JsonNode check;
        private final InsistentPings gets;
        private final InsistentPings posts;

        RoutedPings(Router router, Path directory) {
            this.router = router;
            this.front = router.start(directory, webs[0], webs[1]);
            this.check = Deploy.check(front, key, "{}");
            this.gets = new InsistentPings(front, check, JOBS, "GET");
            this.posts = new InsistentPings(front, check, JOBS, "POST");
        }

        void untilFurther() {
            gets.untilAcknowledged(gets.acknowledged() + 200);
            posts.untilAcknowledged(posts.acknowledged() + 200);
        }

        void expectNoFailure() throws InterruptedException {
            gets.stop();
            posts.stop();
            assertThat(gets.unexpected()).as("by GET through " + router).isEmpty();
            assertThat(posts.unexpected()).as("by POST through " + router).isEmpty();
            assertThat(gets.refused() + posts.refused())
                    .as("refused through " + router)
                    .isZero();
            assertThat(pings(front, check))
                    .as("pings that are kept")
                    .isGreaterThanOrEqualTo(gets.acknowledged() + posts.acknowledged());
        }

        @Override
        public void close() {
            gets.close();
            posts.close();
            front.close();
        }
    }

    /** As {@code systemctl restart} does, and then waits for readiness. */
    private void replace(int n) {
        App old = webs[n];
        old.terminate();
        old.waitForExit();
        webs[n] = deploy.web("PORT", old.port()).untilReady();
    }

    private long pings(App front, JsonNode check) {
        return read(front, "/api/v3/checks/" + check.get("uuid").asString())
                .get("n_pings")
                .asLong();
    }

    private JsonNode read(App front, String path) {
        return Deploy.JSON.readTree(
                front.send(front.to(path).header("X-Api-Key", key)).body());
    }
}
