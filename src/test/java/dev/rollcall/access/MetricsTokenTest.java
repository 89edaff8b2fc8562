package dev.rollcall.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.config.TestSettings;
import dev.rollcall.platform.telemetry.MetricsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

class MetricsTokenTest {

    @TempDir
    private Path directory;

    @Test
    void withoutATokenNothingIsAllowed() {
        MetricsToken token = token(Map.of());

        assertThat(allows(token, "Bearer ")).isFalse();
        assertThat(allows(token, "Bearer null")).isFalse();
    }

    @Test
    void onlyTheTokenThatTheFileHasNowIsAllowed() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "first\n");
        MetricsToken token = token(Map.of("METRICS_TOKEN_FILE", file.toString()));
        assertThat(allows(token, "Bearer first")).isTrue();
        assertThat(allows(token, "bearer first")).isTrue();
        assertThat(allows(token, "BEARER first")).isTrue();
        assertThat(allows(token, "first")).isFalse();
        assertThat(allows(token, "Basic first")).isFalse();

        Files.writeString(file, "second\n");
        assertThat(allows(token, "Bearer second")).isTrue();
        assertThat(allows(token, "Bearer first")).isFalse();

        Files.writeString(file, "not a token\n");
        assertThat(allows(token, "Bearer second")).isTrue();
        assertThat(allows(token, "Bearer not a token")).isFalse();
    }

    private static MetricsToken token(Map<String, String> environment) {
        return new MetricsToken(TestSettings.current(MetricsSettings.class, environment));
    }

    private static boolean allows(MetricsToken token, String authorization) {
        var request = new MockHttpServletRequest("GET", "/actuator/prometheus");
        request.addHeader("Authorization", authorization);
        return token.authorize(() -> null, new RequestAuthorizationContext(request))
                .isGranted();
    }
}
