package dev.rollcall.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.channel.Alert;
import dev.rollcall.channel.DeliveryException;
import dev.rollcall.channel.SampleAlert;
import dev.rollcall.channel.SampleNotice;
import dev.rollcall.channel.http.TestReceivers;
import dev.rollcall.check.CheckView;
import dev.rollcall.check.schedule.Every;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.check.state.CheckState;
import dev.rollcall.check.state.CheckStatus;
import dev.rollcall.check.state.PingPolicy;
import dev.rollcall.check.state.StatusChange;
import dev.rollcall.flip.Flip;
import dev.rollcall.platform.deploy.Site;
import dev.rollcall.project.ProjectId;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import testing.App;
import testing.FakeHealthchecks;
import testing.Receiver;
import tools.jackson.databind.json.JsonMapper;

@Timeout(300)
class WebhookKindTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final CheckId CHECK = new CheckId(new UUID(0, 1));
    private static final Duration CALL_TIMEOUT = Duration.ofMinutes(2);
    /** Far below the timeout of the call, so only the abort can have ended it. */
    private static final Duration LONGEST_ABORT = Duration.ofSeconds(30);

    private final Receiver receiver = Receiver.start();

    @AfterEach
    void stopReceiver() {
        receiver.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0.0.0.0"})
    void aTargetOnThisMachineIsNeverCalledAndTheReasonDoesNotNameIt(String host) {
        WebhookKind webhooks = webhooks(Duration.ofSeconds(5), false);
        Map<String, Object> config =
                webhooks.configure(Map.of("url", receiver.url("/secret").replace("127.0.0.1", host)));

        assertThatThrownBy(() -> webhooks.send(alert(config)))
                .isInstanceOf(DeliveryException.class)
                .hasMessage("the receiver's address is private, loopback or link-local,"
                        + " which WEBHOOK_ALLOW_PRIVATE forbids");

        assertThat(receiver.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "[fe80::1]", "[fd00::1]"})
    void aTargetOnAPrivateNetworkIsRefused(String host) {
        WebhookKind webhooks = webhooks(Duration.ofSeconds(1), false);
        Map<String, Object> config = webhooks.configure(Map.of("url", "http://" + host + "/latest/meta-data"));

        assertThatThrownBy(() -> webhooks.send(alert(config)))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("WEBHOOK_ALLOW_PRIVATE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "2130706433",
                "0.0.0.0",
                "10.0.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "[::1]",
                "[::ffff:10.0.0.1]",
                "[fe80::1%25eth0]",
                "[fd00::1]",
                "localhost",
                "app.LOCALHOST"
            })
    void aPrivateAddressIsRefusedWhenTheChannelIsMadeUnlessItIsAllowed(String host) {
        Map<String, Object> fields = Map.of("url_up", "https://user@" + host + ":8443/hook?at=$NOW");

        assertThat(webhooks(Duration.ofSeconds(1), false).obstacles(fields))
                .hasEntrySatisfying(
                        "url_up",
                        fault -> assertThat(fault)
                                .isEqualTo("must not be a private, loopback or link-local address;"
                                        + " WEBHOOK_ALLOW_PRIVATE=true allows them in this deploy"));
        assertThat(webhooks(Duration.ofSeconds(1), true).obstacles(fields)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "93.184.215.14",
                "[2606:2800:21f:cb07:6820:80da:af6b:8b2c]",
                "no-such-host.invalid",
                "my_sink",
                "10.0.0.1.example",
                "999.1.1.1",
                "1.2.3.4.5"
            })
    void anyOtherHostIsAcceptedWithoutALookup(String host) {
        assertThat(webhooks(Duration.ofSeconds(1), false)
                        .obstacles(Map.of("url", "http://" + host + "/", "url_up", "not read here")))
                .isEmpty();
    }

    @Test
    void aPrivateTargetIsCalledWhenPrivateTargetsAreAllowed() {
        WebhookKind webhooks = webhooks(Duration.ofSeconds(5), true);

        webhooks.send(alert(webhooks.configure(Map.of("url", receiver.url("/hook")))));

        assertThat(receiver.on("/hook")).hasSize(1);
    }

    @Test
    void aReceiverThatDoesNotAnswerTimesOut() {
        WebhookKind webhooks = webhooks(Duration.ofMillis(300), true);
        Map<String, Object> config = webhooks.configure(Map.of("url", receiver.url("/slow?token=secret")));
        receiver.withholdAnswers();
        long began = System.nanoTime();

        assertThatThrownBy(() -> webhooks.send(alert(config)))
                .isInstanceOf(DeliveryException.class)
                .hasMessage("the receiver did not answer: it took too long");

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(250), Duration.ofSeconds(5));
        // The queue alone retries.
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void anEndlessAnswerIsNotReadToItsEnd() {
        WebhookKind webhooks = webhooks(Duration.ofSeconds(2), true);
        try (FakeHealthchecks endless = FakeHealthchecks.start()) {
            endless.neverEnd();

            // Only the status is needed.
            assertThat(CompletableFuture.runAsync(
                            () -> webhooks.send(alert(webhooks.configure(Map.of("url", endless.url()))))))
                    .succeedsWithin(App.PATIENCE);
        }
    }

    @Test
    void aRunningCallEndsWhenItIsAborted() throws Exception {
        WebhookKind webhooks = webhooks(CALL_TIMEOUT, true);
        Map<String, Object> config = webhooks.configure(Map.of("url", receiver.url("/slow")));
        receiver.withholdAnswers();
        CompletableFuture<Void> call = CompletableFuture.runAsync(() -> webhooks.send(alert(config)));
        receiver.await(1);

        webhooks.abort();

        assertThat(call).failsWithin(LONGEST_ABORT);
        assertThatThrownBy(() -> webhooks.send(alert(config))).isInstanceOf(RuntimeException.class);
        assertThat(receiver.received()).hasSize(1);
    }

    /** The receiver's backlog of connections is full, so its machine answers no further one. */
    @Test
    void aPendingConnectEndsWhenItIsAborted() throws Exception {
        WebhookKind webhooks = webhooks(CALL_TIMEOUT, true);
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var one = new Socket(full.getInetAddress(), full.getLocalPort());
                var two = new Socket(full.getInetAddress(), full.getLocalPort())) {
            assertThat(one.isConnected() && two.isConnected()).isTrue();
            Map<String, Object> config =
                    webhooks.configure(Map.of("url", "http://127.0.0.1:" + full.getLocalPort() + "/hook"));
            var call = new CompletableFuture<Void>();
            var sender = new Thread(() -> {
                try {
                    webhooks.send(alert(config));
                    call.complete(null);
                } catch (RuntimeException e) {
                    call.completeExceptionally(e);
                }
            });
            sender.start();
            Awaitility.await()
                    .until(() -> Stream.of(sender.getStackTrace())
                            .anyMatch(frame -> frame.getMethodName().equals("connect")
                                    && frame.getClassName().equals("java.net.Socket")));

            webhooks.abort();

            assertThat(call).failsWithin(LONGEST_ABORT);
        }
    }

    @Test
    void aHostWithoutAnAddressIsReportedWithoutItsName() {
        WebhookKind webhooks = webhooks(Duration.ofSeconds(5), true);
        Map<String, Object> config = webhooks.configure(Map.of("url", "http://no-such-host.invalid/hook"));

        assertThatThrownBy(() -> webhooks.send(alert(config)))
                .isInstanceOf(DeliveryException.class)
                .hasMessage("the receiver did not answer: its host name cannot be looked up");
    }

    @Test
    void theAlertNamesTheRequestThatCausedItAndNoneForASilentCheck() {
        WebhookKind webhooks = webhooks(Duration.ofSeconds(5), true);
        Map<String, Object> config = webhooks.configure(Map.of("url", receiver.url("/hook")));

        webhooks.send(alert(config, "ping-1"));
        webhooks.send(alert(config, null));

        assertThat(receiver.on("/hook"))
                .extracting(request -> request.headers().get("X-Request-Id"))
                .containsExactly("ping-1", null);
    }

    @Test
    void aNameThatDoesNotFitIntoAHeaderLosesNothing() {
        WebhookKind webhooks = webhooks(Duration.ofSeconds(5), true);
        Map<String, Object> config = webhooks.configure(
                Map.of("url", receiver.url("/hook"), "headers_down", Map.of("X-Name", "\u65e5 $NAME")));

        webhooks.send(SampleAlert.down(config, "Citt\u00e0 \uD83D\uDE00", ""));

        // Our receiver reads headers as ISO 8859-1, as RFC 9110 says.
        assertThat(receiver.on("/hook").get(0).headers()).containsEntry("X-Name", "&#26085; Citt\u00e0 &#128512;");
    }

    @Test
    void theAuthorizationHeaderOfAChannelOverridesTheUserInItsAddress() {
        WebhookKind webhooks = webhooks(Duration.ofSeconds(5), true);
        Map<String, Object> config = webhooks.configure(Map.of(
                "url",
                receiver.url("/hook").replace("127.0.0.1", "user:pass@127.0.0.1"),
                "headers_down",
                Map.of("authorization", "Bearer token", "Content-Length", "1", "transfer-encoding", "x")));

        webhooks.send(alert(config));

        assertThat(receiver.on("/hook").get(0).headers()).containsEntry("Authorization", "Bearer token");
    }

    @ParameterizedTest
    @CsvSource({"url_down, address", "body_down, body", "headers_down, header X-Big"})
    void aRequestBeyondItsSizeLimitIsNeverBuilt(String field, String place) {
        WebhookKind webhooks = webhooks(Duration.ofSeconds(5), true);
        String greedy = "$BODY_JSON".repeat(90);
        Map<String, Object> fields = new HashMap<>(Map.of("url", receiver.url("/hook")));
        fields.put(
                field,
                switch (field) {
                    case "url_down" -> receiver.url("/" + greedy);
                    case "body_down" -> greedy;
                    default -> Map.of("X-Big", greedy);
                });
        Map<String, Object> config = webhooks.configure(fields);

        assertThatThrownBy(() -> webhooks.send(SampleAlert.down(config, "backup", "\u0001".repeat(10_000))))
                .isInstanceOfSatisfying(
                        DeliveryException.class,
                        e -> assertThat(e.isPermanent()).isTrue())
                .hasMessageStartingWith("the " + place + " is longer than");

        assertThat(receiver.received()).isEmpty();
    }

    @Test
    void anUnusableStoredAddressFailsForGoodWithoutBeingNamed() {
        WebhookKind webhooks = webhooks(Duration.ofSeconds(5), true);

        assertThatThrownBy(() ->
                        webhooks.send(alert(Map.of("url_down", "http://secret.example:99999/", "method_down", "GET"))))
                .isInstanceOfSatisfying(
                        DeliveryException.class,
                        e -> assertThat(e.isPermanent()).isTrue())
                .hasMessage("the channel's address is not a valid http:// or https:// address");
    }

    @Test
    void aLateCheckMakesTheRequestForUpWithTheStatusLate() {
        WebhookKind webhooks = webhooks(Duration.ofSeconds(5), true);
        Map<String, Object> config = webhooks.configure(Map.of(
                "url_down",
                receiver.url("/down"),
                "url_up",
                receiver.url("/up"),
                "method_up",
                "POST",
                "body_up",
                "$STATUS, $REASON"));

        webhooks.send(SampleAlert.of(config, CheckStatus.UP, StatusChange.Reason.LATE));
        webhooks.send(SampleAlert.of(config, CheckStatus.UP, StatusChange.Reason.PING));

        assertThat(receiver.received())
                .extracting(request -> request.path() + " " + request.body())
                .containsExactly("/up late, late", "/up up, ping");
    }

    @ParameterizedTest
    @CsvSource({"404, true", "410, true", "400, false", "429, false", "500, false"})
    void aReceiverThatIsGoneEndsTheDeliveryAtOnce(int status, boolean isPermanent) {
        WebhookKind webhooks = webhooks(Duration.ofSeconds(5), true);
        Map<String, Object> config = webhooks.configure(Map.of("url", receiver.url("/hook?token=secret")));
        receiver.answer(status);

        assertThatThrownBy(() -> webhooks.send(alert(config)))
                .isInstanceOfSatisfying(
                        DeliveryException.class,
                        failure -> assertThat(failure.isPermanent()).isEqualTo(isPermanent))
                .hasMessage("the receiver answered " + status);
    }

    @Test
    void aNoticeIsSignedJsonOfItsOwnShape() throws Exception {
        WebhookKind webhooks = webhooks(Duration.ofSeconds(5), true);
        Map<String, Object> config = webhooks.configure(Map.of("url", receiver.url("/hook?check=$NAME")));

        webhooks.send(SampleNotice.failing(config, "ops"));
        webhooks.send(SampleNotice.excused(config, "backup"));

        Receiver.Received request = receiver.received().get(0);
        assertThat(request.method() + " " + request.path()).isEqualTo("POST /hook?check=");
        assertThat(request.headers())
                .containsEntry("Content-Type", "application/json")
                .containsEntry("webhook-id", SampleNotice.ID.toString())
                .containsEntry(
                        "webhook-signature",
                        WebhookSignature.of(
                                "whsec_cm9sbGNhbGw=",
                                SampleNotice.ID.toString(),
                                NOW.getEpochSecond(),
                                request.body().getBytes(StandardCharsets.UTF_8)));
        assertThat(JsonMapper.shared().readTree(request.body()))
                .isEqualTo(JsonMapper.shared().readTree("""
                {
                  "notice": "channel-failing", "severity": "failing", "at": "2026-03-01T12:00:00+00:00",
                  "facts": {
                    "channel": "ops", "kind": "slack", "since": "2026-03-01T11:55:00+00:00",
                    "why": "the receiver answered 503"
                  },
                  "checks": []
                }
                """));
        assertThat(JsonMapper.shared()
                        .readTree(receiver.received().get(1).body())
                        .get("checks")
                        .get(0))
                .hasToString("{\"name\":\"backup\",\"status\":\"up\"}");
    }

    /** Its receiver expects another body, and would refuse ours. */
    @Test
    void aChannelWithABodyOfItsOwnGetsNoNotices() {
        WebhookKind webhooks = webhooks(Duration.ofSeconds(5), true);
        Map<String, Object> config = webhooks.configure(
                Map.of("url_down", receiver.url("/hook"), "method_down", "POST", "body_down", "{\"text\": \"$NAME\"}"));

        SampleNotice.all(config, "ops").forEach(webhooks::send);

        assertThat(receiver.received()).isEmpty();
    }

    private static Placeholders placeholders() {
        return new Placeholders(JsonMapper.builder().build(), new Site("https://rollcall.example", "Rollcall"));
    }

    private static WebhookKind webhooks(Duration timeout, boolean allowPrivate) {
        return new WebhookKind(
                placeholders(), new NoticeJson(JsonMapper.shared()), TestReceivers.of(timeout, allowPrivate));
    }

    private static Alert alert(Map<String, Object> config) {
        return alert(config, null);
    }

    private static Alert alert(Map<String, Object> config, @Nullable String requestId) {
        var check = new CheckView(
                CHECK,
                new ProjectId(new UUID(0, 2)),
                "key",
                new UUID(0, 3),
                CheckView.Labels.of("backup", "backup", "", ""),
                new Every(Duration.ofHours(1)),
                Duration.ofMinutes(10),
                PingPolicy.DEFAULT,
                CheckState.NEW.failed(NOW, null),
                List.of());
        var change =
                new StatusChange(CHECK, CheckStatus.UP, CheckStatus.DOWN, StatusChange.Reason.FAIL, NOW, requestId);
        return new Alert(
                new UUID(0, 3),
                new Flip(1, change),
                check,
                new UUID(0, 4),
                "ops",
                config,
                "whsec_cm9sbGNhbGw=",
                null,
                1,
                NOW);
    }
}
