package dev.rollcall.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SigningSecretTest {

    @Test
    void theKeyIsTheBase64AfterThePrefix() {
        assertThat(SigningSecret.bytes("whsec_cm9sbGNhbGw=")).isEqualTo("rollcall".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aNewSecretIs32BytesInTheFormOfStandardWebhooks() {
        String secret = SigningSecret.generate();

        assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(SigningSecret.bytes(secret)).hasSize(32);
    }

    @Test
    void noTwoNewSecretsAreEqual() {
        assertThat(Stream.generate(SigningSecret::generate).limit(100)).doesNotHaveDuplicates();
    }
}
