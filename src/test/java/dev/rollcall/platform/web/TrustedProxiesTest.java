package dev.rollcall.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.platform.config.EnvironmentVariables;
import dev.rollcall.platform.config.UnusableValueException;
import dev.rollcall.platform.config.Variable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

    @Test
    void addressesAndNetworksOfBothKindsAreAccepted() {
        assertThat(TrustedProxies.of("10.0.0.0/8, 192.0.2.7,2001:db8::/32,::1"))
                .hasToString("10.0.0.0/8,192.0.2.7/32,2001:db8::/32,::1/128");
    }

    @Test
    void theWordNoneTrustsNoProxy() {
        assertThat(TrustedProxies.of("none").isNone()).isTrue();
        assertThat(TrustedProxies.of("::1").isNone()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "10.0.0.0/33", "10.0.0.0/", "10.0/8", "::1/129", "10.0.0.0/8,,::1", "*", "all"})
    void anInvalidPartIsNamed(String text) {
        assertThatThrownBy(() -> TrustedProxies.of(text))
                .isInstanceOf(UnusableValueException.class)
                .hasMessageContaining("but '")
                .hasMessageContaining("is neither");
    }

    @Test
    void aFaultNamesTheVariable() {
        List<String> faults = EnvironmentVariables.of(
                        Variable.all(),
                        Map.of("DATABASE_URL", "postgres://u:p@h:5432/d", "TRUSTED_PROXIES", "10.0.0.0/8,proxy"))
                .faults();

        assertThat(faults)
                .containsExactly("TRUSTED_PROXIES must be addresses and networks separated by commas, such as"
                        + " 10.0.0.0/8,192.0.2.7, or none; but 'proxy' is neither");
    }
}
