package dev.rollcall.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with the library of Standard Webhooks, which a receiver would use. */
class WebhookSignatureTest {

    private static final String SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String OTHER_SECRET = "whsec_HxwdGhsYGRYXFBUSExAREA8ODQwLCgkIBwYFBAMCAQA=";
    private static final String ID = "0f1e2d3c-4b5a-4678-9abc-def012345678";
    private static final String BODY = "{\"status\": \"down\", \"check\": \"nächtlich\"}";

    @ParameterizedTest
    @ValueSource(strings = {BODY, ""})
    void aReceiverWithTheSecretVerifiesTheMessage(String body) {
        Map<String, List<String>> headers = signed(SECRET, body);

        assertThatCode(() -> new Webhook(SECRET).verify(body, headers)).doesNotThrowAnyException();
    }

    @Test
    void theSignatureEqualsThatOfTheLibrary() throws Exception {
        assertThat(WebhookSignature.of(SECRET, ID, 1_767_225_600L, BODY.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Webhook(SECRET).sign(ID, 1_767_225_600L, BODY));
    }

    @Test
    void aChangedBodyFailsVerification() {
        Map<String, List<String>> headers = signed(SECRET, BODY);

        assertThatExceptionOfType(WebhookVerificationException.class)
                .isThrownBy(() -> new Webhook(SECRET).verify(BODY.replace("down", "up"), headers));
    }

    @Test
    void anotherSecretFailsVerification() {
        Map<String, List<String>> headers = signed(OTHER_SECRET, BODY);

        assertThatExceptionOfType(WebhookVerificationException.class)
                .isThrownBy(() -> new Webhook(SECRET).verify(BODY, headers));
    }

    @Test
    void idAndTimeAreSignedToo() {
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        String signature = WebhookSignature.of(SECRET, ID, 1_767_225_600L, body);

        assertThat(WebhookSignature.of(SECRET, ID + "1", 1_767_225_600L, body)).isNotEqualTo(signature);
        assertThat(WebhookSignature.of(SECRET, ID, 1_767_225_601L, body)).isNotEqualTo(signature);
    }

    /** Signed at the current time, because the library rejects messages older than a few minutes. */
    private static Map<String, List<String>> signed(String secret, String body) {
        long epochSecond = Instant.now().getEpochSecond();
        String signature = WebhookSignature.of(secret, ID, epochSecond, body.getBytes(StandardCharsets.UTF_8));
        return Map.of(
                "webhook-id", List.of(ID),
                "webhook-timestamp", List.of(String.valueOf(epochSecond)),
                "webhook-signature", List.of(signature));
    }
}
