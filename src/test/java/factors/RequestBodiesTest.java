package factors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import testing.App;
import testing.RawHttp;

/** Request bodies take a bounded amount of memory and time, in any number and however they end. */
class RequestBodiesTest {

    /** The announced length of a body. */
    private static final int LENGTH = 1_000_000;

    /** Almost the announced length: the body never ends. */
    private static final int SENT = 990_000;

    /** More than the threads of a process on JDK 17. */
    private static final int SENDERS = 250;

    /** Less than the longest form. */
    private static final int FORM_LENGTH = 240_000;

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

    /** One client may have half of the slots for bodies. The requests of others come from this machine. */
    private static final String OTHER_CLIENT = "X-Forwarded-For: 198.51.100.1";

    private static final Duration BODY_TIME = Duration.ofSeconds(30);

    private static SmallHeap server;

    /** With a heap too small for the bodies of all senders. */
    @BeforeAll
    static void start() {
        server = SmallHeap.start(110, "LOG_REQUESTS", "false", "PING_BODY_LIMIT", String.valueOf(LENGTH));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aCallerWithoutAKeyIsRefusedBeforeTheBodyIsComplete() throws Exception {
        try (RawHttp wire = wire()) {
            wire.write(head("POST", "/api/v3/checks/", LENGTH)).write("{\"desc\": \"" + "x".repeat(70_000));
            RawHttp.Answer answer = wire.answer();
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.headers()).containsEntry("Content-Type", "application/problem+json");
            assertThat(answer.body()).contains("missing api key");
        }
    }

    @Test
    void anUnknownKeyIsRefusedBeforeTheBodyIsComplete() throws Exception {
        try (RawHttp wire = wire()) {
            wire.write(head("POST", "/api/v3/checks/", LENGTH)).write("{\"api_key\": \"no-such-key\", ");
            assertThat(wire.answer().body()).contains("wrong api key");
        }
        try (RawHttp wire = wire()) {
            wire.write(head("POST", "/api/v3/checks/", LENGTH, "X-Api-Key: no-such-key"));
            assertThat(wire.answer().body()).contains("wrong api key");
        }
    }

    /** A stranger may ping any id. What they send must not look like a defect of ours in the log. */
    @ParameterizedTest
    @ValueSource(strings = {"2\n{}\n0\n\n", "-2\r\n{}\r\n", "FFFFFFFFF\r\n{}\r\n", "0x2\r\n{}\r\n"})
    void chunksThatAreNoneAreABadRequest(String chunks) throws Exception {
        for (String path : List.of("/api/v3/checks/", "/ping/" + server.check(), "/ping/" + UUID.randomUUID())) {
            try (RawHttp wire = wire()) {
                wire.write("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: " + server.key()
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
                assertThat(wire.answer().status()).as(path).isEqualTo(400);
            }
        }
        assertThat(server.web().stdout()).noneMatch(line -> line.contains("\"level\":\"ERROR\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"desc\": \"xxxxxxxxxxxx", "{\"a\": [{},{},{},{},{},{},"})
    void endlessBodiesDoNotBlockLaterRequests(String start) throws Exception {
        String filling = start.substring(start.length() - 3).repeat((SENT - start.length()) / 3);
        for (String path : List.of("/api/v3/checks/", "/ping/" + server.check())) {
            closeAll(sent(SENDERS, head("POST", path, LENGTH) + start + filling));
            expectServed();
        }
    }

    /** Tomcat would allocate the whole length of each form when somebody asks for its first parameter. */
    @ParameterizedTest
    @ValueSource(strings = {"/sign-in/password", "/acknowledge/x", "/unsubscribe/x"})
    void halfFormsDoNotBlockLaterRequests(String path) throws Exception {
        List<RawHttp> senders = sent(
                SENDERS, head("POST", path, FORM_LENGTH, FORM, OTHER_CLIENT) + "_csrf=x&padding=" + "x".repeat(9_000));
        try {
            expectServed();
        } finally {
            closeAll(senders);
        }
        String form = "username=nobody%40example.com&password=wrong";
        // A form without its token. The server may not have seen yet that the others are gone.
        Deploy.until(() -> {
            try (RawHttp wire = wire()) {
                wire.write(head("POST", "/sign-in/password", form.length(), FORM) + form);
                return wire.answer().status() == 403;
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sign-in/password", "/login/webauthn", "/webauthn/register", "/acknowledge/x"})
    void aBodyLargerThanAnyFormIsRefused(String path) throws Exception {
        String type = path.contains("webauthn") ? "Content-Type: application/json" : FORM;
        try (RawHttp wire = wire()) {
            wire.write(head("POST", path, 20_000_000, type)).write("{\"x\": \"");
            assertThat(wire.answer().status()).as(path + " announced").isEqualTo(413);
        }
        try (RawHttp wire = wire()) {
            wire.write("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + type
                    + "\r\nTransfer-Encoding: chunked\r\n\r\n");
            String chunk = "x".repeat(50_000);
            for (int n = 0; n < 10; n++) {
                wire.write(Integer.toHexString(chunk.length()) + "\r\n" + chunk + "\r\n");
            }
            assertThat(wire.write("0\r\n\r\n").answer().status())
                    .as(path + " in chunks")
                    .isEqualTo(413);
        }
        expectServed();
    }

    @Test
    void theNextCallerIsAskedToRetryWhenBodiesWithAKeyTakeTooMuch() throws Exception {
        String body = "{\"desc\": \"" + "x".repeat(SENT - 10);
        List<RawHttp> senders = new ArrayList<>();
        try {
            Deploy.until(() -> {
                senders.addAll(sent(2, head("POST", "/api/v3/checks/", LENGTH, "X-Api-Key: " + server.key()) + body));
                HttpResponse<String> refused = server.web().post("/api/v3/checks/", server.key(), body + "\"}");
                return refused.statusCode() == 503
                        && refused.headers().firstValue("Retry-After").isPresent()
                        && refused.headers()
                                .firstValue("Content-Type")
                                .orElse("")
                                .equals("application/problem+json")
                        && refused.body().contains("/problems/unavailable");
            });
            assertThat(server.web().get("/ping/" + server.check()).body()).isEqualTo("OK");
        } finally {
            closeAll(senders);
        }
        expectServed();
    }

    @Test
    void theNextPingIsAskedToRetryWhenBodiesOfPingsTakeTooMuch() throws Exception {
        String body = "x".repeat(SENT);
        List<RawHttp> senders = new ArrayList<>();
        try {
            Deploy.until(() -> {
                senders.addAll(sent(10, head("POST", "/ping/" + server.check(), LENGTH) + body));
                HttpResponse<String> refused = server.web().post("/ping/" + server.check(), server.key(), body);
                return refused.statusCode() == 503
                        && refused.headers().firstValue("Retry-After").isPresent()
                        && refused.body().equals("unavailable, try again later");
            });
            assertThat(server.web().get("/ping/" + server.check()).body()).isEqualTo("OK");
            Deploy.check(server.web(), server.key(), "{}");
        } finally {
            closeAll(senders);
        }
        expectServed();
    }

    /** As {@code job | curl -T - URL} sends the output of a job. */
    @Test
    void aSlowBodyEndsAtItsTimeLimitAndTheBodyOfALongJobDoesNot() throws Exception {
        Instant began = Instant.now();
        ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
        try (RawHttp withKey = wire();
                RawHttp withoutKey = wire();
                RawHttp unread = wire();
                RawHttp form = wire();
                RawHttp ping = wire()) {
            drip(
                    clock,
                    withKey.write(head("POST", "/api/v3/checks/", LENGTH, "X-Api-Key: " + server.key()) + "{"),
                    " ");
            drip(clock, withoutKey.write(head("POST", "/api/v3/checks/", LENGTH) + "{"), " ");
            drip(clock, form.write(head("POST", "/sign-in/password", FORM_LENGTH, FORM)), "x");
            drip(clock, unread.write(head("POST", "/api/v3/nothing", LENGTH, "X-Api-Key: " + server.key())), " ");
            drip(
                    clock,
                    ping.write("PUT /ping/" + server.check()
                            + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n" + "\r\n"),
                    "1\r\n.\r\n");
            var end = new CompletableFuture<Void>();
            var unused = clock.schedule(
                    () -> end.complete(null), BODY_TIME.plusSeconds(4).toSeconds(), TimeUnit.SECONDS);

            assertThat(unread.answer().status()).isEqualTo(404);
            assertThat(withKey.answer().status()).isEqualTo(408);
            assertThat(Instant.now()).isBefore(began.plus(BODY_TIME).plusSeconds(15));
            assertThat(withoutKey.answer().status()).isEqualTo(408);
            assertThat(form.answer().status()).isEqualTo(408);
            assertThatThrownBy(unread::answer)
                    .as("a connection whose client goes on sending after the answer")
                    .isInstanceOfAny(EOFException.class, SocketException.class);
            end.join();
            clock.shutdown();
            assertThat(clock.awaitTermination(App.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(ping.write("0\r\n\r\n").answer().body()).isEqualTo("OK");
        } finally {
            clock.shutdownNow();
        }
    }

    private static void drip(ScheduledExecutorService clock, RawHttp wire, String drop) {
        var unused = clock.scheduleAtFixedRate(
                () -> {
                    try {
                        wire.write(drop);
                    } catch (IOException e) {
                        throw new IllegalStateException("the connection is closed", e);
                    }
                },
                0,
                300,
                TimeUnit.MILLISECONDS);
    }

    /** Opens this many connections and writes the same on each, as far as the server accepts it. */
    private static List<RawHttp> sent(int senders, String text) throws Exception {
        List<RawHttp> wires = new ArrayList<>();
        for (int n = 0; n < senders; n++) {
            wires.add(wire());
        }
        var pool = Executors.newFixedThreadPool(senders);
        Stream<CompletableFuture<Void>> writes =
                wires.stream().map(wire -> CompletableFuture.runAsync(() -> writeOrLeave(wire, text), pool));
        try {
            CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new))
                    .completeOnTimeout(null, 20, TimeUnit.SECONDS)
                    .join();
        } finally {
            pool.shutdownNow();
        }
        return wires;
    }

    private static void writeOrLeave(RawHttp wire, String text) {
        try {
            wire.write(text);
        } catch (IOException e) {
            // The process has closed this connection, as it may.
        }
    }

    private static void closeAll(List<RawHttp> wires) throws IOException {
        for (RawHttp wire : wires) {
            wire.close();
        }
    }

    /** Sooner than the bodies would time out. */
    private static void expectServed() {
        Deploy.until(
                BODY_TIME.minusSeconds(10),
                () -> server.web().status("/actuator/health/liveness") == 200
                        && server.web().status("/ping/" + server.check()) == 200
                        && server.web()
                                        .post("/api/v3/checks/", server.key(), "{}")
                                        .statusCode()
                                == 201);
        assertThat(server.web().stdout()).noneMatch(line -> line.contains("OutOfMemory"));
        assertThat(server.web().isAlive()).isTrue();
    }

    private static String head(String method, String path, int length, String... headers) {
        var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length);
        for (String header : headers) {
            head.append("\r\n").append(header);
        }
        return head + "\r\n\r\n";
    }

    private static RawHttp wire() throws IOException {
        return RawHttp.to("127.0.0.1", server.deploy().port());
    }
}
