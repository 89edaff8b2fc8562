package bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import testing.Receiver;

/** The difference to a closed loop: requests that would have waited count. */
class OpenLoopTest {

    private static final byte[] GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    @Test
    void latencyIsMeasuredFromWhenARequestWasDueAndNotFromWhenItWasSent() throws Exception {
        try (var receiver = Receiver.start()) {
            receiver.answerAfter(Duration.ofMillis(40));
            // One connection answers 25 requests a second. At 100 a second it falls further and further behind.
            Answers answers = run(receiver, 1, 100, 20);
            assertThat(answers.requests()).isEqualTo(20);
            assertThat(answers.p99Millis()).isBetween(500.0, 5_000.0);
            assertThat(answers.p50Millis()).isBetween(200.0, answers.p99Millis());
        }
    }

    @Test
    void aRefusedRequestIsAFailure() throws Exception {
        try (var receiver = Receiver.start()) {
            receiver.answer(503);
            Answers answers = run(receiver, 4, 200, 20);
            assertThat(answers.failures()).isEqualTo(20);
            assertThat(answers.requests()).isZero();
        }
    }

    private static Answers run(Receiver receiver, int connections, int perSecond, int requests) throws Exception {
        return OpenLoop.run(
                URI.create(receiver.url("/")).getPort(),
                connections,
                perSecond,
                Duration.ofMillis(1000L * requests / perSecond),
                number -> GET);
    }
}
