package dev.rollcall.signin.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.config.TestSettings;
import dev.rollcall.platform.deploy.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import testing.App;
import testing.IdentityProvider;

class DiscoveredProviderTest {

    @TempDir
    private Path directory;

    @Test
    void theProviderIsAskedOnceAndTheClientSecretIsThatOfTheMoment() throws Exception {
        int port = Integer.parseInt(App.freePort());
        Path file = Files.writeString(directory.resolve("secret"), "first");
        var discovered = new DiscoveredProvider(
                TestSettings.current(
                        ProviderSettings.class,
                        Map.of(
                                "OIDC_ISSUER", IdentityProvider.issuer(port),
                                "OIDC_CLIENT_ID", "rollcall",
                                "OIDC_CLIENT_SECRET_FILE", file.toString())),
                new Site("https://rollcall.example", "Rollcall"));
        ClientRegistration first;
        try (IdentityProvider provider = IdentityProvider.start(port, "http://localhost/")) {
            first = registration(discovered);
        }
        assertThat(first.getClientSecret()).isEqualTo("first");

        Files.writeString(file, "second");

        ClientRegistration second = registration(discovered);
        assertThat(second.getClientSecret()).isEqualTo("second");
        assertThat(second.getProviderDetails().getTokenUri())
                .isEqualTo(first.getProviderDetails().getTokenUri());
        assertThat(second.getScopes()).isEqualTo(first.getScopes());
    }

    private static ClientRegistration registration(DiscoveredProvider provider) {
        return Objects.requireNonNull(provider.findByRegistrationId(ProviderSignIn.ID));
    }
}
